import type { ChangedReads, ComparedHistory, Outcome } from "../../history/compare";
import type { History } from "../../history/history";

const expected: Outcome = { verdict: "expected", isTold: false };
const silent: Outcome = { verdict: "unexpected", detection: "unexpected-secret-read", isTold: false };
const told: Outcome = { ...silent, severity: "high", isTold: true };

/** In turn for the reads: silent now, told now, and told with another severity. */
const outcomes = [
  { before: told, after: expected },
  { before: silent, after: told },
  { before: told, after: { ...told, severity: "medium" } },
] as const;

/** What a configuration may change of a history that is made up: a bit of everything. */
export function madeChanges({ reads }: History): ComparedHistory {
  return {
    base: "main",
    changes: {
      reads: reads.map(({ accountId, accountName, region, secret, reader, count }, index): ChangedReads => ({
        ...{
          accountId,
          ...(accountName === undefined ? {} : { accountName }),
          region,
          secret,
          reader: reader.name,
          count,
        },
        ...outcomes[index % 3]!,
      })),
      detections: [
        {
          ...{ id: "secret-read-denied", severity: "medium" },
          ...{ before: { events: 7, alarms: 0 }, after: { events: 7, alarms: 2 } },
        },
      ],
      messages: [
        { recipient: "payments@acorn.example", form: "mail", before: 5, after: 2 },
        { recipient: "on-call", form: "chat", before: 0, after: 1 },
      ],
    },
  };
}
