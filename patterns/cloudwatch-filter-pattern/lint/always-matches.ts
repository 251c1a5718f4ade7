import { holdersOf, type Decider, type KnownKinds } from "../decide/decider";
import type { Kind } from "../decide/kinds";
import { isAnything, testsOf, wildcardsIn, type FieldTest, type FilterPattern } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printPart, printSelector } from "../print";
import type { Finding } from "./finding";
import { ALWAYS_PRESENT_IN_CLOUDTRAIL } from "./lint-options";
import { smallest } from "./smallest";

/** Alternatives that together leave nothing out, as `$.a != x || $.a != y`. */
export function alwaysMatches(
  { pattern, positions }: LocatedPattern,
  decider: Decider,
  alwaysPresent: readonly string[] = ALWAYS_PRESENT_IN_CLOUDTRAIL,
): readonly Finding[] {
  return superfluous(pattern, { decider, alwaysPresent }).map(({ parts, isStrict, kind }) => {
    const selectors = [...new Set(parts.flatMap(testsOf).map(({ selector }) => printSelector(selector)))];
    return {
      rule: "always-matches",
      severity: isStrict ? "error" : "warning",
      message: `${parts.map(printPart).join(" || ")} holds whatever ${kind} ${selectors.join(" and ")} ${selectors.length === 1 ? "is" : "are"}.`,
      remedy: "Join them with && if none of these is meant, or remove them.",
      position: positions.get(testsOf(parts[0]!)[0]!),
    };
  });
}

interface Superfluous {
  readonly parts: readonly FilterPattern[];
  /** Whether no event fails; else, only those that have the field, as a text or number. */
  readonly isStrict: boolean;
  readonly kind: "text or number" | "number";
}

interface Asked {
  readonly decider: Decider;
  readonly alwaysPresent: readonly string[];
}

function superfluous(pattern: FilterPattern, asked: Asked): readonly Superfluous[] {
  if (!("conditions" in pattern)) return [];
  const within = pattern.conditions.flatMap((each) => superfluous(each, asked));
  if (within.length > 0 || pattern.kind === "and") return within;

  const parts = pattern.conditions.flatMap(disjuncts).filter((part) => !asksForPresence(part));
  if (areNested(parts)) return [];
  for (const assumption of [alwaysThere(parts, asked.alwaysPresent), comparable(parts), numeric(parts)]) {
    const leaveNothing = (some: readonly FilterPattern[]) => !asked.decider.mayMatchNone(some, assumption.known);
    if (!isImpossible(assumption) && leaveNothing(assumption.parts))
      return [{ ...assumption, parts: smallest(assumption.parts, leaveNothing) }];
  }
  return [];
}

function disjuncts(pattern: FilterPattern): readonly FilterPattern[] {
  return pattern.kind === "or" ? pattern.conditions.flatMap(disjuncts) : [pattern];
}

/** `$.a = "*"` is there to let every value pass. */
function asksForPresence(part: FilterPattern): boolean {
  return part.kind === "comparison" && part.operator === "=" && isAnything(part.value);
}

/** A field that is in another is not there if that is a text: what is assumed of one would say something of the other. */
function areNested(parts: readonly FilterPattern[]): boolean {
  const paths = [...new Set(parts.flatMap(testsOf).map(({ selector }) => printSelector(selector)))];
  return paths.some((path) => paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)));
}

interface Assumption extends Superfluous {
  readonly known: KnownKinds;
}

/** Fields that can't be there together, as what they are in would be a list and an object: that would be said of no event. */
function isImpossible({ parts, known }: Assumption): boolean {
  const kinds = new Map<string, readonly Kind[]>();
  const selectors = parts.flatMap(testsOf).map(({ selector }) => selector);
  return selectors
    .filter((selector) => known.has(printSelector(selector)))
    .flatMap(holdersOf)
    .some(([holder, wanted]) => {
      const left = (kinds.get(holder) ?? wanted).filter((kind) => wanted.includes(kind));
      kinds.set(holder, left);
      return left.length === 0;
    });
}

function alwaysThere(parts: readonly FilterPattern[], alwaysPresent: readonly string[]): Assumption {
  const known = all(parts, ["text", "number"], ({ selector }) => alwaysPresent.includes(printSelector(selector)));
  return { parts, known, isStrict: true, kind: "text or number" };
}

function comparable(parts: readonly FilterPattern[]): Assumption {
  const known = all(parts, ["text", "number"], ({ kind }) => kind === "comparison");
  return { parts, known, isStrict: false, kind: "text or number" };
}

/** Fields that are compared with nothing but numbers are numbers, if anything. */
function numeric(alternatives: readonly FilterPattern[]): Assumption {
  const comparesNumber = (test: FieldTest) => test.kind === "comparison" && test.value.kind === "number";
  const parts = alternatives.filter((part) => testsOf(part).every(comparesNumber));
  return { parts, known: all(parts, ["number"], comparesNumber), isStrict: false, kind: "number" };
}

function all(
  parts: readonly FilterPattern[],
  kinds: readonly Kind[],
  isMeant: (test: FieldTest) => boolean,
): KnownKinds {
  const tests = parts.flatMap(testsOf).filter((test) => wildcardsIn(test.selector) === 0 && isMeant(test));
  return new Map(tests.map(({ selector }) => [printSelector(selector), kinds]));
}
