import { QUIET_WINDOWS, SECONDS_FOR_BATCHES } from "../states/budgets";
import { constant, expression } from "../states/jsonata";
import { expiresIn, key, put, update } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";
import { keyInAccount, partitions, windowOf } from "./memory";

/** How many accounts are listed again and again at the beginning of a window, in case an execution dies in between. */
const LISTINGS = 10;

/** Where it goes on with a read that mails may tell of, and with any other. */
interface Ways {
  readonly next: string;
  readonly otherwise: string;
}

/** Counts the read, and finds out whether it is news: `$goesOn` if it is not, and its `$place` in the account's window. */
export function countingStates(facts: ComposerFacts, ways: Ways): Readonly<Record<string, unknown>> {
  return { ...readStates(facts, ways.otherwise), ...callStates(facts), ...accountStates(facts, ways.next) };
}

/** What is remembered of an execution that came first: one that runs a second time finds what it wrote itself, and goes on. */
const byMe = `{ "by": { "S": $states.context.Execution.Id }, "expires": ${expiresIn(48)} }`;
const onlyByMe = `"ConditionExpression": "attribute_not_exists(pk) OR #by = :me",
  "ExpressionAttributeNames": { "#by": "by" },
  "ExpressionAttributeValues": { ":me": { "S": $states.context.Execution.Id } }`;

/** Whether the account may not be on the digest's list: also where it was so late that the digest of its window may be over. */
function mayBeUnlisted(number: string): string {
  return `(${number} <= ${LISTINGS} or ${windowOf("$millis()")} != $memory.window)`;
}

/** Whether the event, the read and its reader are new. */
function readStates(facts: ComposerFacts, next: string) {
  return {
    "Is it new": put(facts, {
      request: `{
  "Item": $merge([${key("$memory.account", "$memory.event")}, ${byMe}]),
  ${onlyByMe}
}`,
      next: "Count it",
      otherwise: next,
    }),
    "Count it": update(facts, {
      request: `$merge([${keyInAccount("$memory.held")}, {
  "UpdateExpression": "ADD hits :one SET reader = :reader, secret = :secret, severity = :severity, #result = :result, #first = if_not_exists(#first, :time), #last = :time, expires = :expires" & ($memory.isPlanned ? ", planned = :planned" : ""),
  "ExpressionAttributeNames": { "#result": "result", "#first": "first", "#last": "last" },
  "ExpressionAttributeValues": $merge([$memory.isPlanned ? { ":planned": { "S": $memory.planned } } : {}, {
    ":one": { "N": "1" },
    ":reader": { "S": $memory.reader },
    ":secret": { "S": $memory.secret },
    ":severity": { "S": $memory.severity },
    ":result": { "S": $memory.result },
    ":time": { "S": $memory.time },
    ":expires": ${expiresIn(48)}
  }]),
  "ReturnValues": "UPDATED_NEW"
}])`,
      assign: { reads: "$number($states.result.Attributes.hits.N)" },
      next: "Is it the first",
    }),
    "Is it the first": {
      Type: "Choice",
      Choices: [
        // It takes no place of other reads, and what the reader does afterwards is news.
        {
          Condition: expression(`$memory.isPlanned and ${mayBeUnlisted("$reads")}`),
          Assign: { goesOn: true, place: 0 },
          Next: "List the account",
        },
        { Condition: expression("$not($memory.isPlanned) and $reads = 1"), Next: "Was it quiet before" },
      ],
      Default: next,
    },
    "Was it quiet before": update(facts, {
      request: `$merge([${keyInAccount("$memory.seen")}, {
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
  };
}

/** One call for a batch makes several events, of which one is told. */
function callStates(facts: ComposerFacts) {
  return {
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
    ${byMe}
  ]),
  ${onlyByMe}
}`,
      next: "Count the account",
      otherwise: "Told with its call",
    }),
    "Told with its call": { Type: "Pass", Assign: { goesOn: true }, Next: "Count the account" },
  };
}

/** Counts what an account reads in a window, and lists it for the digest. */
function accountStates(facts: ComposerFacts, next: string) {
  return {
    "Count the account": update(facts, {
      request: `$merge([${keyInAccount('"count#" & $memory.window & "#" & ($goesOn ? "going-on" : $messages.kind)')}, {
  "UpdateExpression": "ADD hits :one SET expires = :expires",
  "ExpressionAttributeValues": { ":one": { "N": "1" }, ":expires": ${expiresIn(48)} },
  "ReturnValues": "UPDATED_NEW"
}])`,
      assign: { place: "$number($states.result.Attributes.hits.N)" },
      next: "Is the account listed",
    }),
    "Is the account listed": {
      Type: "Choice",
      Choices: [{ Condition: expression(mayBeUnlisted("$place")), Next: "List the account" }],
      Default: next,
    },
    "List the account": update(facts, {
      request: `{
  "Key": ${key(constant(partitions.held), "$memory.listed")},
  "UpdateExpression": "SET expires = :expires",
  "ExpressionAttributeValues": { ":expires": ${expiresIn(48)} }
}`,
      next,
    }),
  };
}
