import { constant, expression } from "../states/jsonata";
import { key, query, remove, update } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";
import { ACCOUNTS_AT_ONCE, FIRST_READS, LONG_ACCOUNTS_AT_ONCE, MORE_READS, readsOfEach } from "./digest-lines";
import { sendPage } from "./digest-page";
import { partitions, windowOf } from "./memory";

/** Characters of the lines from which on they are sent as a mail; SNS takes 256 KiB. */
export const LONG_ENOUGH = 60_000;

/** Accounts that a run looks at; the next run has the rest. */
export const MOST_ACCOUNTS = 5000;

/** Seconds until what is left is told of as a number. Express executions have five minutes. */
export const SECONDS = 200;

/** Seconds between two mails of a digest: together with the lines of the composer below ten in a second. */
export const SECONDS_BETWEEN_PAGES = 2;

/**
 * The definition of the state machine that tells of the reads that nobody was told of at once, in the Amazon States
 * Language with JSONata. It takes them from the table, where the composer wrote them before it told anybody, and not from
 * the journal: an event that was late is in the window in which it came.
 *
 * Input is what a schedule sends, and `{"early":true}` for one between the windows: that one tells of some reads of the accounts
 * that found no place in the line of mails, and takes nothing away.
 */
export function digestDefinition(facts: ComposerFacts): string {
  return JSON.stringify({
    Comment: "Tells of the reads of secrets that nobody was told of at once",
    QueryLanguage: "JSONata",
    StartAt: "Begin",
    TimeoutSeconds: 290,
    States: {
      Begin: {
        Type: "Pass",
        Assign: atFirst,
        Next: "Which accounts",
      },
      "Which accounts": whichAccounts(facts),
      "Their reads": readsOfEach(facts, {
        lines: "$append($lines, $states.result.lines)",
        // Of an early digest the rest comes in the next one.
        long: "$early ? [] : $append($long, $states.result.more)",
        next: "Is the mail long enough",
      }),
      "Is the mail long enough": {
        Type: "Choice",
        Choices: [{ Condition: expression(`$length($join([$lines.text])) > ${LONG_ENOUGH}`), Next: "Send the page" }],
        Default: "What next",
      },
      "Send the page": sendPage(facts, "Not too fast"),
      "Not too fast": { Type: "Wait", Seconds: SECONDS_BETWEEN_PAGES, Next: "What next" },
      ...goingOn,
      "Were all told": {
        Type: "Choice",
        Choices: [{ Condition: expression("$refused"), Next: "Some did not arrive" }],
        Default: "Take them off the list",
      },
      // The next digest tells of all again: twice is better than never.
      "Some did not arrive": { Type: "Fail", Error: "NotDelivered", Cause: "A topic refused a digest" },
      "Take them off the list": offTheList(facts),
    },
  });
}

const atFirst = {
  early: expression("$states.input.early = true"),
  until: expression(
    `$states.input.early = true ? $string($number(${windowOf("$millis()")}) + 1) : ${windowOf("$millis()")}`,
  ),
  deadline: expression(`$millis() + ${SECONDS * 1000}`),
  listed: [],
  after: {},
  lines: [],
  long: [],
  page: 0,
  last: false,
  refused: false,
};

/** A page of the accounts with reads of windows that are over. */
function whichAccounts(facts: ComposerFacts): unknown {
  return query(facts, {
    request: `$merge([{
  "KeyConditionExpression": "pk = :held AND sk < :until",
  "ExpressionAttributeValues": $merge([
    { ":held": { "S": ${constant(partitions.held)} }, ":until": { "S": $until } },
    $early ? { ":true": { "BOOL": true } } : {}
  ]),
  "Limit": ${ACCOUNTS_AT_ONCE}
}, $early ? { "FilterExpression": "early = :true" } : {},
$exists($after.pk) ? { "ExclusiveStartKey": $after } : {}])`,
    assign: {
      batch: '[$states.result.Items.{ "listed": sk.S }]',
      size: String(FIRST_READS),
      listed: "$append($listed, [$states.result.Items.sk.S])",
      after: "$exists($states.result.LastEvaluatedKey) ? $states.result.LastEvaluatedKey : {}",
    },
    next: "Their reads",
  });
}

/** More accounts, more of their reads, or the end. */
const goingOn = {
  "What next": {
    Type: "Choice",
    Choices: [
      { Condition: expression("$last"), Next: "Were all told" },
      {
        Condition: expression(`$exists($after.pk) and $count($listed) < ${MOST_ACCOUNTS} and $millis() < $deadline`),
        Next: "Which accounts",
      },
      // In turn, so that none has to wait for another one's thousands.
      {
        Condition: expression("$count($long) > 0 and $millis() < $deadline"),
        Assign: {
          batch: expression(`[$filter($long, function($each, $index) { $index < ${LONG_ACCOUNTS_AT_ONCE} })]`),
          long: expression(`[$filter($long, function($each, $index) { $index >= ${LONG_ACCOUNTS_AT_ONCE} })]`),
          size: MORE_READS,
        },
        Next: "Their reads",
      },
    ],
    Default: "Whatever is left",
  },
  "Whatever is left": {
    Type: "Pass",
    Assign: {
      lines: expression(`[$append($lines, $long[[0..99]].{
  "name": "More than fits into mails",
  "account": $substringAfter(listed, "#"),
  "severity": "low",
  "reads": 1,
  "owners": [],
  "planned": false,
  "text": "There were more reads in " & $substringAfter(listed, "#") & ". The journal has them."
})]`),
      last: true,
    },
    Next: "Anything left to send",
  },
  "Anything left to send": {
    Type: "Choice",
    Choices: [{ Condition: expression("$count($lines) > 0"), Next: "Send the page" }],
    Default: "Were all told",
  },
};

function offTheList(facts: ComposerFacts): unknown {
  return {
    Type: "Map",
    Items: expression("$listed"),
    MaxConcurrency: 20,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Early or not",
      States: {
        "Early or not": {
          Type: "Choice",
          Choices: [{ Condition: expression("$early"), Next: "Not early again" }],
          Default: "Off the list",
        },
        "Not early again": update(facts, {
          request: `{
  "Key": ${key(constant(partitions.held), "$states.input")},
  "UpdateExpression": "REMOVE early"
}`,
        }),
        "Off the list": remove(facts, {
          request: `{ "Key": ${key(constant(partitions.held), "$states.input")} }`,
        }),
      },
    },
    Output: {},
    End: true,
  };
}
