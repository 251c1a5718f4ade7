import type { ComposerFacts } from "./composer-facts";
import { constant, expression, using } from "./jsonata";

/** How far back a read is looked for. */
const MINUTES = 15;

/** A page of results may be empty and not the last one. */
const MOST_PAGES = 5;

/**
 * How many events a page has at most. Step Functions takes 256 KiB and fails above that, whatever is caught, and a caller
 * can make the record of a batch a hundred times as long as that of another read.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const MOST_READS = 10;
const MOST_BATCHES = 1;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const MAX_PATTERN_LENGTH = 1024;

const identity = "detail.userIdentity";
const role = `${identity}.sessionContext.sessionIssuer.arn`;
const secretId = "detail.requestParameters.secretId";

/** What the alarm names, as it counted it. */
const attributes = "$attributes := $received.event.detail.alarmContributor.attributes";

/**
 * What to search the journal for, so that it finds the reads that `$detection` and the attributes of an alarm's
 * contributor stand for. detections/journal-metrics.ts says what an attribute may come from.
 *
 * Callers choose what they ask for, and partly how they are called. A text with anything in it that means something in
 * a pattern, or that could end a text there, is not searched for: no pattern then.
 */
export function searchOfNotice({ decoyNames }: ComposerFacts): string {
  const namesDecoy = decoyNames.map((name) => `$.detail.requestParameters.secretIdList[*] = "*${name}*"`);
  return using(
    [
      attributes,
      `$safe := function($value) {
  ($type($value) = "string" ? $contains($value, /^[A-Za-z0-9\\/_+=.@:,-]+$/) : false) ? $value
}`,
      "$account := $safe($attributes.account)",
      "$secret := $safe($attributes.secret)",
      "$reader := $safe($attributes.reader)",
      `$is := function($field, $value) { "$." & $field & " = \\"" & $value & "\\"" }`,
      `$lacks := function($field) { "$." & $field & " NOT EXISTS" }`,
      `$both := function($one, $other) { "(" & $one & " && " & $other & ")" }`,
      `$any := function($tests) { "(" & $join($tests, " || ") & ")" }`,
      '$isBatch := $secret = "BatchGetSecretValue"',
      `$ofSecret := $contains($secret, /^[A-Za-z]+$/)
  ? $any([$is("${secretId}", $secret), $both($is("detail.eventName", $secret), $lacks("${secretId}"))])
  : $is("${secretId}", $secret)`,
      `$ofReader := $contains($reader, /^arn:/)
  ? $any([$is("${role}", $reader), $is("${identity}.arn", $reader)])
  : [
      $any([$is("${identity}.type", $reader), $both($is("detail.eventSource", $reader), $lacks("${identity}.type"))]),
      $lacks("${role}"),
      $lacks("${identity}.arn")
    ]`,
      `$ofKind := [
  $detection.outcome = "read" ? $lacks("detail.errorCode"),
  $detection.outcome = "refused" ? "$.detail.errorCode = \\"*\\"",
  $detection.decoy and $isBatch ? $any(${constant(namesDecoy)})
]`,
      `$pattern := "{ " & $join([$is("account", $account), $ofSecret, $ofReader, $ofKind], " && ") & " }"`,
      `$isPossible := $exists($account) and $exists($secret) and $exists($reader) and $length($pattern) <= ${MAX_PATTERN_LENGTH}`,
    ],
    `{
  "pattern": $isPossible ? $pattern,
  "limit": $isBatch ? ${MOST_BATCHES} : ${MOST_READS}
}`,
  );
}

/** Whether what was found is what the alarm named, whatever the search made of the pattern. */
const isTheRead = using(
  [attributes, "$event := $found.event", "$identity := $event.detail.userIdentity"],
  `$event.account = $attributes.account
  and $attributes.secret in [$event.detail.requestParameters.secretId, $event.detail.eventName]
  and $attributes.reader in [
    $identity.sessionContext.sessionIssuer.arn,
    $identity.arn,
    $identity.type,
    $event.detail.eventSource
  ]`,
);

/** How many there were, for the mail; `more` if the search did not see them all. */
export const readsLikeIt = `{ "count": $found.count, "more": $exists($found.token), "minutes": ${MINUTES} }`;

/**
 * States that look the read up that a notice is about. `$found` has its event afterwards; it has to be there before.
 *
 * Five pages with a second attempt each take a minute at most, which leaves as much for sending.
 */
export function searchStates(
  { journalSearchArn, journalLogGroupName }: ComposerFacts,
  next: { readonly found: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  return {
    "Look the read up": {
      Type: "Task",
      Resource: journalSearchArn,
      Arguments: expression(`$merge([
  {
    "LogGroupName": ${constant(journalLogGroupName)},
    "FilterPattern": $facts.search.pattern,
    "StartTime": $millis() - ${MINUTES * 60_000},
    "Limit": $facts.search.limit
  },
  $exists($found.token) ? { "NextToken": $found.token } : {}
])`),
      TimeoutSeconds: 5,
      Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1, JitterStrategy: "FULL" }],
      Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
        ErrorEquals: [error],
        Next: next.otherwise,
      })),
      Assign: {
        // Events come sorted by time, the latest last.
        found: expression(`(
  $events := [$states.result.Events];
  {
    "pages": $found.pages + 1,
    "token": $states.result.NextToken,
    "count": $count($events),
    "event": $count($events) > 0 ? $parse($events[-1].Message)
  }
)`),
      },
      Next: "Was it found",
    },
    "Was it found": {
      Type: "Choice",
      Choices: [
        { Condition: expression(isTheRead), Next: next.found },
        {
          Condition: expression(`$found.count = 0 and $exists($found.token) and $found.pages < ${MOST_PAGES}`),
          Next: "Look the read up",
        },
      ],
      Default: next.otherwise,
    },
  };
}
