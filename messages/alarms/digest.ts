import { constant, expression } from "../states/jsonata";
import { key, putMany, query, remove } from "../states/memory";
import { mailEach } from "./digest-mail";
import type { AlarmFacts } from "./facts";
import { dueDetections, lookEachUp } from "./lookup";
import { LEFT_HOURS, WAITING, windowOf } from "./memory";
import { alarmStates } from "./which-are-on";

/** What was left to the digest and is read at once, about 200 bytes each. */
const MOST_LEFT = 500;

/**
 * The definition of the state machine that tells of alarms that were not told of at once, and of new callers of those that
 * stay on. It looks at the time itself; its input is nothing.
 */
export function alarmDigestDefinition(facts: AlarmFacts): string {
  return JSON.stringify({
    Comment: "Tells of alarms that were not told of at once, and of new callers of those that stay on",
    QueryLanguage: "JSONata",
    StartAt: "Begin",
    TimeoutSeconds: 290,
    States: {
      Begin: {
        Type: "Pass",
        Assign: { on: [], alarmPages: 0, alarmToken: expression('""'), left: [], looked: [], sent: [], isWell: true },
        Next: "Which alarms are on",
      },
      ...alarmStates(facts),
      "What was left": whatWasLeft(facts),
      "What to look up": {
        Type: "Pass",
        Assign: { due: expression(dueDetections(facts)) },
        Next: "Anything to look up",
      },
      "Anything to look up": {
        Type: "Choice",
        Choices: [{ Condition: expression("$count($due) > 0"), Next: "Look each up" }],
        Default: "Was all well",
      },
      "Look each up": lookEachUp(facts, "Mail each", "Some did not arrive"),
      "Mail each": mailEach(facts),
      "What arrived": {
        Type: "Pass",
        Assign: { sent: expression("[$states.input.sent]") },
        Next: "Is it told",
      },
      "Is it told": {
        Type: "Choice",
        Choices: [{ Condition: expression('"yes" in $sent or $not("no" in $sent)'), Next: "Remember whom it named" }],
        Default: "Was all well",
      },
      "Remember whom it named": rememberNamed(facts),
      "Forget what was left": forgetLeft(facts),
      "Was all well": {
        Type: "Choice",
        Choices: [
          {
            Condition: expression('$not($isWell) or "no" in $sent or false in $looked.isWell'),
            Next: "Some did not arrive",
          },
        ],
        Default: "Done",
      },
      "Some did not arrive": {
        Type: "Fail",
        Error: "NotDelivered",
        Cause: "A topic refused a message, or something could not be looked up",
      },
      Done: { Type: "Succeed" },
    },
  });
}

function whatWasLeft(facts: AlarmFacts): unknown {
  return query(facts, {
    request: `{
  "KeyConditionExpression": "pk = :pk AND sk > :from",
  "ExpressionAttributeValues": {
    ":pk": { "S": ${constant(WAITING)} },
    ":from": { "S": ${windowOf(`($millis() - ${LEFT_HOURS * 3_600_000})`)} }
  },
  "ConsistentRead": true,
  "Limit": ${MOST_LEFT}
}`,
    assign: {
      left: '[$map([$states.result.Items], function($item) { { "sk": $item.sk.S, "id": $item.detection.S, "at": $item.at.S } })]',
    },
    next: "What to look up",
    failed: { next: "What to look up", assign: { isWell: false } },
  });
}

function rememberNamed(facts: AlarmFacts): unknown {
  return {
    Type: "Map",
    Items: expression("[$looked.news]"),
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Remember some",
      States: {
        "Remember some": {
          Type: "Choice",
          Choices: [{ Condition: expression("$count($states.input.puts) > 0"), Next: "Remember them" }],
          Default: "Nobody to remember",
        },
        // If it fails, the next digest names them once more.
        "Remember them": putMany(facts, { request: "[$states.input.puts]", failed: "Nobody to remember" }),
        "Nobody to remember": { Type: "Pass", Output: {}, End: true },
      },
    },
    Next: "Forget what was left",
  };
}

function forgetLeft(facts: AlarmFacts): unknown {
  return {
    Type: "Map",
    Items: expression("[$left[id in $looked[isWell].id]]"),
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Forget one",
      States: {
        "Forget one": remove(facts, {
          // An alarm that went off again meanwhile waits for the next digest.
          request: `{
  "Key": ${key(constant(WAITING), "$states.input.sk")},
  "ConditionExpression": "#at = :at",
  "ExpressionAttributeNames": { "#at": "at" },
  "ExpressionAttributeValues": { ":at": { "S": $states.input.at } }
}`,
          otherwise: "It stays",
          failed: "It stays",
        }),
        "It stays": { Type: "Pass", Output: {}, End: true },
      },
    },
    Next: "Was all well",
  };
}
