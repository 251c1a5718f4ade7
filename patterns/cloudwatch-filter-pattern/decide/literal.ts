import type { FieldTest, FilterPattern } from "../filter-pattern";

/** A test that has to hold, or must not. */
export interface Literal {
  readonly kind: "literal";
  readonly test: FieldTest;
  readonly holds: boolean;
}

export interface Joined<Kind extends "and" | "or" = "and" | "or"> {
  readonly kind: Kind;
  readonly parts: readonly Formula[];
}

/** A pattern in which single tests may be negated, which the language itself has no word for. */
export type Formula = Joined | Literal;

/** That a pattern holds, or that it does not. */
export function formulaOf(pattern: FilterPattern, holds = true): Formula {
  if (!("conditions" in pattern)) return { kind: "literal", test: pattern, holds };
  const kind = (pattern.kind === "and") === holds ? "and" : "or";
  return { kind, parts: pattern.conditions.map((each) => formulaOf(each, holds)) };
}
