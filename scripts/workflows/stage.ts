import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(__dirname, "../..");
export const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-workflows-"));
export const repository = path.join(workspace, "repository");
/** What GitHub is played with. */
export const store = path.join(workspace, "github.json");
/** What the stand-in of the AWS provider was asked for. */
export const log = path.join(workspace, "log.jsonl");

/** What GitHub says about the run that is played: in its environment, and signed in its tokens. */
let playing: NodeJS.ProcessEnv = {};

export function play(environment: NodeJS.ProcessEnv): void {
  playing = environment;
}

export interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** One of the scripts by itself. */
export function shell(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return script([path.join(".github/scripts", name), ...args], {
    ENTRY_ROLE_ARN: "arn:aws:iam::222222222222:role/SecretwatchPipelinePlan",
    DEFAULT_BRANCH: "main",
    ...env,
  });
}

export function script(
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

export function run(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Outcome {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${path.join(workspace, "bin")}:${process.env.PATH}`,
    GH_STORE: store,
    GITHUB_REPOSITORY: "acorn/cloud",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "12345678901",
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
    ...playing,
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

export function edit(what: RegExp, by: string): void {
  const file = path.join(repository, "organization.yaml");
  const before = readFileSync(file, "utf8");
  if (!what.test(before)) throw new Error(`organization.yaml has no ${what.source}`);
  writeFileSync(file, before.replace(what, by));
}

export function commit(message: string): string {
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@acorn.example", "commit", "--quiet", "--message", message);
  return git("rev-parse", "HEAD").trim();
}

export function git(...args: string[]): string {
  const { status, output } = run("git", args);
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${output}`);
  return output;
}

export function read(file: string): string {
  return readFileSync(path.join(workspace, file), "utf8");
}
