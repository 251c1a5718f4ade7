import { testsOf } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printSelector, printTest } from "../print";
import type { Finding } from "./finding";

/** Comparisons with the text true or false, which no boolean passes, neither with = nor with !=. */
export function booleansAsText(
  { pattern, positions }: LocatedPattern,
  booleanTexts: readonly string[],
): readonly Finding[] {
  return testsOf(pattern).flatMap((test): Finding[] => {
    if (test.kind !== "comparison" || test.value.kind !== "text") return [];
    const { text, wildcardStart, wildcardEnd } = test.value;
    const selector = printSelector(test.selector);
    const isBoolean = /^(true|false)$/i.test(text) && !wildcardStart && !wildcardEnd;
    if (!isBoolean || booleanTexts.includes(selector)) return [];
    const opposite = /^true$/i.test(text) ? "FALSE" : "TRUE";
    return [
      {
        rule: "boolean-as-text",
        severity: "error",
        message: `${printTest(test)} compares with the text "${text}"; no boolean passes it, whichever it is.`,
        remedy: `Write ${selector} IS ${test.operator === "=" ? text.toUpperCase() : opposite}, unless the field is text.`,
        position: positions.get(test),
      },
    ];
  });
}
