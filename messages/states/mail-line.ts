import { SECONDS_BETWEEN_MAILS } from "./budgets";
import { constant, expression } from "./jsonata";
import { key, type Memory, number, update } from "./memory";

/** The partition with the time of the next free place of each line, in milliseconds. */
export const LINE = "line";

interface Line {
  /** JSONata of its name. */
  readonly name: string;
  /** Seconds that somebody waits in it at most. */
  readonly longest: number;
  /** Where it goes on when it is one's turn. */
  readonly turn: string;
  /** Where it goes on when the line is longer than that. */
  readonly full: string;
  /** Where it goes on when the table can't be asked. @default - the execution fails */
  readonly failed?: string;
}

/** The first of the states below. */
export const STAND_IN_LINE = "Stand in line";

/**
 * States that wait for a place in a line of mails: the generic cell rate algorithm, of which one number in the table is all
 * there is to remember. `$attempts` has to be 0 before them.
 */
export function lineStates(
  memory: Memory,
  { name, longest, turn, full, failed }: Line,
): Readonly<Record<string, unknown>> {
  const place = `"Key": ${key(constant(LINE), name)}`;
  return {
    [STAND_IN_LINE]: update(memory, {
      request: `{
  ${place},
  "UpdateExpression": "SET #next = #next + :step",
  "ConditionExpression": "#next >= :now AND #next < :latest",
  "ExpressionAttributeNames": { "#next": "next" },
  "ExpressionAttributeValues": {
    ":step": ${number(String(SECONDS_BETWEEN_MAILS * 1000))},
    ":now": ${number("$millis()")},
    ":latest": ${number(`$millis() + ${longest * 1000}`)}
  },
  "ReturnValues": "UPDATED_OLD"
}`,
      assign: { turn: "$number($states.result.Attributes.next.N)" },
      next: "Wait for the turn",
      otherwise: "Is nobody in line",
      failed,
    }),
    "Is nobody in line": update(memory, {
      request: `{
  ${place},
  "UpdateExpression": "SET #next = :next",
  "ConditionExpression": "attribute_not_exists(#next) OR #next < :now",
  "ExpressionAttributeNames": { "#next": "next" },
  "ExpressionAttributeValues": {
    ":next": ${number(`$millis() + ${SECONDS_BETWEEN_MAILS * 1000}`)},
    ":now": ${number("$millis()")}
  }
}`,
      assign: { turn: "$millis()" },
      next: "Wait for the turn",
      otherwise: "Is the line full",
      failed,
    }),
    // Either it is, or somebody else was quicker just now.
    "Is the line full": {
      Type: "Choice",
      Choices: [
        {
          Condition: expression("$attempts < 3"),
          Assign: { attempts: expression("$attempts + 1") },
          Next: STAND_IN_LINE,
        },
      ],
      Default: full,
    },
    "Wait for the turn": { Type: "Wait", Timestamp: expression("$fromMillis($turn)"), Next: turn },
  };
}
