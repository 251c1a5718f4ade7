import type { FieldTest, FilterPattern } from "../filter-pattern";
import { isAnything, testsOf } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printSelector, printTest } from "../print";
import type { Finding } from "./finding";

/** Alternatives of the pattern that an event of any service can match. */
export function missingEventSource({ pattern, positions }: LocatedPattern): readonly Finding[] {
  return open(pattern).map((alternative) => {
    const [first] = testsOf(alternative);
    return {
      rule: "missing-event-source",
      severity: "warning",
      message: `The part that starts with ${first ? printTest(first) : "nothing"} takes events of any service.`,
      remedy: 'Add && $.eventSource = "secretsmanager.amazonaws.com", or whichever service it is about.',
      position: first && positions.get(first),
    };
  });
}

/**
 * Names of services that CloudTrail does not write like that, as the `aws.secretsmanager` of EventBridge: it writes short names
 * with `.amazonaws.com`, with few exceptions.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function unusualEventSources({ pattern, positions }: LocatedPattern): readonly Finding[] {
  return testsOf(pattern).flatMap((test): Finding[] => {
    if (test.kind !== "comparison" || printSelector(test.selector) !== "$.eventSource") return [];
    if (test.value.kind !== "text" || test.value.wildcardEnd || test.value.text.endsWith(DOMAIN)) return [];
    return [
      {
        rule: "unusual-event-source",
        severity: "warning",
        message: `${printTest(test)} is about no service as CloudTrail names them: they end in ${DOMAIN}.`,
        remedy: `Write "${test.value.text.replace(/^aws\./, "")}${DOMAIN}", if that is the service.`,
        position: positions.get(test),
      },
    ];
  });
}

const DOMAIN = ".amazonaws.com";

/** The largest parts that say nothing about the service; none if each alternative names one. */
function open(pattern: FilterPattern): readonly FilterPattern[] {
  if (!("conditions" in pattern)) return namesService(pattern) ? [] : [pattern];
  const parts = pattern.conditions.map((condition) => ({ condition, open: open(condition) }));
  if (pattern.kind === "and" && parts.some((part) => part.open.length === 0)) return [];
  const halfOpen = parts.filter((part) => part.open[0] !== part.condition);
  if (halfOpen.length === 0) return [pattern];
  return pattern.kind === "or" ? parts.flatMap((part) => part.open) : (halfOpen[0]?.open ?? []);
}

/** `!=` leaves every service but one, and `"*"` leaves them all. */
function namesService(test: FieldTest): boolean {
  if (test.kind !== "comparison" || printSelector(test.selector) !== "$.eventSource") return false;
  return test.operator === "=" && !isAnything(test.value);
}
