import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import type { Stack } from "./stack";

const all = ["applied", "destroyed", "as it was", "failed", "refused", "not approved", "not started"] as const;

/** What became of a stack in a run. */
export type Fate = (typeof all)[number];

/** More names than that nobody reads. */
const MOST_NAMES = 12;

/** What became of each stack. */
export class Fates {
  private readonly fates: Map<string, Fate>;

  constructor(private readonly stacks: readonly Stack[]) {
    this.fates = new Map(stacks.map(({ stack }) => [stack, "not started"]));
  }

  set(stack: string, fate: Fate): void {
    this.fates.set(stack, fate);
  }

  of(...fates: readonly Fate[]): readonly Stack[] {
    return this.stacks.filter(({ stack }) => fates.includes(this.fates.get(stack)!));
  }

  /** Stacks that are not as they should be yet. */
  get left(): readonly Stack[] {
    return this.of("failed", "refused", "not approved", "not started");
  }

  /** A line for each fate that there is. */
  summary(): TerminalText {
    const rows = all.flatMap((fate) => {
      const names = this.of(fate).map(({ stack }) => stack);
      if (names.length === 0) return [];
      const word = painted(fate === "failed" || fate === "refused" ? "red" : "bold", fate);
      return [terminal`${word}: ${plural(names.length, "stack")} (${andMore(names, MOST_NAMES)})`];
    });
    return joined(rows, "\n");
  }
}
