import { rmSync } from "node:fs";

import { painted, terminal } from "../text/terminal";
import { diagnosticsText, type Messages } from "./diagnostics";
import { inOrder, type Ended } from "./in-order";
import { failedLine, type Planned, type PlanProps } from "./planning";
import type { Stack } from "./stack";

/** What Terraform says where the state is another than the plan was made for. */
const STALE = "Saved plan is stale";

/**
 * Applies plans, each when what it depends on of them is applied. A plan file is gone when it is applied: it fits no more.
 *
 * @param stacks in their order, with what they depend on
 * @param done what has happened to a stack then, in words
 */
export async function applyAll(
  stacks: readonly Stack[],
  planned: readonly Planned[],
  { what, done }: { readonly what: string; readonly done: string },
  { terraform, processes, voice, parallel }: PlanProps,
): Promise<{ readonly ended: ReadonlyMap<string, Ended>; readonly failed: ReadonlyMap<string, Messages> }> {
  const files = new Map(planned.map(({ stack, file }) => [stack.stack, file]));
  const failed = new Map<string, Messages>();
  const progress = voice.progress(what, planned.length);
  const act = async (stack: Stack) => {
    const { status, messages } = await terraform.apply(stack.stack, files.get(stack.stack)!);
    const isDone = status === 0;
    if (isDone) rmSync(files.get(stack.stack)!, { force: true });
    else failed.set(stack.stack, messages);
    progress.advance();
    voice.say(
      isDone ? terminal`${painted("bold", done)} ${stack.stack}` : failedLine(stack, `is not ${done} as a whole`),
    );
    if (isDone && messages.diagnostics.length > 0) voice.complain(diagnosticsText(stack.stack, messages));
    return isDone;
  };
  const concerned = stacks.filter(({ stack }) => files.has(stack));
  try {
    const ended = await inOrder(concerned, { parallel, act, isStopped: () => processes.isStopped() });
    return { ended, failed };
  } finally {
    progress.end();
  }
}

/** Whether a plan was refused because something was applied since it was made. */
export function isStale({ diagnostics }: Messages): boolean {
  return diagnostics.some(({ summary }) => summary === STALE);
}
