import type { State } from "../organization/settings";
import { stateFile } from "../stacks/state-file";
import { asWord } from "../text/shell-command";
import type { Between } from "./key-words";

/**
 * The command that gives a stack under its new name what it had under the old one. Names of stacks are in no resource, so
 * that nothing changes but where the state is.
 *
 * @returns nothing where the state moves for all stacks at the same time
 */
export function moveOfState(
  { before, after }: Between,
  stacks: readonly [old: string, young: string],
): string | undefined {
  const [then, now] = [before.deployment.state, after.deployment.state];
  if (JSON.stringify(then) !== JSON.stringify(now)) return undefined;
  const [from, to] = stacks.map((stack) => asWord(addressOf(now, stack)));
  if (now.type === "local") return `mv ${from} ${to}`;
  const key = now.kmsKeyArn === undefined ? [] : ["--sse aws:kms", `--sse-kms-key-id ${now.kmsKeyArn}`];
  return ["aws s3 mv", from, to, ...key].join(" ");
}

function addressOf(state: State, stack: string): string {
  const file = stateFile(state, stack);
  return state.type === "local" ? file : `s3://${state.bucket}/${file}`;
}
