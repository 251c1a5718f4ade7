import { wildcardsIn, type FilterPattern, type Selector } from "../filter-pattern";
import { printSelector, printTest } from "../print";
import { testValue } from "../test-value";
import { Budget } from "./budget";
import { KINDS, kindsOf, type Kind } from "./kinds";
import { formulaOf, type Formula, type Joined, type Literal } from "./literal";

/** Steps that are tried for a pattern: tenths of a second. */
const STEPS = 300_000;

/** What fields are known to be, by selector. */
export type KnownKinds = ReadonlyMap<string, readonly Kind[]>;

/**
 * Decides whether there is an event at all that parts of a pattern match, or don't. Only a no is certain: where AWS's answer is
 * not known, or the steps are used up, there may be one.
 *
 * Alternatives are tried one by one. What holds together is asked of each selector by itself, and of what it is in.
 */
export class Decider {
  private readonly budget = new Budget(STEPS);
  private readonly kindsOfLiterals = new Map<string, readonly Kind[]>();

  /** Whether an event may match all of them. */
  mayMatch(patterns: readonly FilterPattern[]): boolean {
    return this.mayHold(
      patterns.map((each) => formulaOf(each)),
      new Map(),
    );
  }

  /** Whether an event may match none of them, with fields that are of the known kinds. */
  mayMatchNone(patterns: readonly FilterPattern[], known: KnownKinds): boolean {
    return this.mayHold(
      patterns.map((each) => formulaOf(each, false)),
      known,
    );
  }

  private mayHold(pending: readonly Formula[], known: KnownKinds, before: readonly Literal[] = []): boolean {
    if (!this.budget.spend(1)) return true;
    const parts = pending.flatMap(conjuncts);
    const literals = [...before, ...parts.filter((part) => part.kind === "literal")];
    if (!this.areConsistent(literals, known)) return false;
    const [first, ...others] = parts.filter((part) => part.kind === "or");
    if (first === undefined) return true;
    return first.parts.some((alternative) => this.mayHold([alternative, ...others], known, literals));
  }

  private areConsistent(literals: readonly Literal[], known: KnownKinds): boolean {
    const kinds = new Map<string, readonly Kind[]>(known);
    const narrow = (path: string, wanted: readonly Kind[]) => {
      const left = (kinds.get(path) ?? KINDS).filter((kind) => wanted.includes(kind));
      kinds.set(path, left);
      return left.length > 0;
    };
    const groups = bySelector(literals);
    return (
      groups.every(([path, own]) => hasWildcard(own[0]!) || narrow(path, this.kinds(own))) &&
      groups.every(
        ([path, own]) =>
          !(hasWildcard(own[0]!) ? own.some(wantsElement) : !kinds.get(path)!.includes("absent")) ||
          holdersOf(own[0]!.test.selector).every(([holder, wanted]) => narrow(holder, wanted)),
      )
    );
  }

  private kinds(literals: readonly Literal[]): readonly Kind[] {
    if (!this.budget.spend(literals.length)) return KINDS;
    const key = literals.map(({ test, holds }) => `${holds} ${printTest(test)}`).join("\n");
    const before = this.kindsOfLiterals.get(key);
    if (before !== undefined) return before;
    const found = kindsOf(literals, this.budget);
    this.kindsOfLiterals.set(key, found);
    return found;
  }
}

function conjuncts(formula: Formula): readonly (Literal | Joined<"or">)[] {
  if (formula.kind === "and") return formula.parts.flatMap(conjuncts);
  return [formula as Literal | Joined<"or">];
}

function bySelector(literals: readonly Literal[]): readonly (readonly [string, readonly Literal[]])[] {
  const groups = new Map<string, Literal[]>();
  for (const literal of literals) {
    const path = printSelector(literal.test.selector);
    groups.set(path, [...(groups.get(path) ?? []), literal]);
  }
  return [...groups];
}

function hasWildcard({ test }: Literal): boolean {
  return wildcardsIn(test.selector) > 0;
}

/** Whether a test behind a wildcard needs something to be there. Nothing more is asked of such tests: each may be met by another element. */
function wantsElement({ test, holds }: Literal): boolean {
  return holds && test.kind !== "notExists" && testValue(test, undefined) === false;
}

/** What a selector goes through, up to a wildcard, and what that has to be if there is something at its end. */
export function holdersOf(selector: Selector): readonly (readonly [path: string, kinds: readonly Kind[]])[] {
  const wildcard = selector.findIndex(({ kind }) => kind === "anyElement" || kind === "anyField");
  const last = wildcard < 0 ? selector.length - 1 : wildcard;
  return selector.slice(1, last + 1).map((step, index) => {
    const kinds = {
      property: ["object"],
      anyField: ["object"],
      index: ["list"],
      anyElement: ["object", "list"],
    } as const;
    return [printSelector(selector.slice(0, index + 1)), kinds[step.kind]];
  });
}
