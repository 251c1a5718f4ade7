import type { FieldTest, FilterPattern } from "../filter-pattern";
import { wildcardsIn } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printTest } from "../print";
import { contradict } from "./contradict";
import type { Finding } from "./finding";

/** Pairs of tests that no event can pass together, although one of them is only looked at with the other. */
export function neverMatches({ pattern, positions }: LocatedPattern): readonly Finding[] {
  return conflicts(pattern, []).map(([first, second]) => ({
    rule: "never-matches",
    severity: "error",
    message: `${printTest(second)} can never hold together with ${printTest(first)}.`,
    remedy: "Remove one of the two, or join them with ||.",
    position: positions.get(second),
  }));
}

type Pair = readonly [FieldTest, FieldTest];

/** The conflicts in a part of the pattern, given the tests that have to hold for the part to matter. */
function conflicts(pattern: FilterPattern, given: readonly FieldTest[]): readonly Pair[] {
  if (pattern.kind === "or") return pattern.conditions.flatMap((each) => conflicts(each, given));

  const parts = conjuncts(pattern);
  const tests = parts.filter((part): part is FieldTest => !("conditions" in part));
  const own = tests.flatMap((test, index) => {
    const opponent = [...given, ...tests.slice(0, index)].find((other) => exclude(other, test));
    return opponent === undefined ? [] : [[opponent, test] as const];
  });
  const nested = parts.filter((part) => "conditions" in part).flatMap((part) => conflicts(part, [...given, ...tests]));
  return [...own, ...nested];
}

/** What a pattern needs all of, with parentheses around several of them dissolved. */
function conjuncts(pattern: FilterPattern): readonly FilterPattern[] {
  return pattern.kind === "and" ? pattern.conditions.flatMap(conjuncts) : [pattern];
}

/** Behind a wildcard, two tests may each be met by another element. */
function exclude(one: FieldTest, other: FieldTest): boolean {
  return wildcardsIn(one.selector) === 0 && wildcardsIn(other.selector) === 0 && contradict(one, other);
}
