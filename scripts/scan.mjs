// Runs checkov (PyPI) over cdktf.out. What it is told to skip stands in .checkov.yaml, each with its reason.
//
// checkov gives up on a file whose terraform block holds a plain value, as required_version is, so it gets copies
// without that block; nothing in there is for it to judge.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const stacks = path.join("cdktf.out", "stacks");
const copies = mkdtempSync(path.join(tmpdir(), "secretwatch-scan-"));
for (const name of readdirSync(stacks)) {
  const scanned = JSON.parse(readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8"));
  delete scanned.terraform;
  mkdirSync(path.join(copies, name));
  writeFileSync(path.join(copies, name, "cdk.tf.json"), JSON.stringify(scanned, null, 2));
}

const checkov = process.env.CHECKOV ?? "checkov";
const { status, stdout, error } = spawnSync(
  checkov,
  ["--directory", copies, "--config-file", ".checkov.yaml", "--output", "json"],
  { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
);
rmSync(copies, { recursive: true });
if (error !== undefined) {
  console.error(`checkov can't be run (${error.message}). Install it: pip install checkov==3.3.30`);
  process.exit(1);
}

const { results, summary } = JSON.parse(stdout);
for (const { check_id, check_name, resource, file_path } of results.failed_checks) {
  console.log(`FAILED ${check_id} ${file_path} ${resource}: ${check_name}`);
}
console.log(`checkov ${summary.checkov_version}: ${summary.passed} checks passed, ${summary.failed} failed`);
if (status !== 0 || summary.parsing_errors > 0 || summary.passed === 0) process.exit(1);
