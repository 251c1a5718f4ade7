import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { examine } from "../doctor/examine";
import { reportText } from "../doctor/report-forms";
import { wantedStacks } from "../doctor/wanted-stacks";
import { deploymentsOf } from "../stacks/deployments";
import { generateOrganization } from "./generate-organization";
import { LATENCY, LateCalls } from "./late-calls";

/**
 * `secretwatch doctor` of 5,000 accounts, where each call takes 50 ms, as many are made at a time as live, and nothing is as it should be:
 * its seconds beside the least that these calls could take, its memory, and how long its report is. `--quick` takes 200.
 */
const ACCOUNTS = process.argv.includes("--quick") ? 200 : 5000;

async function main(): Promise<void> {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-bench-")));
  try {
    const file = path.join(workspace, "organization.yaml");
    writeFileSync(file, generateOrganization(ACCOUNTS));
    const organization = loadOrganization(file);
    const all = new Set<string>(deploymentsOf(organization).map(({ stack }) => stack));
    // What has an answer without anything in it is there, and otherwise than it is wanted.
    const calls = new LateCalls(() => ({}));

    const begin = performance.now();
    const stacks = wantedStacks(organization, all, path.join(workspace, "stacks"));
    const report = await examine({ organization, stacks, calls, now: Date.now(), before: false });
    const looked = (performance.now() - begin) / 1000;

    const text = reportText(report, (docs) => docs).toString();
    const findings = report.groups.reduce((sum, group) => sum + group.findings.length, 0);
    process.stdout.write(
      [
        `${all.size} stacks, ${LATENCY} ms a call`,
        `calls:  ${calls.said}`,
        `looked: ${looked.toFixed(1)} s; at least ${calls.floor.toFixed(1)} s: ${(looked / calls.floor).toFixed(2)} times as long`,
        `report: ${findings} findings in ${text.split("\n").length} lines`,
        `memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
        "",
      ].join("\n"),
    );
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

void main();
