import { isAnything, testsOf, type FieldTest } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printSelector, printTest } from "../print";
import type { Finding } from "./finding";
import { WITHOUT_ASTERISK_IN_CLOUDTRAIL } from "./lint-options";

/** Texts with an asterisk that is not at an end, where it stands for itself: `"arn:aws:sts::*:assumed-role/app/*"`. */
export function innerAsterisks({ pattern, positions }: LocatedPattern): readonly Finding[] {
  return testsOf(pattern).flatMap((test): Finding[] => {
    const text = textWithAsterisk(test);
    if (text === undefined) return [];
    const canHold = canHoldAsterisk(printSelector(test.selector), text);
    return [
      {
        rule: "inner-asterisk",
        severity: canHold ? "warning" : "error",
        message: `${printTest(test)} looks for an asterisk: only one at the start or the end stands for anything.${canHold ? "" : " The field never has one there."}`,
        remedy: `Write the longest part without it, as in "${longestPart(text)}", or a regex, with .* for it.`,
        position: positions.get(test),
      },
    ];
  });
}

function textWithAsterisk(test: FieldTest): string | undefined {
  if (test.kind !== "comparison" || test.value.kind !== "text" || isAnything(test.value)) return undefined;
  return test.value.text.includes("*") ? test.value.text : undefined;
}

/** An ARN ends in a path that its maker chose, which may have an asterisk; what comes before may not. */
function canHoldAsterisk(selector: string, text: string): boolean {
  if (WITHOUT_ASTERISK_IN_CLOUDTRAIL.includes(selector)) return false;
  const isArnOfIdentity = selector.startsWith("$.userIdentity.") && selector.endsWith(".arn");
  return !isArnOfIdentity || text.indexOf("*") > endOfAccount(text);
}

/** Where the account's id ends in an ARN: at its fifth colon. */
function endOfAccount(arn: string): number {
  return arn.split(":").slice(0, 5).join(":").length;
}

function longestPart(text: string): string {
  const parts = text.split("*");
  const longest = parts.reduce((long, part) => (part.length > long.length ? part : long));
  const at = parts.indexOf(longest);
  return `${at === 0 ? "" : "*"}${longest}${at === parts.length - 1 ? "" : "*"}`;
}
