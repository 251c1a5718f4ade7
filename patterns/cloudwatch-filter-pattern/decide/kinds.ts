import type { Budget } from "./budget";
import { findText } from "./find-text";
import type { Literal } from "./literal";
import { mayBeNumber } from "./may-be-number";
import { constraintsOnText, type Demand } from "./text-constraints";
import { testValue } from "../test-value";
import type { Truth } from "../truth";

/** What a selector may find. Nothing but the kinds of single values is told apart by value. */
export const KINDS = ["absent", "null", "true", "false", "text", "number", "object", "list"] as const;
export type Kind = (typeof KINDS)[number];

/** An example of each kind whose values pass the same tests. */
const SINGLE = { absent: undefined, null: null, true: true, false: false, object: {} } as const;

/** The kinds that a value may be of so that all literals hold, which are about one selector without wildcards. */
export function kindsOf(literals: readonly Literal[], budget: Budget): readonly Kind[] {
  const demands = literals.filter(isComparison);
  return KINDS.filter((kind) => {
    if (!literals.every((literal) => mayHold(literal, kind))) return false;
    if (kind === "text") return findText(demands.flatMap(constraintsOnText), budget) !== "none";
    return kind !== "number" || mayBeNumber(demands, budget);
  });
}

function isComparison(literal: Literal): literal is Literal & Demand {
  return literal.test.kind === "comparison";
}

/** Whether a test may come out as wanted for some value of a kind; which texts and numbers do is asked elsewhere. */
function mayHold({ test, holds }: Literal, kind: Kind): boolean {
  if (test.kind === "notExists") return (kind === "absent") === holds;
  if (kind === "text" || kind === "number") return test.kind === "comparison" || !holds;
  // A list may hold null, or not. What IS TRUE and IS FALSE make of one that holds the boolean is not known, and left aside.
  if (kind === "list") return !holds || (test.kind === "is" && test.value === null);
  return isPossible(testValue(test, SINGLE[kind]), holds);
}

function isPossible(truth: Truth, wanted: boolean): boolean {
  return truth === "undefined" || truth === wanted;
}
