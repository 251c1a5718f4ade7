import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { pullRequestRun } from "./runs";
import { play, repository, run, workspace } from "./stage";

/** What the pull request planned, for what comes after the merge. */
export function keepPlan(): void {
  const reviewed = path.join(workspace, "reviewed");
  rmSync(reviewed, { recursive: true, force: true });
  cpSync(path.join(repository, "plans"), reviewed, { recursive: true });
}

/** A plan of a stack with all that is read of one, which Terraform would not take. */
export function inventPlan(): void {
  const plan = path.join(repository, "plans/member-payments-dev");
  mkdirSync(plan, { recursive: true });
  for (const file of ["plan", "lock.hcl"]) writeFileSync(path.join(plan, file), file);
  writeFileSync(path.join(plan, "plan.json"), JSON.stringify({ format_version: "1.2", resource_changes: [] }));
  proveAll(pullRequestRun());
  keepPlan();
}

export function removePlans(): void {
  rmSync(path.join(repository, "plans"), { recursive: true, force: true });
}

export function restorePlans(): void {
  removePlans();
  cpSync(path.join(workspace, "reviewed"), path.join(repository, "plans"), { recursive: true });
}

/** Writes a plan file anew with another entry in place of one, or one more; `change` is Python, of `data`. */
export function rewritePlan(plan: string, entry: string, change: string): void {
  const script = `import sys, zipfile
old = zipfile.ZipFile(sys.argv[1])
files = {each.filename: old.read(each) for each in old.infolist()}
data = files.get(sys.argv[2], b"")
changed = ${change}
assert changed != data
files[sys.argv[2]] = changed
with zipfile.ZipFile(sys.argv[1], "w") as new:
    for name, text in files.items(): new.writestr(name, text)`;
  const { status, output } = run("python3", ["-c", script, plan, entry]);
  if (status !== 0) throw new Error(`${entry} of ${plan} could not be changed: ${output}`);
}

/** Signs the plans that are there as those of a run. */
export function proveAll(environment: NodeJS.ProcessEnv): void {
  play(environment);
  const script = `. .github/scripts/token.sh
for plan in plans/*; do
  oidc_token "$(node .github/scripts/plan-proof.mjs audience "$plan")" >"$plan/proof.jwt"
done`;
  if (run("bash", ["-c", script]).status !== 0) throw new Error("The plans could not be signed.");
}
