import type { FieldTest, FilterPattern } from "../filter-pattern";
import { wildcardsIn } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printSelector, printTest } from "../print";
import type { Finding } from "./finding";
import { hasRegex } from "./limits";
import { ALWAYS_PRESENT_IN_CLOUDTRAIL } from "./lint-options";

/** `!=` tests of fields that may be absent: such events don't match, which is seldom what is meant. */
export function unguardedNotEquals(
  { pattern, positions }: LocatedPattern,
  alwaysPresent: readonly string[] = ALWAYS_PRESENT_IN_CLOUDTRAIL,
): readonly Finding[] {
  return unguarded(pattern, alwaysPresent).map((test) => {
    const selector = printSelector(test.selector);
    return {
      rule: "unguarded-not-equal",
      severity: "warning",
      message: withoutField(test),
      remedy:
        wildcardsIn(test.selector) > 0
          ? "No guard covers a wildcard: name the field or the index."
          : `Write (${selector} NOT EXISTS || ${printTest(test)}) if such events are meant, or add && ${selector} = "*" to say that they are not.`,
      position: positions.get(test),
    };
  });
}

function withoutField(test: FieldTest): string {
  if (hasRegex(test)) return `AWS does not say what ${printTest(test)} gives for an event without the field.`;
  return `${printTest(test)} does not match an event without the field, nor one where it is null, a boolean, a list or an object.`;
}

function unguarded(pattern: FilterPattern, guarded: readonly string[]): readonly FieldTest[] {
  if (!("conditions" in pattern)) {
    const isNotEqual = pattern.kind === "comparison" && pattern.operator === "!=";
    return isNotEqual && !guarded.includes(printSelector(pattern.selector)) ? [pattern] : [];
  }
  // Without the field, the whole || is true by its NOT EXISTS, and the whole && false by another test of the field.
  const isGuard = pattern.kind === "or" ? isAbsenceTest : isPresenceTest;
  const guards = directTests(pattern, pattern.kind)
    .filter((test) => isGuard(test) && wildcardsIn(test.selector) === 0)
    .map(({ selector }) => printSelector(selector));
  return pattern.conditions.flatMap((each) => unguarded(each, [...guarded, ...guards]));
}

function isAbsenceTest(test: FieldTest): boolean {
  return test.kind === "notExists";
}

function isPresenceTest(test: FieldTest): boolean {
  return test.kind === "is" || (test.kind === "comparison" && test.operator !== "!=");
}

/** The tests that are joined by one operator, with or without parentheses between them. */
function directTests(pattern: FilterPattern, kind: "and" | "or"): readonly FieldTest[] {
  if (!("conditions" in pattern)) return [pattern];
  return pattern.kind === kind ? pattern.conditions.flatMap((each) => directTests(each, kind)) : [];
}
