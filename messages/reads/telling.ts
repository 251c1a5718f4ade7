import {
  CROWD_SECONDS,
  LONGEST_LINE_SECONDS,
  mailBudgets,
  MANY_READS,
  QUIET_WINDOWS,
  SECONDS_FOR_BATCHES,
  WINDOW_MINUTES,
} from "../states/budgets";
import type { ComposerFacts } from "./composer-facts";
import { constant, expression, first, plain, using } from "../states/jsonata";
import { LINE, lineStates, STAND_IN_LINE } from "../states/mail-line";
import { expiresIn, key, number, put, update } from "../states/memory";
import { sendEach } from "../states/sending";

/**
 * What the table has, by partition and sort key. All that one account's reads write is in a partition of its own, so that a
 * flood from one keeps nothing of another waiting.
 *
 * - account#ID, event#KIND#EVENT ID: this event was seen. A hop to another region changes an event's own id, so it is
 *   CloudTrail's.
 * - account#ID, held#WINDOW#RANK#SECRET#HASH: how many `hits` by a reader on a secret in a window, and how many of them people were `told` of.
 *   It is written before anybody is told, so that the digest has what a mail did not tell for whatever reason.
 * - account#ID, seen#HASH: the last window in which somebody read it.
 * - account#ID, call#KIND#REQUEST ID: one call for a batch makes an event for the batch and one for each secret.
 * - account#ID, count#WINDOW#KIND: how many different reads, for the budget of the account.
 * - held, WINDOW#ID: the accounts that the digest has to look at.
 * - line, NAME: when its next mail may go, in milliseconds.
 */
export const partitions = { held: "held", canary: "canary" } as const;

/** How many accounts are listed again and again at the beginning of a window, in case an execution dies in between. */
const LISTINGS = 10;

/** JSONata of the number of the window that `$now` is in; seven digits until the year 2255. */
export const windowOf = (millis: string): string => `$string($floor(${millis} / ${WINDOW_MINUTES * 60_000}))`;

/** How reads are sorted in a digest: the most urgent first, so that attempts crowd out none that worked. */
const ranks = { decoys: "1", reads: "2", refusals: "3" } as const satisfies Record<keyof typeof mailBudgets, string>;

/** What is remembered of a read, of bearable length. `$facts`, `$detection` and `$received` are there. */
export const memoryOfRead = using(
  [
    first,
    plain,
    '$short := function($text) { $length($text) > 150 ? $substring($text, 0, 147) & "..." : $text }',
    "$record := $received.event.detail",
    // The role of a session, not the session: names of sessions are the caller's choice, and there are any number of them.
    "$principal := $first($plain($record.userIdentity.sessionContext.sessionIssuer.arn), $first($facts.reader.arn, $facts.reader.type))",
    "$request := $plain($record.requestID)",
    // As AWS was seen to record the reads of a batch.
    '$isOfBatch := $record.userIdentity.invokedBy = "secretsmanager.amazonaws.com" and $contains($request, ":") = true',
  ],
  `{
  "reader": $short($first($facts.reader.name, "somebody")),
  "secret": $short($first($facts.secret.text, $facts.secret.subject)),
  "severity": $detection.severity,
  "result": $facts.outcome.result,
  "time": $first($facts.time, "unknown"),
  "identity": $hash(
    $join([$facts.reader.name, $principal, $first($facts.secret.text, $facts.secret.subject), $facts.region, $detection.kind], "\\n"),
    "SHA-256"
  ),
  "call": $record.eventName = "BatchGetSecretValue" ? $request : $isOfBatch ? $substringBefore($request, ":"),
  "isOfBatch": $isOfBatch
}`,
);

/** The read by which the watch tests itself: nobody is told, and the roll call asks when it came last. */
export function canaryStates(
  facts: ComposerFacts,
  next: { readonly canary: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  const { canary } = facts;
  if (canary === undefined) return {};
  return {
    "Is it the canary": {
      Type: "Choice",
      Choices: [
        {
          Condition: expression(
            using(
              [
                "$record := $received.event.detail",
                "$secret := $record.requestParameters.secretId",
                '$named := $type($secret) = "string" ? $secret : ""',
              ],
              `$record.userIdentity.sessionContext.sessionIssuer.arn = ${constant(canary.readerArn)}
  and $record.errorCode = "ResourceNotFoundException"
  and $substring($named, 0, ${canary.secretPrefix.length}) = ${constant(canary.secretPrefix)}`,
            ),
          ),
          Next: "The canary came",
        },
      ],
      Default: next.otherwise,
    },
    "The canary came": put(facts, {
      request: `{ "Item": $merge([
  ${key(constant(partitions.canary), constant("arrived"))},
  { "at": ${number("$millis()")}, "secret": { "S": $received.event.detail.requestParameters.secretId } }
]) }`,
      next: next.canary,
    }),
  };
}

/** Tells people of `$messages` at once, or leaves it to the digest. */
export function tellingStates(facts: ComposerFacts, next: string): Readonly<Record<string, unknown>> {
  const account = '"account#" & $first($account.id, "unknown")';
  const inAccount = (sort: string) => `{ "Key": ${key("$memory.account", sort)} }`;
  const line = `$messages.kind = "decoys" ? "decoys" : "reads"`;
  return {
    "Remember the event": {
      Type: "Pass",
      Assign: {
        memory: expression(
          using(
            [
              first,
              `$memory := $messages.memory`,
              `$rank := $lookup(${constant(ranks)}, $messages.kind)`,
              `$window := ${windowOf("$millis()")}`,
              '$id := $first($received.event.detail.eventID, $first($received.event.id, "none"))',
              '$identity := $first($memory.identity, $hash($string($id), "SHA-256"))',
            ],
            `$merge([$memory, {
  "account": ${account},
  "window": $window,
  "event": "event#" & $messages.kind & "#" & $string($id),
  "held": "held#" & $window & "#" & $rank & "#" & $substring($memory.secret, 0, 100) & "#" & $identity,
  "seen": "seen#" & $identity,
  "listed": $window & "#" & $first($account.id, "unknown"),
  "time": $first($memory.time, "unknown"),
  "isOfBatch": $memory.isOfBatch = true,
  "budget": $lookup(${constant(mailBudgets)}, $messages.kind)
}])`,
          ),
        ),
        goesOn: false,
        attempts: 0,
      },
      Next: "Is it new",
    },
    // An execution that runs a second time finds what it wrote itself, and goes on.
    "Is it new": put(facts, {
      request: `{
  "Item": $merge([${key("$memory.account", "$memory.event")}, { "by": { "S": $states.context.Execution.Id }, "expires": ${expiresIn(48)} }]),
  "ConditionExpression": "attribute_not_exists(pk) OR #by = :me",
  "ExpressionAttributeNames": { "#by": "by" },
  "ExpressionAttributeValues": { ":me": { "S": $states.context.Execution.Id } }
}`,
      next: "Count it",
      otherwise: next,
    }),
    "Count it": update(facts, {
      request: `$merge([${inAccount("$memory.held")}, {
  "UpdateExpression": "ADD hits :one SET reader = :reader, secret = :secret, severity = :severity, #result = :result, #first = if_not_exists(#first, :time), #last = :time, expires = :expires",
  "ExpressionAttributeNames": { "#result": "result", "#first": "first", "#last": "last" },
  "ExpressionAttributeValues": {
    ":one": { "N": "1" },
    ":reader": { "S": $memory.reader },
    ":secret": { "S": $memory.secret },
    ":severity": { "S": $memory.severity },
    ":result": { "S": $memory.result },
    ":time": { "S": $memory.time },
    ":expires": ${expiresIn(48)}
  },
  "ReturnValues": "UPDATED_NEW"
}])`,
      assign: { reads: "$number($states.result.Attributes.hits.N)" },
      next: "Is it the first",
    }),
    "Is it the first": {
      Type: "Choice",
      Choices: [{ Condition: expression("$reads = 1"), Next: "Was it quiet before" }],
      Default: next,
    },
    "Was it quiet before": update(facts, {
      request: `$merge([${inAccount("$memory.seen")}, {
  "UpdateExpression": "SET #window = :window, expires = :expires",
  "ExpressionAttributeNames": { "#window": "window" },
  "ExpressionAttributeValues": { ":window": { "N": $memory.window }, ":expires": ${expiresIn(48)} },
  "ReturnValues": "ALL_OLD"
}])`,
      assign: {
        goesOn: `$exists($states.result.Attributes.window.N)
  ? $number($states.result.Attributes.window.N) >= $number($memory.window) - ${QUIET_WINDOWS}
  : false`,
      },
      next: "Is it part of a call",
    }),
    "Is it part of a call": {
      Type: "Choice",
      Choices: [
        { Condition: expression("$memory.isOfBatch"), Next: "Let the batch go first" },
        { Condition: expression("$exists($memory.call)"), Next: "Is it the first of the call" },
      ],
      Default: "Count the account",
    },
    // It names all secrets that it lists.
    "Let the batch go first": { Type: "Wait", Seconds: SECONDS_FOR_BATCHES, Next: "Is it the first of the call" },
    "Is it the first of the call": put(facts, {
      request: `{
  "Item": $merge([
    ${key("$memory.account", '"call#" & $messages.kind & "#" & $memory.call')},
    { "by": { "S": $states.context.Execution.Id }, "expires": ${expiresIn(48)} }
  ]),
  "ConditionExpression": "attribute_not_exists(pk) OR #by = :me",
  "ExpressionAttributeNames": { "#by": "by" },
  "ExpressionAttributeValues": { ":me": { "S": $states.context.Execution.Id } }
}`,
      next: "Count the account",
      otherwise: "Told with its call",
    }),
    "Told with its call": { Type: "Pass", Assign: { goesOn: true }, Next: "Count the account" },
    "Count the account": update(facts, {
      request: `$merge([${inAccount('"count#" & $memory.window & "#" & ($goesOn ? "going-on" : $messages.kind)')}, {
  "UpdateExpression": "ADD hits :one SET expires = :expires",
  "ExpressionAttributeValues": { ":one": { "N": "1" }, ":expires": ${expiresIn(48)} },
  "ReturnValues": "UPDATED_NEW"
}])`,
      assign: { place: "$number($states.result.Attributes.hits.N)" },
      next: "Is the account listed",
    }),
    "Is the account listed": {
      Type: "Choice",
      Choices: [
        // Also one that was so late that the digest of its window may be over.
        {
          Condition: expression(`$place <= ${LISTINGS} or ${windowOf("$millis()")} != $memory.window`),
          Next: "List the account",
        },
      ],
      Default: "At once",
    },
    "List the account": update(facts, {
      request: `{
  "Key": ${key(constant(partitions.held), "$memory.listed")},
  "UpdateExpression": "SET expires = :expires",
  "ExpressionAttributeValues": { ":expires": ${expiresIn(48)} }
}`,
      next: "At once",
    }),
    "At once": {
      Type: "Choice",
      Choices: [
        { Condition: expression("$not($goesOn) and $place <= $memory.budget"), Next: STAND_IN_LINE },
        {
          Condition: expression(
            `$not($goesOn) and $place = ${MANY_READS} and $messages.kind = "reads" and $count($messages.many) > 0`,
          ),
          Next: "Tell of many",
        },
      ],
      Default: next,
    },
    // Such mails come once in a window and account, and are not worth a place of their own.
    "Tell of many": {
      Type: "Pass",
      Assign: { messages: expression('$merge([$messages, { "people": $messages.many }])') },
      Next: STAND_IN_LINE,
    },
    ...lineStates(facts, {
      name: line,
      longest: LONGEST_LINE_SECONDS,
      turn: "Send to people",
      full: "Put it on the early list",
    }),
    "Send to people": sendEach(facts.integrationArn("sns:publish"), "people", "$messages.people", "Was anybody told", {
      Assign: {
        refused: expression("$refused or false in $states.result.sent"),
        told: expression("true in $states.result.sent"),
      },
    }),
    "Was anybody told": {
      Type: "Choice",
      Choices: [{ Condition: expression("$told"), Next: "Told" }],
      Default: next,
    },
    Told: update(facts, {
      request: `$merge([${inAccount("$memory.held")}, {
  "UpdateExpression": "ADD told :one",
  "ExpressionAttributeValues": { ":one": { "N": "1" } }
}])`,
      next,
    }),
    "Put it on the early list": update(facts, {
      request: `{
  "Key": ${key(constant(partitions.held), "$memory.listed")},
  "UpdateExpression": "SET early = :true, expires = :expires",
  "ExpressionAttributeValues": { ":true": { "BOOL": true }, ":expires": ${expiresIn(48)} }
}`,
      next: "Does somebody call for it",
    }),
    "Does somebody call for it": update(facts, {
      request: `{
  "Key": ${key(constant(LINE), constant("early"))},
  "UpdateExpression": "SET #until = :until",
  "ConditionExpression": "attribute_not_exists(#until) OR #until < :now",
  "ExpressionAttributeNames": { "#until": "until" },
  "ExpressionAttributeValues": {
    ":until": ${number(`$millis() + ${CROWD_SECONDS * 1000}`)},
    ":now": ${number("$millis()")}
  }
}`,
      next: "Let others join",
      otherwise: next,
    }),
    "Let others join": { Type: "Wait", Seconds: CROWD_SECONDS, Next: "Call for a digest" },
    "Call for a digest": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:sfn:startExecution"),
      Arguments: { StateMachineArn: facts.digestArn, Input: '{"early":true}' },
      TimeoutSeconds: 10,
      Retry: [
        { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
      ],
      Next: next,
    },
  };
}
