import type { Stack } from "./stack";

/** Whether stacks are through; a stack whose dependency failed is not begun. */
export type Ended = "done" | "failed" | "not started";

export interface InOrder {
  /** How many at the same time, 1 or more. */
  readonly parallel: number;
  /** What is done with a stack; whether it worked out. */
  readonly act: (stack: Stack) => Promise<boolean>;
  /** Whether nothing more is to be begun. */
  readonly isStopped: () => boolean;
}

/**
 * Does something with each stack, with none before those of them that it depends on are done, and with so many at the same time.
 * Whatever else is there of what a stack depends on is there already. One that fails keeps no other from its turn but those that
 * depend on it.
 *
 * @param stacks none depends on one that stands behind it
 * @returns what became of each, in their order
 */
export async function inOrder(
  stacks: readonly Stack[],
  { parallel, act, isStopped }: InOrder,
): Promise<ReadonlyMap<string, Ended>> {
  const ended = new Map<string, Ended>(stacks.map(({ stack }) => [stack, "not started"]));
  const waiting = [...stacks];
  const running = new Map<string, Promise<void>>();
  const isPending = (name: string) => running.has(name) || waiting.some(({ stack }) => stack === name);
  const begin = (each: Stack) => {
    const ending = act(each).then((done) => {
      ended.set(each.stack, done ? "done" : "failed");
      running.delete(each.stack);
    });
    running.set(each.stack, ending);
  };
  for (;;) {
    for (const each of [...waiting]) {
      if (isStopped() || running.size >= parallel) break;
      if (each.dependsOn.some(isPending)) continue;
      waiting.splice(waiting.indexOf(each), 1);
      if (each.dependsOn.every((name) => (ended.get(name) ?? "done") === "done")) begin(each);
    }
    if (running.size === 0) return ended;
    await Promise.race(running.values());
  }
}
