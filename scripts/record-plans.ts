import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { format } from "prettier";

import { loadOrganization } from "../config/load-organization";
import { asMarkdown } from "../plan/comment/markdown";
import { PlanCollector } from "../plan/plan-collector";
import type { PlanDocument } from "../plan/plan-document";
import { readWholePlan } from "../plan/read-plan";
import { StackFindings } from "../plan/stack-findings";
import { OrganizationApp } from "../stacks/organization-app";
import { exampleFile } from "./example-files";
import { slimPlan } from "./slim-plan";
import { standIn, terraformEnvironment } from "./terraform-environment";

/**
 * Records what the real Terraform plans for changes that people make, with a stand-in of the AWS provider that talks to
 * nobody (TF_CLI_CONFIG_FILE, as in test-terraform.ts). Only what plan-summary reads is kept. Beside each, the comment that
 * it makes; --comments writes only those anew.
 */
const root = path.resolve(__dirname, "..");
const recordings = path.join(root, "__tests__/plan/recorded");
const comments = path.join(root, "__tests__/plan/golden");
const example = readFileSync(path.join(root, exampleFile), "utf8");

/** The member that leaves: its secrets are destroyed with it. */
const LEAVES = "payments-dev";

const DECOY = "    - name: prod/backup/root-database\n      description: Root login of the backup database\n";

const GUARDRAILS = `
guardrails:
  protectWatch: { organizationalUnits: [workloads, sandbox], securityAccount: true }
  denyReadsFromOutside: { organizationalUnits: [workloads] }
`;

const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-plans-"));
const outdir = path.join(workspace, "cdktf.out");
const environment = terraformEnvironment(workspace);

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(workspace, { recursive: true });
  });

async function main(): Promise<void> {
  if (process.argv.includes("--comments")) {
    for (const file of readdirSync(recordings)) writeComment(file.replace(/\.json$/, ""));
    return;
  }
  if (!standIn) {
    console.log("Skipped: needs a stand-in of the AWS provider (TF_CLI_CONFIG_FILE and AWS_PROVIDER_STAND_IN=1).");
    return;
  }
  const stacks = synthesize(example);
  for (const stack of stacks) terraform(stack, "init");
  await record("first-rollout", stacks);
  for (const stack of stacks) terraform(stack, "apply", "-auto-approve");
  await record("nothing", stacks);

  await record("secret-added", synthesize(withSecret(example)));
  await record("reader-changed", synthesize(replaced(example, "role/ci/release]", "role/ci/release-2027]")));
  await record(
    "reader-added",
    synthesize(
      replaced(
        example,
        "role/service/payments-api, role/developer]",
        "role/service/payments-api, role/developer, role/batch/reports]",
      ),
    ),
  );
  await record("decoys-on", synthesize(replaced(example, DECOY, `${DECOY}    - name: prod/vault/recovery-keys\n`)));
  await record("guardrails-on", synthesize(`${example}${GUARDRAILS}`));
  await record(
    "region-added",
    synthesize(replaced(example, "eu-west-1, eu-central-1]", "eu-west-1, eu-central-1, eu-north-1]")),
  );
  await record("trail-renamed", synthesize(`${example}\ntrail: { name: acorn-organization }\nprotection: false\n`));
  await recordMemberRemoved();
}

function withSecret(file: string): string {
  const before = "      - name: prod/payments/card-processor-api-key\n";
  return replaced(
    file,
    before,
    `      - name: prod/payments/bank-certificate\n        description: Signs payment orders\n        expectedReaders: [role/service/payments-api]\n${before}`,
  );
}

/** First its stack is destroyed, without protection, then the others are planned without it: one pull request. */
async function recordMemberRemoved(): Promise<void> {
  synthesize(`${example}\nprotection: false\n`);
  const plans = new Map([[`member-${LEAVES}`, plan(`member-${LEAVES}`, "-destroy")]]);
  const without = replaced(example, new RegExp(` {2}- name: ${LEAVES}\\n(?: {4}.*\\n)+`), "");
  for (const stack of synthesize(without)) plans.set(stack, plan(stack));
  await write("member-removed", plans);
}

async function record(scenario: string, stacks: readonly string[]): Promise<void> {
  await write(scenario, new Map(stacks.map((stack) => [stack, plan(stack)])));
}

async function write(scenario: string, plans: ReadonlyMap<string, PlanDocument>): Promise<void> {
  const sorted = Object.fromEntries([...plans].sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = await format(JSON.stringify(sorted), { parser: "json", printWidth: 120 });
  if (text.includes(workspace) || text.includes(root)) throw new Error(`${scenario}: a path of this machine got in.`);
  writeFileSync(path.join(recordings, `${scenario}.json`), text);
  writeComment(scenario);
  console.log(`${scenario}: ${plans.size} plans, ${Math.round(text.length / 1024)} kB`);
}

function writeComment(scenario: string): void {
  const file = path.join(recordings, `${scenario}.json`);
  const plans = JSON.parse(readFileSync(file, "utf8")) as Record<string, PlanDocument>;
  const collector = new PlanCollector();
  for (const [stack, document] of Object.entries(plans)) {
    const findings = new StackFindings(stack);
    readWholePlan(JSON.stringify(document), findings);
    collector.add(`${stack}.json`, findings);
  }
  writeFileSync(path.join(comments, `${scenario}.md`), asMarkdown(collector.summary()).toString());
}

function plan(stack: string, ...args: string[]): PlanDocument {
  terraform(stack, "plan", "-out=plan", ...args);
  return slimPlan(JSON.parse(terraform(stack, "show", "-json", "plan")) as PlanDocument);
}

function synthesize(organization: string): readonly string[] {
  const file = path.join(workspace, "organization.yaml");
  writeFileSync(file, organization);
  const app = new OrganizationApp(loadOrganization(file), outdir);
  app.synth();
  return app.stacks.map(({ node }) => node.id);
}

function terraform(stack: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync("terraform", args, {
    cwd: path.join(outdir, "stacks", stack),
    env: environment,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${stack}: terraform ${args.join(" ")}\n${error?.message ?? stdout + stderr}`);
  return stdout;
}

function replaced(text: string, what: string | RegExp, by: string): string {
  const result = text.replace(what, by);
  if (result === text) throw new Error(`The example has no ${String(what)}.`);
  return result;
}
