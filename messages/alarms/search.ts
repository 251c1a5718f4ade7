import type { AlarmFacts } from "./facts";
import { callerFunctions } from "./callers";
import { constant, expression, using } from "../states/jsonata";

/**
 * How many events a page has at most, and how many where those were too large: Step Functions takes 256 KiB.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const PAGE = 25;
const SMALL_PAGE = 5;

/** Beyond the alarm's period: its evaluation lags behind, and CloudTrail delivers late. Milliseconds. */
export const MARGIN = 300_000;

/** State that decides whether to look further. */
export const AFTER_KEEPING = "More to look up";

export interface AlarmSearch {
  /** Expression of the time from which on, in milliseconds since 1970. */
  readonly from: string;
  /** Pages in total. A page may be empty and not the last one. */
  readonly mostPages: number;
  /** Seconds after which no more pages are asked for. */
  readonly seconds: number;
  /** State to go on with after the search, whatever was found. */
  readonly next: string;
  /** States that put the callers of a page, `$page`, into `$seen`. The first is "Keep them"; the last goes on with AFTER_KEEPING. */
  readonly keeping: Readonly<Record<string, unknown>>;
}

/**
 * States that look up who did what `$detection` is about. `$seen` has the callers afterwards:
 *
 * - `callers`: those that are kept, with all that is known
 * - `keys`: of all that were to be kept, so their number is that of the callers
 * - `events`: how many events were read
 * - `complete`: whether the search saw everything
 *
 * A call that fails ends the search, with what is there. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function searchStates(
  facts: AlarmFacts,
  { from, mostPages, seconds, next, keeping }: AlarmSearch,
): Readonly<Record<string, unknown>> {
  return {
    "Begin to look": {
      Type: "Pass",
      Assign: {
        seen: expression(`{
  "from": ${from},
  "until": $millis() + ${seconds * 1000},
  "pattern": 0,
  "pages": 0,
  "limit": ${PAGE},
  "token": "",
  "callers": [],
  "keys": [],
  "events": 0,
  "complete": true
}`),
      },
      Next: "Look the callers up",
    },
    "Look the callers up": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:cloudwatchlogs:filterLogEvents"),
      Arguments: expression(`$merge([
  {
    "LogGroupName": ${constant(facts.trailLogGroupName)},
    "FilterPattern": $detection.patterns[$seen.pattern],
    "StartTime": $seen.from,
    "Limit": $seen.limit
  },
  $seen.token != "" ? { "NextToken": $seen.token } : {}
])`),
      TimeoutSeconds: 10,
      Retry: [
        { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2, JitterStrategy: "FULL" },
      ],
      Assign: { page: expression(pageOfCallers), seen: expression(afterPage) },
      Catch: [
        {
          ErrorEquals: ["States.DataLimitExceeded"],
          Assign: { seen: expression(afterTooLarge) },
          Next: AFTER_KEEPING,
        },
        {
          ErrorEquals: ["States.ALL"],
          Assign: { seen: expression('$merge([$seen, { "complete": false }])') },
          Next: next,
        },
      ],
      Next: "Keep them",
    },
    ...keeping,
    ...goingOn(mostPages, next),
  };
}

/** Another page, or the end of the search. */
function goingOn(mostPages: number, next: string) {
  return {
    [AFTER_KEEPING]: {
      Type: "Choice",
      Choices: [
        { Condition: expression("$seen.pattern >= $count($detection.patterns)"), Next: next },
        {
          Condition: expression(`$seen.pages < ${mostPages} and $millis() < $seen.until`),
          Next: "Look the callers up",
        },
      ],
      Default: "Look no further",
    },
    "Look no further": {
      Type: "Pass",
      Assign: { seen: expression('$merge([$seen, { "complete": false }])') },
      Next: next,
    },
  };
}

/** The callers of a page, each once. */
const pageOfCallers = using(
  callerFunctions,
  "$gathered([$map([$states.result.Events], function($event) { $callerOf($parse($event.Message)) })])",
);

const afterPage = `(
  $token := $states.result.NextToken;
  $isLast := $exists($token) ? $token = "" : true;
  $merge([$seen, {
    "pattern": $seen.pattern + ($isLast ? 1 : 0),
    "pages": $seen.pages + 1,
    "token": $isLast ? "" : $token,
    "events": $seen.events + $count([$states.result.Events])
  }])
)`;

/** The same page again with fewer events; one that is too large alone ends the search with this pattern. */
const afterTooLarge = `$merge([$seen, { "pages": $seen.pages + 1 }, $seen.limit > 1
  ? { "limit": $seen.limit > ${SMALL_PAGE} ? ${SMALL_PAGE} : 1 }
  : { "limit": ${PAGE}, "token": "", "pattern": $seen.pattern + 1, "complete": false }])`;
