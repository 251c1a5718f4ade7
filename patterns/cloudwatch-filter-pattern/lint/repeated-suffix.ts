import { testsOf } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printTest } from "../print";
import { repeatsItself, selfOverlap } from "../self-overlap";
import type { Finding } from "./finding";

/** `"*3"` and `"*111.111"`: CloudWatch Logs may look at the first place where the end stands, and no further. */
export function repeatedSuffixes({ pattern, positions }: LocatedPattern): readonly Finding[] {
  return testsOf(pattern).flatMap((test): Finding[] => {
    if (test.kind !== "comparison" || test.value.kind === "regex") return [];
    const { text, wildcardStart, wildcardEnd } = test.value;
    if (!wildcardStart || wildcardEnd || !repeatsItself(text)) return [];
    const twice = text.slice(0, text.length - selfOverlap(text)) + text;
    return [
      {
        rule: "repeated-suffix",
        severity: "warning",
        message: `${printTest(test)} may not see that ${twice} ends like this, because it has ${text} before the end as well.`,
        remedy: `Write more of the end, the start instead ("${text}*"), or a regex: %${escaped(text)}$%.`,
        position: positions.get(test),
      },
    ];
  });
}

function escaped(text: string): string {
  return text.replace(/[\^$?[\]{}|\\*+.]/g, "\\$&");
}
