import { Finder, START, type State } from "./finder";
import type { Budget } from "./budget";
import type { Expression } from "./expression";

/** Something that has to be found in a text, or must not be. */
export interface Wanted {
  readonly expression: Expression;
  readonly isFound: boolean;
}

/** What a text has to be: in each list, one of what is wanted has to hold. */
export type TextConstraints = readonly (readonly Wanted[])[];

/**
 * A text that meets all constraints, or `"none"` if there surely is none. `"unknown"` if the budget was used up before.
 *
 * Characters that all expressions take alike are tried by one of them, and texts that lead to the same state by one of them.
 */
export function findText(constraints: TextConstraints, budget: Budget): { readonly text: string } | "none" | "unknown" {
  const machine = new Machine(constraints);
  const alphabet = machine.alphabet();
  let edge: readonly (readonly [text: string, states: readonly State[]])[] = [["", machine.start()]];
  const seen = new Set([edge[0]![1].join("|")]);
  while (edge.length > 0) {
    const next: (readonly [string, readonly State[]])[] = [];
    for (const [text, states] of edge) {
      if (machine.accepts(states)) return { text };
      for (const codePoint of alphabet) {
        if (!budget.spend(states.length)) return "unknown";
        const after = machine.step(states, codePoint);
        const key = after.join("|");
        if (seen.has(key) || !machine.canAccept(after)) continue;
        seen.add(key);
        next.push([text + String.fromCodePoint(codePoint), after]);
      }
    }
    edge = next;
  }
  return "none";
}

/** Whether a text meets all constraints. */
export function meets(text: string, constraints: TextConstraints): boolean {
  const machine = new Machine(constraints);
  const end = Array.from(text).reduce((states, each) => machine.step(states, each.codePointAt(0)!), machine.start());
  return machine.accepts(end);
}

/** Finders of all constraints side by side. */
class Machine {
  private readonly finders: readonly Finder[];
  private readonly lists: readonly (readonly { readonly at: number; readonly isFound: boolean }[])[];

  constructor(constraints: TextConstraints) {
    const wanted = constraints.flat();
    this.finders = wanted.map(({ expression }) => new Finder(expression));
    this.lists = constraints.map((list) => list.map((each) => ({ at: wanted.indexOf(each), isFound: each.isFound })));
  }

  alphabet(): readonly number[] {
    const boundaries = this.finders.flatMap((finder) => finder.boundaries()).filter((each) => each <= 0x10_ffff);
    // A letter first, so that an example can be read; a control character stands for all that nobody asks for.
    return [...new Set([...boundaries, 0])].sort((one, other) => Number(one < 32) - Number(other < 32) || one - other);
  }

  start(): readonly State[] {
    return this.finders.map(() => START);
  }

  step(states: readonly State[], codePoint: number): readonly State[] {
    return states.map((state, at) => this.finders[at]!.step(state, codePoint));
  }

  accepts(states: readonly State[]): boolean {
    return this.lists.every((list) =>
      list.some(({ at, isFound }) => this.finders[at]!.isFound(states[at]!) === isFound),
    );
  }

  canAccept(states: readonly State[]): boolean {
    return this.lists.every((list) =>
      list.some(({ at, isFound }) =>
        isFound ? this.finders[at]!.canBeFound(states[at]!) : !this.finders[at]!.isSurelyFound(states[at]!),
      ),
    );
  }
}
