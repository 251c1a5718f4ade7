import type { Expression, Item } from "./expression";

/** What has been found, or how far the sequences have come, as places in them; as a text, so that equal ones are equal. */
export type State = string;

const FOUND: State = "found";
export const START: State = "start";

/** Looks for an expression character by character, and keeps all ways at once. */
export class Finder {
  private readonly items: readonly (Item | undefined)[];
  private readonly starts: readonly number[];
  /** Whether it can only be found at the start. */
  private readonly isAnchored: boolean;

  constructor(expression: Expression) {
    // Undefined stands behind the last item of each sequence: whoever comes there has found it.
    this.items = expression.flatMap((sequence) => [...sequence, undefined]);
    this.starts = expression.map((_, index) =>
      expression.slice(0, index).reduce((offset, sequence) => offset + sequence.length + 1, 0),
    );
    this.isAnchored = expression.every(
      ([first]) => first !== undefined && "anchor" in first && first.anchor === "start",
    );
  }

  /** Where the characters that are taken for different things begin. */
  boundaries(): readonly number[] {
    return this.items.flatMap((item) =>
      item === undefined || "anchor" in item ? [] : item.takes.flatMap(([from, to]) => [from, to + 1]),
    );
  }

  step(state: State, codePoint: number): State {
    if (state === FOUND) return FOUND;
    const places = this.reached(state, false);
    const next = new Set<number>();
    for (const place of places) {
      const item = this.items[place];
      if (item === undefined) return FOUND;
      if ("anchor" in item || !item.takes.some(([from, to]) => from <= codePoint && codePoint <= to)) continue;
      next.add(item.repeated === "anyTimes" ? place : place + 1);
    }
    return [...next].sort((one, other) => one - other).join(",");
  }

  /** Whether it is found in a text that ends here. */
  isFound(state: State): boolean {
    return state === FOUND || [...this.reached(state, true)].some((place) => this.items[place] === undefined);
  }

  /** Whether it may still be found. */
  canBeFound(state: State): boolean {
    return state !== "" || !this.isAnchored;
  }

  /** Whether it is found whatever comes. */
  isSurelyFound(state: State): boolean {
    return state === FOUND;
  }

  /** All places that need no further character to come to. */
  private reached(state: State, isEnd: boolean): ReadonlySet<number> {
    const isStart = state === START;
    const places = new Set(isStart || state === "" ? [] : state.split(",").map(Number));
    for (const start of this.starts) places.add(start);
    // A set goes on through what is added meanwhile.
    for (const place of places) {
      const item = this.items[place];
      if (item === undefined) continue;
      const isPassed = "anchor" in item ? (item.anchor === "start" ? isStart : isEnd) : item.repeated !== "once";
      if (isPassed) places.add(place + 1);
    }
    return places;
  }
}
