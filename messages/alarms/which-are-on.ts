import { catchAll } from "../states/catching";
import { constant, expression } from "../states/jsonata";
import type { AlarmFacts } from "./facts";

/** Pages of alarms, with 50 each: with their descriptions, a hundred might be more than the 256 KiB of a state. */
const ALARMS_OF_A_PAGE = 50;
const MOST_ALARM_PAGES = 8;

/** CloudWatch takes few such calls a second. */
const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: "FULL" },
];

/** The names of all alarms of ours that are on. */
export function alarmStates({ alarmNamePrefix, integrationArn }: AlarmFacts): Readonly<Record<string, unknown>> {
  return {
    "Which alarms are on": {
      Type: "Task",
      Resource: integrationArn("aws-sdk:cloudwatch:describeAlarms"),
      Arguments: expression(`$merge([
  {
    "AlarmNamePrefix": ${constant(alarmNamePrefix)},
    "AlarmTypes": ["MetricAlarm"],
    "StateValue": "ALARM",
    "MaxRecords": ${ALARMS_OF_A_PAGE}
  },
  $alarmToken != "" ? { "NextToken": $alarmToken } : {}
])`),
      Retry: RETRY,
      // What was left to the digest is told all the same.
      Catch: catchAll("What was left", { Assign: { isWell: false } }),
      Assign: {
        on: expression("[$append($on, $states.result.MetricAlarms.AlarmName)]"),
        alarmPages: expression("$alarmPages + 1"),
        alarmToken: expression('$exists($states.result.NextToken) ? $states.result.NextToken : ""'),
      },
      Next: "More alarms",
    },
    "More alarms": {
      Type: "Choice",
      Choices: [
        {
          Condition: expression(`$alarmToken != "" and $alarmPages < ${MOST_ALARM_PAGES}`),
          Next: "Which alarms are on",
        },
      ],
      Default: "What was left",
    },
  };
}
