import type { Decider } from "../decide/decider";
import { testsOf, type Compound, type FilterPattern } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printPart, printSelector } from "../print";
import type { Finding } from "./finding";
import { smallest } from "./smallest";

/** Parts of the pattern that no event passes, together with what is joined to them by `&&`. */
export function neverMatches({ pattern, positions }: LocatedPattern, decider: Decider): readonly Finding[] {
  return conflicts(pattern, [], decider).map(({ part, others }) => ({
    rule: "never-matches",
    severity: "error",
    message:
      others.length === 0
        ? `${printPart(part)} can never hold, whatever the event.`
        : `${printPart(part)} can never hold together with ${others.map(printPart).join(" and ")}.`,
    remedy:
      others.length === 0
        ? "Write what was meant: NOT EXISTS where the field has to be absent."
        : "Remove one of them, or join them with ||.",
    position: positions.get(testsOf(part)[0]!),
  }));
}

interface Conflict {
  readonly part: FilterPattern;
  /** What it can't hold together with. */
  readonly others: readonly FilterPattern[];
}

/** The conflicts in a part of the pattern, given what has to hold for the part to matter. */
function conflicts(pattern: FilterPattern, given: readonly FilterPattern[], decider: Decider): readonly Conflict[] {
  if (pattern.kind === "or") {
    const alternatives = pattern.conditions.filter((each) => !isGuard(each, pattern));
    return alternatives.flatMap((each) => conflicts(each, given, decider));
  }

  const found: Conflict[] = [];
  const possible: FilterPattern[] = [];
  const parts = conjuncts(pattern);
  for (const part of [...parts.filter(isTest), ...parts.filter((each) => !isTest(each))]) {
    const before = [...given, ...possible];
    if (decider.mayMatch([...before, part])) possible.push(part);
    else found.push({ part, others: smallest(before, (others) => !decider.mayMatch([...others, part])) });
  }
  const within = possible.flatMap((part) =>
    isTest(part) ? [] : conflicts(part, [...given, ...possible.filter((each) => each !== part)], decider),
  );
  return [...found, ...within];
}

/** What a pattern needs all of, with parentheses around several of them dissolved. */
function conjuncts(pattern: FilterPattern): readonly FilterPattern[] {
  return pattern.kind === "and" ? pattern.conditions.flatMap(conjuncts) : [pattern];
}

/** `$.a NOT EXISTS` or `$.a IS NULL` beside another test of $.a: it says what is meant, also where it can't be. */
function isGuard(part: FilterPattern, { conditions }: Compound): boolean {
  if (part.kind !== "notExists" && !(part.kind === "is" && part.value === null)) return false;
  const selector = printSelector(part.selector);
  return conditions
    .flatMap(testsOf)
    .some((test) => test.kind === "comparison" && printSelector(test.selector) === selector);
}

function isTest(part: FilterPattern): boolean {
  return !("conditions" in part);
}
