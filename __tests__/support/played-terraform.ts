import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Messages } from "../../deploy/diagnostics";
import type { Commands, PlanProps } from "../../deploy/planning";
import { Processes } from "../../deploy/processes";
import type { Ran } from "../../deploy/terraform";
import type { Voice } from "../../deploy/voice";
import { planFile } from "./plan-file";
import { temporaryDirectory } from "./temporary-directory";

/** What a played Terraform does with a stack. */
export interface Part {
  /** Commands that fail. */
  readonly fails?: readonly ("init" | "plan" | "apply")[];
  /** What it says of that. */
  readonly diagnostic?: object;
  /** Changes in its plan. @default - a log group is made */
  readonly changes?: readonly object[];
  /** The plan file that it writes. @default - that of no configuration */
  readonly file?: Uint8Array;
  /** Changes in a plan that it has not made itself. @default - the same */
  readonly reviewed?: readonly object[] | "fails";
  /** Whether planning ends as it does where there is something to apply. @default - as where there is nothing */
  readonly isToApply?: boolean;
  /** Turns of the event loop that each command takes. @default - 1 */
  readonly turns?: number;
}

/** A command that a stack was asked for: where it begins, and where it ends. */
export type Call = `${"init" | "plan" | "show" | "apply"}${" ended" | ""} ${string}`;

export const CREATED = {
  address: "aws_cloudwatch_log_group.Group",
  mode: "managed",
  type: "aws_cloudwatch_log_group",
  change: { actions: ["create"], before: null, after: { name: "group" } },
};

/** Terraform without processes: what it was asked, in order, and a voice that takes down what is said. */
export function playedTerraform(parts: Readonly<Record<string, Part>>, answers: readonly (string | undefined)[] = []) {
  const calls: Call[] = [];
  const lockFiles: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const processes = new Processes();
  const run = async (command: "init" | "plan" | "apply" | "show", stack: string): Promise<Ran> => {
    const { fails = [], diagnostic, turns = 1 } = parts[stack] ?? {};
    calls.push(`${command} ${stack}`);
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    calls.push(`${command} ended ${stack}`);
    const isDone = !(fails as readonly string[]).includes(command);
    const messages = new Messages();
    if (!isDone) messages.write(Buffer.from(`${JSON.stringify({ type: "diagnostic", diagnostic })}\n`));
    return { status: isDone ? 0 : 1, messages };
  };
  const terraform: Commands = {
    init: (stack, lockFile) => {
      if (lockFile !== undefined) lockFiles.push(lockFile);
      return run("init", stack);
    },
    plan: async (stack, file) => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, parts[stack]?.file ?? planFile());
      const ran = await run("plan", stack);
      return ran.status === 0 && parts[stack]?.isToApply === true ? { ...ran, status: 2 } : ran;
    },
    show: (stack, file, write) => {
      const { changes = [CREATED], reviewed = changes } = parts[stack] ?? {};
      const isOwn = file.startsWith(plans);
      if (!isOwn && reviewed === "fails") return Promise.resolve({ status: 1, messages: Messages.of(["no plan"]) });
      write(Buffer.from(shownPlan(isOwn ? changes : (reviewed as readonly object[]))));
      return run("show", stack);
    },
    apply: (stack) => run("apply", stack),
    lockFileOf: () => path.join(plans, "lock.hcl"),
  };
  const plans = temporaryDirectory({ "lock.hcl": "lock" });
  const voice: Voice = {
    say: (text) => void said.push(text.toString()),
    complain: (text) => void said.push(text.toString()),
    ask: (question) => {
      asked.push(question.toString());
      return Promise.resolve(answers[asked.length - 1]);
    },
    progress: () => ({ advance: () => undefined, end: () => undefined }),
  };
  const props: PlanProps = { terraform, processes, voice, parallel: 4, plans, keep: false, lock: true };
  return { props, calls, said, asked, processes, plans, lockFiles };
}

/** A plan as Terraform shows it in JSON. */
export function shownPlan(changes: readonly object[]): string {
  const configuration = { provider_config: { aws: {} } };
  return JSON.stringify({ format_version: "1.2", configuration, resource_changes: changes });
}
