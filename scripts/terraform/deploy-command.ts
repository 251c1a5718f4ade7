import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Stage } from "./adoption";

export interface DeployStage extends Pick<Stage, "workspace" | "step"> {
  /** Runs a program in a directory. */
  readonly run: (
    command: string,
    args: readonly string[],
    cwd: string,
    more?: NodeJS.ProcessEnv,
  ) => { readonly status: number; readonly output: string };
  /** Directory of the project. */
  readonly root: string;
  /** Values for the stand-in of an organization without trusted access. */
  readonly untrusted: string;
}

interface Outcome {
  readonly status: number;
  readonly output: string;
  /** What was made, changed and deleted: "create aws_sns_topic". */
  readonly done: readonly string[];
}

/** Configurations of the same organization, with protection and without. */
interface Configurations {
  readonly on: string;
  readonly off: string;
}

/**
 * The command's deploy and destroy: the example as a whole, what stops at a precondition, what is interrupted, and what is protected.
 */
export function deployCommand(stage: DeployStage, configurations: Configurations): void {
  const played = new Played(stage);
  unfinished(played, configurations);
  whole(played, configurations);
  protectedFromDestroy(played, configurations);
  takenDown(played, configurations);
}

/** The same of one stack that is quickly planned: what is said where it fails, where it is as it was, and where it is protected. */
export function deployOfOne(stage: DeployStage, { on }: Pick<Configurations, "on">): void {
  const played = new Played(stage);
  conditionIsSaid(played, on);
  const names = ["management"];
  stage.step("deploy of one stack", played.command(on, ["deploy", ...names, "--auto-approve"]));
  isAsItWas(played, on, { names, count: "1 stack" });
  isProtected(played, on, { names, words: /^management: protected: .*\n {2}1 trail .*lost would be: /m });
}

class Played {
  private readonly directory: string;
  private readonly log: string;
  private readonly cli: string;

  constructor(readonly stage: DeployStage) {
    this.directory = path.join(stage.workspace, "deploy-command");
    mkdirSync(this.directory);
    this.log = path.join(this.directory, "log.jsonl");
    this.cli = path.join(stage.root, "cli/secretwatch.mjs");
  }

  command(ORGANIZATION: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Outcome {
    return this.run("node", [this.cli, ...args], { ORGANIZATION, ...more });
  }

  /** Gets Ctrl-C as soon as something is made. */
  interrupted(ORGANIZATION: string): Outcome {
    return this.run("bash", ["-c", INTERRUPTED, "bash", this.cli, this.log], { ORGANIZATION });
  }

  expect(what: string, isSo: boolean, output: string): void {
    this.stage.step(what, { status: isSo ? 0 : 1, output });
  }

  /** Locks of states in files: https://developer.hashicorp.com/terraform/language/state/locking */
  noLock(what: string): void {
    const locks = readdirSync(this.directory, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".lock.info"),
    );
    this.expect(what, locks.length === 0, locks.join(" "));
  }

  private run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
    writeFileSync(this.log, "");
    const { status, output } = this.stage.run(program, args, this.directory, { OFFLINE_AWS_LOG: this.log, ...env });
    return { status, output, done: stepsIn(this.log) };
  }
}

function conditionIsSaid(played: Played, on: string): void {
  const { status, output } = played.command(on, ["deploy", "management", "--auto-approve"], {
    OFFLINE_AWS_VALUES: played.stage.untrusted,
  });
  const said =
    /^management: Error: .*\n.*\n {2}CloudTrail has no trusted access to the organization\. Run in the management account/m;
  played.expect("deploy shows the message of a precondition", status === 1 && said.test(output), output);
}

function unfinished(played: Played, { on }: Configurations): void {
  conditionIsSaid(played, on);

  const stopped = played.interrupted(on);
  const isSaid = stopped.status === 130 && /^not started: 5 stacks/m.test(stopped.output);
  played.expect("deploy that is interrupted says what became of it", isSaid, stopped.output);
  played.noLock("and leaves no lock");
}

function whole(played: Played, { on }: Configurations): void {
  const first = played.command(on, ["deploy", "--auto-approve"]);
  played.expect("deploy goes on where that stopped, and applies every stack", first.status === 0, first.output);
  const [trail, secret] = ["aws_cloudtrail", "aws_secretsmanager_secret"].map((type) =>
    first.done.indexOf(`create ${type}`),
  ) as [number, number];
  played.expect("management before members", trail >= 0 && trail < secret, first.done.join("\n"));
  isAsItWas(played, on, { names: [], count: "6 stacks" });
}

function isAsItWas(
  played: Played,
  on: string,
  { names, count }: { readonly names: readonly string[]; readonly count: string },
): void {
  const { status, output } = played.command(on, ["deploy", ...names]);
  const isEmpty = status === 0 && output.split("\n").some((line) => line.startsWith(`as it was: ${count} `));
  played.expect("the second deploy has nothing to ask for", isEmpty, output);
}

function protectedFromDestroy(played: Played, { on, off }: Configurations): void {
  const words = /^security: protected: .*\n(?: {2}.*\n)* {2}\d buckets? .*lost would be: all files in it/m;
  isProtected(played, on, { names: [], words });

  const early = played.command(off, ["destroy", "--auto-approve"]);
  const isRefused = early.status === 1 && early.output.includes("Deploy it with protection: false first");
  played.expect(
    "destroy says what AWS would refuse, before anything goes",
    isRefused && early.done.length === 0,
    early.output,
  );
}

function isProtected(
  played: Played,
  on: string,
  { names, words }: { readonly names: readonly string[]; readonly words: RegExp },
): void {
  const { status, output, done } = played.command(on, ["destroy", ...names, "--auto-approve"]);
  played.expect("destroy says what is protected", status === 1 && words.test(output), output);
  played.expect("destroys nothing", done.length === 0, done.join("\n"));
  played.noLock("and leaves no lock either");
}

function takenDown(played: Played, { off }: Configurations): void {
  const careful = played.command(off, ["deploy", "--auto-approve"]);
  played.expect(
    "deploy without protection is dangerous",
    careful.status === 20 && careful.done.length === 0,
    careful.output,
  );
  played.stage.step(
    "and is applied where that is allowed",
    played.command(off, ["deploy", "--auto-approve", "--allow-dangerous"]),
  );
  const { status, output, done } = played.command(off, ["destroy", "--auto-approve"]);
  played.expect("destroy takes every stack down", status === 0 && /^destroyed: 6 stacks/m.test(output), output);
  const [secret, trail, topic] = ["aws_secretsmanager_secret", "aws_cloudtrail", "aws_sns_topic"].map((type) =>
    done.indexOf(`delete ${type}`),
  ) as [number, number, number];
  played.expect("members, management, security", secret >= 0 && secret < trail && trail < topic, done.join("\n"));
}

/** Ctrl-C as soon as something is made. */
const INTERRUPTED = `
  : >"$2"
  node "$1" deploy --auto-approve & deploy=$!
  until grep -q '"create"' "$2" || ! kill -0 $deploy; do sleep 0.1; done
  kill -INT $deploy
  wait $deploy`;

/** What the stand-in was asked for, in order: "create aws_sns_topic". */
function stepsIn(log: string): readonly string[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { action: string; type: string })
    .filter(({ action }) => action !== "read")
    .map(({ action, type }) => `${action} ${type}`);
}
