import { constant, expression } from "../states/jsonata";
import type { RollCallFacts } from "./facts";
import { MOST_ROWS } from "./slices";
import { task } from "./task";

const POLL_SECONDS = 2;
const MOST_POLLS = 30;

/** What is a sign of life, as Logs Insights asks for it. */
export const SIGNS = 'filter source = "aws.events"';

/** A query for the places of some signs, as an expression. An account and region are one text, which makes rows shorter. */
export function query(signs: string): string {
  const rows = [
    "",
    'fields concat(account, " ", region) as place',
    "stats max(@timestamp) as last by place",
    `limit ${MOST_ROWS}`,
  ].join(" | ");
  return `${signs} & ${constant(rows)}`;
}

/** The rows of an answer as an object: the time of the last sign by place. */
export const placesOfAnswer = `$merge([$map([$states.result.Results], function($row) {
  { $row[Field = "place"].Value: $row[Field = "last"].Value }
})])`;

/** Asks the log group and waits for the answer, a minute at most. */
export function queryStates(
  facts: RollCallFacts,
  what: string,
  asked: {
    /** An expression. */
    readonly query: string;
    /** How far back, an expression. */
    readonly seconds: string;
    readonly Assign: Readonly<Record<string, string>>;
    readonly next: string;
  },
): Readonly<Record<string, unknown>> {
  const [ask, wait, get, is] = [`Ask ${what}`, `Wait: ${what}`, `Answer: ${what}`, `Answered: ${what}`];
  return {
    [ask]: task(
      facts,
      "aws-sdk:cloudwatchlogs:startQuery",
      {
        LogGroupName: facts.heartbeatLogGroupName,
        QueryString: expression(asked.query),
        StartTime: expression(`$floor($instant / 1000) - ${asked.seconds}`),
        EndTime: expression("$floor($instant / 1000)"),
      },
      { Assign: { queryId: expression("$states.result.QueryId"), polls: 0 }, Output: {}, Next: wait },
    ),
    [wait]: { Type: "Wait", Seconds: POLL_SECONDS, Output: {}, Next: get },
    [get]: task(
      facts,
      "aws-sdk:cloudwatchlogs:getQueryResults",
      { QueryId: expression("$queryId") },
      {
        Assign: {
          ...asked.Assign,
          polls: expression("$polls + 1"),
          status: expression("$states.result.Status"),
          rows: expression("$count($states.result.Results)"),
        },
        Output: {},
        Next: is,
      },
    ),
    [is]: {
      Type: "Choice",
      Choices: [
        { Condition: expression(`$status = "Complete" and $rows < ${MOST_ROWS}`), Next: asked.next },
        {
          Condition: expression(`$status in ["Scheduled", "Running", "Unknown"] and $polls < ${MOST_POLLS}`),
          Next: wait,
        },
      ],
      Default: `No answer: ${what}`,
    },
    [`No answer: ${what}`]: {
      Type: "Fail",
      Error: "NoAnswer",
      Cause: "The query of the log group failed, took too long or has more rows than a state takes",
    },
  };
}
