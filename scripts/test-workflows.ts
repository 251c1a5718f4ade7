import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

/**
 * Runs the shell steps of examples/github from the first rollout to the removal of everything, against the example
 * organization and a stand-in of the AWS provider (TF_CLI_CONFIG_FILE and AWS_PROVIDER_STAND_IN=1, as for
 * test:terraform). GitHub and AWS's sign-in are played by scripts on the PATH, which record what they are asked.
 */
const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-workflows-"));
const repository = path.join(workspace, "repository");
const store = path.join(workspace, "github.json");
const log = path.join(workspace, "log.jsonl");
const counts = { passed: 0, failed: 0 };

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Matrix {
  readonly include: readonly { readonly id: string; readonly name: string; readonly stacks: string }[];
}
interface GitHub {
  comments: { id: number; body: string; user: { login: string } }[];
  issues: { number: number; title: string; body: string; state: string }[];
  answers: Record<string, unknown>;
}
interface Outcome {
  readonly status: number;
  readonly output: string;
}

try {
  main();
} finally {
  rmSync(workspace, { recursive: true });
}
if (counts.failed > 0) process.exitCode = 1;

function main(): void {
  const missing = ["terraform", "git", "jq", "unzip", "python3"].filter(
    (each) => spawnSync(each, ["--version"]).error !== undefined,
  );
  if (process.env.AWS_PROVIDER_STAND_IN !== "1" || missing.length > 0) {
    const reason = missing.length > 0 ? `there is no ${missing.join(", no ")}` : "it needs AWS_PROVIDER_STAND_IN=1";
    console.log(`Skipped: ${reason}.`);
    return;
  }
  prepare();

  const first = commit("the example");
  firstRollout();
  const second = addSecret();
  pullRequest(first);
  merge(first, second);
  refusals();
  acknowledgement(second);
  leaving();
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}

/** A repository with the example and its workflows, and the players on the PATH. */
function prepare(): void {
  mkdirSync(path.join(workspace, "bin"), { recursive: true });
  mkdirSync(repository);
  cpSync(path.join(root, "examples/github"), path.join(repository, ".github"), { recursive: true });
  const example = readFileSync(path.join(root, "organization.yaml"), "utf8");
  writeFileSync(
    path.join(repository, "organization.yaml"),
    `${example}
deployment: { state: { type: s3, bucket: acorn-terraform-state } }
pipeline:
  oidc:
    plan: ["repo:acorn/cloud:pull_request", "repo:acorn/cloud:ref:refs/heads/main"]
    apply: ["repo:acorn/cloud:environment:secretwatch-canary"]
`,
  );
  writeFileSync(path.join(repository, ".gitignore"), "cdktf.out/\nplans/\ncomments/\n");
  saveGitHub({ comments: [], issues: [], answers: {} });

  player("gh", `exec "${process.execPath}" "${path.join(workspace, "bin/gh.mjs")}" "$@"`);
  writeFileSync(path.join(workspace, "bin/gh.mjs"), gh());
  player("npx", npx());
  player("curl", `echo '{"value":"token"}'`);
  player(
    "aws",
    `printf '%s\\n' "$*" >>"${path.join(workspace, "aws.log")}"
echo '{"Credentials":{"AccessKeyId":"id","SecretAccessKey":"key","SessionToken":"session"}}'`,
  );
  git("init", "--quiet", "--initial-branch=main");
}

function player(name: string, script: string): void {
  const file = path.join(workspace, "bin", name);
  writeFileSync(file, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(file, 0o755);
}

/** The command of this checkout; state in files, as the stand-in is to be kept from any bucket. */
function npx(): string {
  return `shift
node "${path.join(root, "cli/secretwatch.mjs")}" "$@" || exit
[ "$1" = synth ] || exit 0
for file in cdktf.out/stacks/*/cdk.tf.json; do
  stack="$(basename "$(dirname "$file")")"
  jq --arg path "${path.join(workspace, "state")}/$stack.tfstate" '.terraform.backend = { local: { path: $path } }' "$file" >"$file.new"
  mv "$file.new" "$file"
done`;
}

/** Comments, issues and answers that were put there; nothing else is known. */
function gh(): string {
  return `import { readFileSync, writeFileSync } from "node:fs";
const [api, ...args] = process.argv.slice(2);
const value = (name) => args[args.indexOf(name) + 1];
const method = args.includes("--method") ? value("--method") : "GET";
const where = args.find((each) => each.startsWith("repos/acorn/cloud/")).slice("repos/acorn/cloud/".length);
const github = JSON.parse(readFileSync(process.env.GH_STORE, "utf8"));
const input = args.includes("--input") ? JSON.parse(readFileSync(value("--input"), "utf8")) : {};
for (const [index, each] of args.entries()) if (each === "-f") input[args[index + 1].split("=")[0]] = args[index + 1].split("=")[1];
const bot = { login: "github-actions[bot]" };
const route = method + " " + where.replace(/\\?per_page.*/, "").replace(/\\/[0-9]+$/, "/N");
const id = Number(/[0-9]+$/.exec(where)?.[0]);
const routes = {
  "GET issues/7/comments": () => github.comments,
  "POST issues/7/comments": () => github.comments.push({ id: github.comments.length + 1, user: bot, ...input }),
  "PATCH issues/comments/N": () => Object.assign(github.comments.find((each) => each.id === id), input),
  "GET issues?state=open&creator=github-actions%5Bbot%5D&per_page=100": () => github.issues.filter(({ state }) => state === "open"),
  "POST issues": () => github.issues.push({ number: github.issues.length + 1, state: "open", ...input }),
  "PATCH issues/N": () => Object.assign(github.issues.find((each) => each.number === id), input),
};
const known = routes[route] ?? (method === "GET" && where in github.answers ? () => github.answers[where] : undefined);
if (api !== "api" || known === undefined) { console.error("gh: not known: " + route + " (" + where + ")"); process.exit(1); }
const answer = known();
if (method === "GET") console.log(JSON.stringify(answer));
else writeFileSync(process.env.GH_STORE, JSON.stringify(github));
`;
}

/** Drift of an organization in which nothing is deployed, and the apply of its plans, wave by wave. */
function firstRollout(): void {
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

  const runs = (run: unknown) => {
    saveGitHub({ ...gitHub(), answers: { "actions/runs/55": run } });
    return shell("find-plans.sh", ["55"]);
  };
  const drift = {
    head_repository: { full_name: "acorn/cloud" },
    head_branch: "main",
    path: ".github/workflows/drift.yml",
    event: "schedule",
  };
  step("apply takes the plans of drift", runs(drift).outcome);
  refused(
    "but of no other branch",
    runs({ ...drift, head_branch: "mine" }).outcome,
    "is not one of the workflow drift",
  );
  refused(
    "nor of a fork",
    runs({ ...drift, head_repository: { full_name: "mallory/cloud" } }).outcome,
    "is not one of",
  );

  const waves = applyWaves("");
  expect("apply goes by waves", waves.join(" "), [/^0-security 2-management canary all$/]);
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
  rmSync(path.join(repository, "plans"), { recursive: true, force: true });
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
    ]);
  }
}

function merge(first: string, second: string): void {
  saveGitHub({
    ...gitHub(),
    answers: {
      [`commits/${second}/pulls`]: [{ merge_commit_sha: second, head: { sha: "abc" } }],
      "actions/workflows/pull-request.yml/runs?head_sha=abc&event=pull_request&status=success": {
        workflow_runs: [
          { id: 70, run_number: 1, head_repository: { full_name: "acorn/cloud" } },
          { id: 71, run_number: 2, head_repository: { full_name: "acorn/cloud" } },
          { id: 72, run_number: 3, head_repository: { full_name: "mallory/cloud" } },
        ],
      },
      [`commits/${first}/pulls`]: [],
    },
  });
  const found = shell("find-plans.sh", [""], { GITHUB_SHA: second });
  step("merge: the run of the pull request is found", found.outcome);
  expect("its last one, and none of a fork", found.outputs["run-id"] ?? "", [/^71$/]);
  expect(
    "a commit of no pull request has none",
    JSON.stringify(shell("find-plans.sh", [""], { GITHUB_SHA: first }).outputs),
    [/^\{\}$/],
  );

  keepPlan();
  expect("the wave of the account is applied", applyWaves(first).join(" "), [/^canary$/]);
  const again = shell("plan.sh", ["member-payments-dev"]);
  expect("nothing is left to change", again.outcome.output, [/member-payments-dev: no changes/]);
}

/** What the pull request planned, for what comes after the merge. */
function keepPlan(): void {
  cpSync(path.join(repository, "plans"), path.join(workspace, "reviewed"), { recursive: true });
}

function refusals(): void {
  const restore = () => {
    rmSync(path.join(repository, "plans"), { recursive: true, force: true });
    cpSync(path.join(workspace, "reviewed"), path.join(repository, "plans"), { recursive: true });
  };
  const apply = () => shell("apply.sh", ["member-payments-dev"]).outcome;

  restore();
  refused("a plan is not applied twice", apply(), "the account has changed since it was planned");

  edit(/Mail relay/, "Mail relay of the test environment");
  refused("nor one of another configuration", apply(), "the configuration has changed since it was planned");

  step("the changed configuration is planned", shell("plan.sh", ["member-payments-dev"]).outcome);
  step(
    "somebody puts a file into the plan",
    run("python3", [
      "-c",
      "import sys,zipfile; zipfile.ZipFile(sys.argv[1],'a').writestr('tfconfig/m-/zz_override.tf.json','{}')",
      path.join(repository, "plans/member-payments-dev/plan"),
    ]),
  );
  refused("nor one that holds more than the configuration", apply(), "the plan holds another configuration");

  rmSync(path.join(repository, "plans"), { recursive: true });
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

/** Runs waves.sh and then every wave, as apply.yml does. */
function applyWaves(base: string): readonly string[] {
  const sorted = shell("waves.sh", [base]);
  step("plans are put in waves", sorted.outcome);
  const waves = JSON.parse(sorted.outputs.waves ?? "[]") as { name: string; matrix: Matrix }[];
  for (const { name, matrix } of waves) {
    for (const each of matrix.include) {
      step(`wave ${name}: ${each.name}`, job("apply-wave.yml", "apply", { matrix: each }).outcome);
    }
  }
  return waves.map(({ name }) => name);
}

interface Situation {
  readonly base?: string;
  readonly matrix?: Matrix["include"][number];
  readonly result?: string;
}

/** The shell steps of a job in their order, each with what GitHub would put into it. */
function job(
  workflow: string,
  name: string,
  situation: Situation = {},
): { outcome: Outcome; outputs: Record<string, string> } {
  const { jobs } = parse(readFileSync(path.join(repository, ".github/workflows", workflow), "utf8")) as {
    jobs: Record<string, { steps: Step[] }>;
  };
  let outcome: Outcome = { status: 0, output: "" };
  const outputs: Record<string, string> = {};
  for (const each of jobs[name]!.steps) {
    if (each.run === undefined || each.run === "npm ci") continue;
    if (outcome.status !== 0 && each.if?.includes("!cancelled()") !== true) continue;
    if (each.if?.includes("dangerous") === true && outputs.result !== "dangerous") continue;
    const env = Object.fromEntries(
      Object.entries(each.env ?? {}).map(([key, value]) => [key, filledIn(value, situation, outputs)]),
    );
    const done = script(["-e", "-o", "pipefail", "-c", each.run], env);
    Object.assign(outputs, done.outputs);
    outcome = {
      status: Math.max(outcome.status, done.outcome.status),
      output: outcome.output + done.outcome.output,
    };
  }
  return { outcome, outputs };
}

function filledIn(text: string, { base, matrix }: Situation, outputs: Record<string, string>): string {
  const values: Readonly<Record<string, string | undefined>> = {
    "github.event.pull_request.base.sha": base,
    "github.event.pull_request.number": "7",
    "github.token": "token",
    "github.server_url": "https://github.com",
    "github.repository": "acorn/cloud",
    "github.run_id": "99",
    "matrix.stacks": matrix?.stacks,
    "steps.plans.outputs.result": outputs.result,
    "vars.SECRETWATCH_PLAN_ENTRY_ROLE_ARN": "arn:aws:iam::222222222222:role/SecretwatchPipelinePlan",
    "vars.SECRETWATCH_APPLY_ENTRY_ROLE_ARN": "arn:aws:iam::222222222222:role/SecretwatchPipelineApply",
    "vars.SECRETWATCH_PLAN_ROLE_NAME || 'SecretwatchPlan'": "SecretwatchPlan",
    "vars.SECRETWATCH_DEPLOY_ROLE_NAME || 'SecretwatchDeploy'": "SecretwatchDeploy",
    "vars.SECRETWATCH_REGION": "eu-west-1",
  };
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`This test does not know ${expression}.`);
    return value;
  });
}

/** One of the scripts by itself. */
function shell(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return script([path.join(".github/scripts", name), ...args], {
    ENTRY_ROLE_ARN: "arn:aws:iam::222222222222:role/SecretwatchPipelinePlan",
    PLAN_ROLE_NAME: "SecretwatchPlan",
    DEPLOY_ROLE_NAME: "SecretwatchDeploy",
    DEFAULT_BRANCH: "main",
    ...env,
  });
}

function script(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { outcome: Outcome; outputs: Record<string, string> } {
  const file = path.join(workspace, "output.txt");
  writeFileSync(file, "");
  const outcome = run("bash", args, {
    GITHUB_OUTPUT: file,
    GITHUB_STEP_SUMMARY: path.join(workspace, "summary.md"),
    ...env,
  });
  const lines = readFileSync(file, "utf8").split("\n");
  return {
    outcome,
    outputs: Object.fromEntries(
      lines.filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    ),
  };
}

function run(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Outcome {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${path.join(workspace, "bin")}:${process.env.PATH}`,
    GH_STORE: store,
    GITHUB_REPOSITORY: "acorn/cloud",
    ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/?x=1",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "token",
    // Fewer jobs than stacks, as in an organization of hundreds of accounts.
    MOST_JOBS: "3",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    OFFLINE_AWS_LOG: log,
    OFFLINE_AWS_VALUES: values(),
    ...more,
  };
  const maxBuffer = 256 * 1024 * 1024;
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: repository,
    env,
    encoding: "utf8",
    maxBuffer,
  });
  return { status: status ?? 1, output: `${stdout}${stderr}${error?.message ?? ""}` };
}

/** How the stand-in answers when it is asked for the organization. */
function values(): string {
  const file = path.join(workspace, "values.json");
  const organization = {
    id: "o-exampleorgid",
    feature_set: "ALL",
    aws_service_access_principals: ["cloudtrail.amazonaws.com"],
    roots: [{ id: "r-exam", name: "Root", policy_types: [] }],
  };
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ "data.aws_organizations_organization": organization }));
  return file;
}

function stacks(): string {
  return "security management member-payments-dev member-sandbox member-payments-prod member-deploy-tools";
}

/** What the plan files hold, as text. */
function planText(): string {
  return run("bash", ["-c", "for plan in plans/*/plan; do unzip -p $plan; done | strings"]).output;
}

function edit(what: RegExp, by: string): void {
  const file = path.join(repository, "organization.yaml");
  const before = readFileSync(file, "utf8");
  if (!what.test(before)) throw new Error(`organization.yaml has no ${what.source}`);
  writeFileSync(file, before.replace(what, by));
}

function commit(message: string): string {
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@acorn.example", "commit", "--quiet", "--message", message);
  return git("rev-parse", "HEAD").trim();
}

function git(...args: string[]): string {
  const { status, output } = run("git", args);
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${output}`);
  return output;
}

function gitHub(): GitHub {
  return JSON.parse(readFileSync(store, "utf8")) as GitHub;
}

function saveGitHub(github: GitHub): void {
  writeFileSync(store, JSON.stringify(github));
}

function read(file: string): string {
  return readFileSync(path.join(workspace, file), "utf8");
}

function expect(what: string, text: string, patterns: readonly RegExp[]): void {
  const missing = patterns.filter((pattern) => !pattern.test(text));
  step(what, { status: missing.length, output: `${missing.join(" ")} is not in: ${text}` });
}

function expectNot(what: string, text: string, pattern: RegExp): void {
  step(what, { status: pattern.test(text) ? 1 : 0, output: `${pattern.source} is in: ${text}` });
}

function refused(what: string, { status, output }: Outcome, message: string): void {
  step(what, { status: status !== 0 && output.includes(message) ? 0 : 1, output: `status ${status}: ${output}` });
}

function step(what: string, { status, output }: Outcome): void {
  counts[status === 0 ? "passed" : "failed"]++;
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${what}`);
  if (status !== 0) console.log(output.slice(0, 4000));
}
