import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { gitHub, prepare, saveGitHub } from "./workflows/players";
import { poisonedRuns } from "./workflows/poisoned-runs";
import { inventPlan, keepPlan, removePlans, restorePlans, rewritePlan } from "./workflows/reviewed-plans";
import { HEAD, applyRun, driftInApi, driftRun, honest, pullRequestRun } from "./workflows/runs";
import { commit, edit, git, log, play, read, repository, root, run, shell, workspace } from "./workflows/stage";
import { counts, expect, expectNot, refused, step } from "./workflows/verdicts";
import { applyWaves, job, type Matrix } from "./workflows/workflow-jobs";

/**
 * Runs the shell steps of examples/github from the first rollout to the removal of everything, against the example
 * organization and a stand-in of the AWS provider (TF_CLI_CONFIG_FILE and AWS_PROVIDER_STAND_IN=1, as for
 * test:terraform); before that, and without either, finds plans that somebody else made. GitHub and AWS's sign-in are played by scripts on the PATH, which record what they are asked.
 */
try {
  main();
} finally {
  rmSync(workspace, { recursive: true });
}
if (counts.failed > 0) process.exitCode = 1;

function main(): void {
  const missing = (tools: readonly string[]) =>
    tools.filter((each) => spawnSync(each, ["--version"]).error !== undefined).map((each) => `there is no ${each}`);
  const nothing = missing(["git", "jq"]);
  if (nothing.length > 0) {
    console.log(`Skipped: ${nothing.join(", ")}.`);
    return;
  }
  prepare();
  const first = commit("the example");
  poisoning(first);

  const standIn = process.env.AWS_PROVIDER_STAND_IN === "1" ? [] : ["it needs AWS_PROVIDER_STAND_IN=1"];
  const reasons = [...missing(["terraform", "unzip", "python3"]), ...standIn];
  if (reasons.length > 0) console.log(`Skipped what takes Terraform: ${reasons.join(", ")}.`);
  else rollout(first);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}

/** What is refused before Terraform is asked, with a plan that is none. */
function poisoning(first: string): void {
  const second = addSecret();
  inventPlan();
  poisonedRuns(first, second);
  git("reset", "--quiet", "--hard", first);
  removePlans();
}

function rollout(first: string): void {
  firstRollout(first);
  const second = addSecret();
  pullRequest(first);
  merge(first, second);
  refusals();
  acknowledgement(second);
  leaving();
}

/** Drift of an organization in which nothing is deployed, and the apply of its plans, wave by wave. */
function firstRollout(commit: string): void {
  play(driftRun(commit));
  const listed = job("drift.yml", "list");
  step("drift lists the stacks", listed.outcome);
  const matrix = JSON.parse(listed.outputs.matrix ?? '{"include":[]}') as Matrix;
  expect("it lists every stack, the central ones first", matrix.include.map((each) => each.stacks).join(" "), [
    /^security management member-payments-dev member-sandbox member-payments-prod member-deploy-tools$/,
  ]);
  for (const each of matrix.include)
    step(`drift plans ${each.name}`, job("drift.yml", "plan", { matrix: each }).outcome);
  expect("plans are made with the entry role for plans", read("aws.log"), [/role\/SecretwatchPipelinePlan /]);
  expectNot("and with no other", read("aws.log"), /SecretwatchPipelineApply/);
  expectNot("no plan holds the role that it was made with", planText(), /SecretwatchPlan/);

  step("drift reports", job("drift.yml", "report").outcome);
  expect("as an issue", JSON.stringify(gitHub().issues), [/"state":"open"/, /accounts differ/, /payments-prod/]);

  play(applyRun(commit));
  saveGitHub({ ...gitHub(), answers: { "actions/runs/55": driftInApi(commit) } });
  const waves = applyWaves({ runId: "55" });
  expect("apply goes by waves", waves.join(" "), [/^0-security 2-management canary all$/]);
  play(driftRun(commit));
  const again = job("drift.yml", "plan", { matrix: { id: "1", name: "all", stacks: stacks() } });
  step("drift plans once more", again.outcome);
  expectNot("and nothing differs", again.outcome.output, /: changes/);
  step("drift reports again", job("drift.yml", "report").outcome);
  expect("and closes its issue", JSON.stringify(gitHub().issues), [/"state":"closed"/]);
  expectNot("of which there is one", String(gitHub().issues.length), /[^1]/);
}

function addSecret(): string {
  edit(
    /( {6}- name: dev\/payments\/database\n)/,
    `      - name: dev/payments/mail-relay\n        description: Mail relay\n$1`,
  );
  return commit("a secret more");
}

function pullRequest(base: string): void {
  play(pullRequestRun());
  removePlans();
  for (const time of ["first", "second"]) {
    const review = job("pull-request.yml", "review", { base });
    step(`pull request, ${time} time: review`, review.outcome);
    const matrix = JSON.parse(review.outputs.matrix ?? '{"include":[]}') as Matrix;
    expect("one stack is planned", matrix.include.map(({ stacks }) => stacks).join(), [/^member-payments-dev$/]);
    for (const each of matrix.include) step("it is planned", job("pull-request.yml", "plan", { matrix: each }).outcome);
    const comment = job("pull-request.yml", "comment", { result: "changes" });
    step("comments are written", comment.outcome);
    expect("the plans are known to change something", comment.outputs.result ?? "", [/^changes$/]);
    const { comments } = gitHub();
    expect("two comments are there", String(comments.length), [/^2$/]);
    expect("one in people's terms", comments[0]?.body ?? "", [
      /^<!-- secretwatch: diff -->/,
      /dev\/payments\/mail-relay/,
    ]);
    expect("one of the plans", comments[1]?.body ?? "", [
      /^<!-- secretwatch: plan -->/,
      /member-payments-dev|payments-dev/,
      new RegExp(`Of commit ${HEAD}, by \\[this run\\]\\(https://github.com/acorn/cloud/actions/runs/12345678901\\)`),
    ]);
  }
  longestTexts();
}

/** GitHub refuses 65,537 characters; bytes are never fewer. */
function longestTexts(): void {
  const { comments, issues } = gitHub();
  const longest = path.join(workspace, "longest.md");
  writeFileSync(longest, "x".repeat(65_000));
  const env = {
    PULL_REQUEST: "7",
    HEAD,
    RUN_URL: `https://github.com/${"a".repeat(39)}/${"b".repeat(100)}/actions/runs/1`,
  };
  step("the longest comment is written", shell("comment.sh", ["longest", longest], env).outcome);
  step("the longest report is written", shell("report-drift.sh", ["changes", longest], env).outcome);
  const written = [gitHub().comments.at(-1)!.body, gitHub().issues.at(-1)!.body];
  expect("they fit", written.map((body) => body.length <= 65_536 && body.length > 65_000).join(), [/^true,true$/]);
  saveGitHub({ ...gitHub(), comments, issues });
}

function merge(first: string, second: string): void {
  keepPlan();
  removePlans();
  play(applyRun(first));
  saveGitHub({ ...gitHub(), answers: { [`commits/${first}/pulls`]: [] } });
  const none = job("apply.yml", "find", { base: "HEAD", runId: "" });
  step("a commit of no pull request has nothing to apply", none.outcome);
  expect("and no wave", JSON.stringify(none.outputs), [/"count":"0"/]);

  restorePlans();
  play(applyRun(second));
  saveGitHub({ ...gitHub(), answers: honest(first, second) });
  expect("the wave of the account is applied", applyWaves({ base: first, runId: "" }).join(" "), [/^canary$/]);
  expect("who approves it reads what it does", read("summary.md"), [/dev\/payments\/mail-relay/]);
  const again = shell("plan.sh", ["member-payments-dev"]);
  expect("nothing is left to change", again.outcome.output, [/member-payments-dev: no changes/]);
}

/** What is left to refuse where whoever signed the proof may have been made to. */
function refusals(): void {
  const plan = path.join(repository, "plans/member-payments-dev/plan");
  const apply = () => shell("apply.sh", ["member-payments-dev"]).outcome;

  restorePlans();
  refused("a plan is not applied twice", apply(), "the account has changed since it was planned");
  cpSync(path.dirname(plan), path.join(repository, "plans/member-sandbox"), { recursive: true });
  const both = shell("apply.sh", ["member-payments-dev", "member-sandbox"]).outcome;
  refused("nor that of another stack", both, "member-sandbox: refused: the configuration has changed since it was");
  expect("every stack that is refused is named, and GitHub marks the job", both.output, [
    /^member-payments-dev: refused: .*: \S+.*Nothing of it was applied\.$/m,
    /^::error::Not all of it was applied/m,
  ]);

  edit(/Mail relay/, "Mail relay of the test environment");
  refused("nor one of another configuration", apply(), "the configuration has changed since it was planned");

  play(pullRequestRun());
  step("the changed configuration is planned", shell("plan.sh", ["member-payments-dev"]).outcome);
  keepPlan();
  // As long as the real one, so that no length in the plan changes.
  rewritePlan(plan, "tfplan", `data.replace(b"/state/", b"/stole/")`);
  refused(
    "nor one that has its state elsewhere",
    apply(),
    "the plan has its state in another place than this configuration says",
  );
  expectNot("and nothing is written there", String(existsSync(path.join(workspace, "stole"))), /true/);

  restorePlans();
  rewritePlan(plan, "tfconfig/modules.json", `data + b" "`);
  refused("nor one with other modules", apply(), "the configuration has changed since it was planned");

  restorePlans();
  rewritePlan(plan, "tfconfig/m-/zz_override.tf.json", `b"{}"`);
  refused(
    "nor one that holds more than the configuration",
    apply(),
    "the plan holds other files than Terraform writes",
  );

  restorePlans();
  writeFileSync(`${plan}.json`, readFileSync(`${plan}.json`, "utf8").replaceAll("Mail relay", "Fake relay"));
  refused("nor one that says something else to people", apply(), "plan.json does not say what the plan does: aws_");

  restorePlans();
  const state = path.join(workspace, "state/member-payments-dev.tfstate");
  rewritePlan(plan, "tfstate", `data.replace(b"Mail relay", b"Fake relay")`);
  step("a state that somebody wrote into the plan", apply());
  expectNot("comes to nothing: what is applied was made here and now", readFileSync(state, "utf8"), /Fake relay/);

  removePlans();
  refused(
    "a merge without plans says what is missing",
    shell("waves.sh", ["HEAD~1"]).outcome,
    "not planned in the pull request: member-payments-dev",
  );
  edit(/Mail relay of the test environment/, "Mail relay");
}

function acknowledgement(base: string): void {
  edit(/ {6}- name: ci\/registry-token\n.*\n.*\n/, "");
  const review = job("pull-request.yml", "review", { base });

  refused("a secret that goes needs an acknowledgement", review.outcome, "");
  expect("the comment says so", read("repository/comments/diff.md"), [/ci\/registry-token/]);
  git("checkout", "--quiet", "organization.yaml");
}

/** docs/leaving.md: first an account, then everything; logs, keys and secrets stay. */
function leaving(): void {
  const terraform = (stack: string, ...args: string[]) =>
    run("terraform", [`-chdir=cdktf.out/stacks/${stack}`, ...args], { TF_VAR_role_name: "SecretwatchDeploy" });
  const deletedOf = (leave: () => void) => {
    writeFileSync(log, "");
    leave();
    return readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { action: string; type: string })
      .filter(({ action }) => action === "delete")
      .map(({ type }) => type);
  };
  const kept = /secretsmanager|kms|s3_bucket|cloudtrail|log_group/;
  const takeDown = (stack: string) => {
    step(`${stack}: init`, terraform(stack, "init"));
    step(
      `${stack}: what is kept is let go`,
      run(path.join(root, "examples/leaving/keep.sh"), [`cdktf.out/stacks/${stack}`]),
    );
    step(`${stack}: the rest is destroyed`, terraform(stack, "destroy", "-auto-approve"));
    expect(`${stack}: nothing is left in the state`, terraform(stack, "state", "list").output.trim(), [/^$/]);
  };

  step("the configuration is written", run("npx", ["secretwatch", "synth"]));
  const member = deletedOf(() => {
    takeDown("member-payments-prod");
  });
  expect("an account that leaves loses its rules", member.join(" "), [/aws_cloudwatch_event_rule/]);
  expectNot("and keeps its secrets and keys", member.join(" "), kept);

  edit(/^homeRegion/m, "protection: false\nhomeRegion");
  step("protection is switched off", run("npx", ["secretwatch", "synth"]));
  const rest = stacks()
    .split(" ")
    .filter((stack) => stack !== "member-payments-prod")
    .reverse();
  const all = deletedOf(() => {
    rest.forEach(takeDown);
  });
  expect("who leaves loses alarms and messages", all.join(" "), [/aws_cloudwatch_metric_alarm/, /aws_sns_topic/]);
  expectNot("and keeps the trail, its logs, secrets and keys", all.join(" "), kept);
}

function stacks(): string {
  return "security management member-payments-dev member-sandbox member-payments-prod member-deploy-tools";
}

/** What the plan files hold, as text. */
function planText(): string {
  return run("bash", ["-c", "for plan in plans/*/plan; do unzip -p $plan; done | strings"]).output;
}
