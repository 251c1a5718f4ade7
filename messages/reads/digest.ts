import type { NotifiedSeverity } from "../../detections/detection";
import { admits, notifiedSeverities } from "../../detections/detection";
import type { ComposerFacts } from "./composer-facts";
import { accountNamed, ownersFunction } from "../wording/directory";
import { constant, expression, first, using } from "../states/jsonata";
import { key, query, remove, update } from "../states/memory";
import { tame } from "../wording/lines";
import { journalLink } from "../wording/links";
import { partitions, windowOf } from "./telling";

/**
 * How many accounts are looked at together, and how many of their reads at first: together far below the 256 KiB of a
 * state, also where every name is as long as it is remembered.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const ACCOUNTS_AT_ONCE = 40;
const FIRST_READS = 5;
/** The same of accounts with more reads than these. */
const LONG_ACCOUNTS_AT_ONCE = 8;
const MORE_READS = 25;

/** Characters of the lines from which on they are sent as a mail; SNS takes 256 KiB. */
const LONG_ENOUGH = 60_000;

/** Accounts that a run looks at; the next run has the rest. */
const MOST_ACCOUNTS = 5000;

/** Seconds until what is left is told of as a number. Express executions have five minutes. */
const SECONDS = 200;

/** Seconds between two mails of a digest: together with the lines of the composer below ten in a second. */
const SECONDS_BETWEEN_PAGES = 2;

/** Characters of a post to a chat. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
const LONGEST_POST = 6000;

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
        Assign: {
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
        },
        Next: "Which accounts",
      },
      "Which accounts": query(facts, {
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
      }),
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
      "What next": {
        Type: "Choice",
        Choices: [
          { Condition: expression("$last"), Next: "Were all told" },
          {
            Condition: expression(
              `$exists($after.pk) and $count($listed) < ${MOST_ACCOUNTS} and $millis() < $deadline`,
            ),
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
      "Were all told": {
        Type: "Choice",
        Choices: [{ Condition: expression("$refused"), Next: "Some did not arrive" }],
        Default: "Take them off the list",
      },
      // The next digest tells of all again: twice is better than never.
      "Some did not arrive": { Type: "Fail", Error: "NotDelivered", Cause: "A topic refused a digest" },
      "Take them off the list": {
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
            "Not early again": end(
              update(facts, {
                request: `{
  "Key": ${key(constant(partitions.held), "$states.input")},
  "UpdateExpression": "REMOVE early"
}`,
                next: "",
              }),
            ),
            "Off the list": end(
              remove(facts, { request: `{ "Key": ${key(constant(partitions.held), "$states.input")} }`, next: "" }),
            ),
          },
        },
        Output: {},
        End: true,
      },
    },
  });
}

/** The last state of an item, whose output nobody needs. */
function end(state: unknown): unknown {
  return { ...(state as object), Next: undefined, Output: {}, End: true };
}

/** Some reads of each of `$batch`, as lines, and where to go on for the rest. */
function readsOfEach(
  facts: ComposerFacts,
  { next, ...variables }: { readonly lines: string; readonly long: string; readonly next: string },
): unknown {
  return {
    Type: "Map",
    Items: expression("$batch"),
    MaxConcurrency: ACCOUNTS_AT_ONCE,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Its account",
      States: {
        "Its account": {
          Type: "Pass",
          Assign: {
            listing: expression("$states.input.listed"),
            from: expression("$exists($states.input.from) ? $states.input.from : {}"),
            account: expression(accountNamed(facts, '$substringAfter($states.input.listed, "#")')),
          },
          Next: "Its reads",
        },
        "Its reads": query(facts, {
          request: `$merge([{
  "KeyConditionExpression": "pk = :account AND begins_with(sk, :window)",
  "FilterExpression": "attribute_exists(hits) AND (attribute_not_exists(told) OR hits > told)",
  "ExpressionAttributeValues": {
    ":account": { "S": "account#" & $substringAfter($listing, "#") },
    ":window": { "S": "held#" & $substringBefore($listing, "#") & "#" }
  },
  "Limit": $size
}, $exists($from.pk) ? { "ExclusiveStartKey": $from } : {}])`,
          assign: {
            reads: "[$states.result.Items]",
            rest: "$exists($states.result.LastEvaluatedKey) ? $states.result.LastEvaluatedKey : {}",
          },
          next: "Its lines",
        }),
        "Its lines": {
          Type: "Pass",
          Output: {
            lines: expression(linesOf(facts)),
            more: expression('$exists($rest.pk) ? [{ "listed": $listing, "from": $rest }] : []'),
          },
          End: true,
        },
      },
    },
    Assign: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, expression(`[${value}]`)])),
    Next: next,
  };
}

/** A time of CloudTrail as people write it. */
const time = `$time := function($text) { $replace($substring($text, 0, 19), "T", " ") }`;

function linesOf(facts: ComposerFacts): string {
  return using(
    [
      first,
      time,
      ownersFunction(facts),
      `$what := function($result) { $result = "read" ? " read " : " was refused (" & $result & ") " }`,
    ],
    `[$reads.(
  $left := $number(hits.N) - ($exists(told.N) ? $number(told.N) : 0);
  {
    "account": $account.id,
    "name": $account.name,
    "severity": severity.S,
    "reads": $left,
    "owners": $ownersOf($account, secret.S),
    "text": "[" & severity.S & "] " & reader.S & $what(result.S) & secret.S & ": "
      & ($left = 1 ? "once, " & $time(last.S) : $string($left) & " times, " & $time(first.S) & " to " & $time(last.S)) & " UTC"
  }
)]`,
  );
}

/** One mail to each who gets any of the lines. */
function sendPage(facts: ComposerFacts, next: string): unknown {
  return {
    Type: "Map",
    Items: expression(itemsOf(facts)),
    MaxConcurrency: 5,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "What concerns them",
      States: {
        "What concerns them": {
          Type: "Pass",
          Assign: {
            to: expression("$states.input"),
            own: expression(`(
  $to := $states.input;
  [$filter($lines, function($each) {
    $each.severity in $to.severities and ($exists($to.owner) ? $to.owner in $each.owners : true)
  })]
)`),
          },
          Next: "Anything for them",
        },
        "Anything for them": {
          Type: "Choice",
          Choices: [{ Condition: expression("$count($own) = 0"), Next: "Nothing for them" }],
          Default: "Word it",
        },
        "Nothing for them": { Type: "Pass", Output: { sent: true }, End: true },
        "Word it": {
          Type: "Pass",
          Assign: { subject: expression(subjectOf), text: expression(textOf(facts)) },
          Next: "Where to",
        },
        "Where to": {
          Type: "Choice",
          Choices: [
            { Condition: expression('$to.form = "chat"'), Next: "Post it" },
            { Condition: expression('$to.form = "owners"'), Next: "Mail its owner" },
          ],
          Default: "Mail it",
        },
        "Mail it": publish(facts, mail),
        "Mail its owner": publish(facts, {
          ...mail,
          MessageAttributes: {
            owners: { DataType: "String.Array", StringValue: expression("$string([$to.owner])") },
          },
        }),
        "Post it": publish(facts, { Message: expression(post) }),
        "Not sent": { Type: "Pass", Output: { sent: false }, End: true },
      },
    },
    Assign: {
      refused: expression("$refused or false in $states.result.sent"),
      lines: [],
      page: expression("$page + 1"),
    },
    Next: next,
  };
}

const mail = { Subject: expression("$subject"), Message: expression("$text") };

function publish(facts: ComposerFacts, more: Readonly<Record<string, unknown>>): unknown {
  return {
    Type: "Task",
    Resource: facts.integrationArn("sns:publish"),
    Arguments: { TopicArn: expression("$to.topicArn"), ...more },
    Retry: [
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
    ],
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Not sent" }],
    Output: { sent: true },
    End: true,
  };
}

/** Whom a page goes to: routes, each owner of what is in it, and chats once in a digest. */
function itemsOf({ recipients, owners }: ComposerFacts): string {
  const severities = (minimum: NotifiedSeverity) => notifiedSeverities.filter((each) => admits(minimum, each));
  const to = (form: string, topicArn: string | undefined, minimum: NotifiedSeverity) =>
    topicArn === undefined ? [] : [{ form, topicArn, severities: severities(minimum) }];
  const mails = recipients.flatMap((each) => to("mail", each.peopleTopicArn, each.minimumSeverity));
  const chats = recipients.flatMap((each) => to("chat", each.chatTopicArn, each.minimumSeverity));
  const ofOwners = owners && {
    form: "owners",
    topicArn: owners.topicArn,
    severities: severities(owners.minimumSeverity),
  };
  const each =
    ofOwners === undefined ? "[]" : `$distinct($lines.owners).($merge([${constant(ofOwners)}, { "owner": $ }]))`;
  return `[$append($append(${constant(mails)}, $page = 0 ? ${constant(chats)} : []), ${each})]`;
}

/** Subject of a mail: less than 100 printable ASCII characters, as SNS wants it. */
const subjectOf = `(
  $accounts := $distinct([$own.name]);
  $reads := $sum($own.reads);
  $worst := ${constant(notifiedSeverities)}[$ in $own.severity][0];
  $replace($substring(
    "[" & $worst & "] " & $string($reads) & ($reads = 1 ? " more unexpected read" : " more unexpected reads") & " of secrets in "
      & ($count($accounts) = 1 ? $accounts[0] : $string($count($accounts)) & " accounts"),
    0, 99), /[^ -~]/, "?")
)`;

function textOf(facts: ComposerFacts): string {
  return using(
    [
      `$ids := $distinct([$own.account])`,
      `$blocks := $map($ids, function($id) {(
  $of := [$own[account = $id]];
  $of[0].name & " (" & $id & "):\\n" & $join($map($of, function($each) { "  " & $each.text }), "\\n")
)})`,
    ],
    `$join([
  ($early
    ? "So many accounts read secrets just now that mails about single reads find no place. These are some reads of each; the next digest has all."
    : "Unexpected reads of secrets that no mail told of: more by readers that you know of, and those beyond the first few of an account."),
  $join([$blocks], "\\n\\n"),
  "Each read is in the journal, signed in to the security account:\\n" & ${constant(journalLink(facts))}
], "\\n\\n")`,
  );
}

/** What people wrote stands without the marks that mention people and make links. */
const post = `(
  ${tame};
  $string({
    "version": "1.0",
    "source": "custom",
    "content": {
      "textType": "client-markdown",
      "title": $tame($subject),
      "description": $substring($tame($join([$own.(name & ": \`" & $tame(text) & "\`")], "\\n")), 0, ${LONGEST_POST})
    }
  })
)`;
