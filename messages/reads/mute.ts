import { catchAll } from "../states/catching";
import { constant, expression, using } from "../states/jsonata";
import { key, type Memory, number, put, query, remove } from "../states/memory";
import { utcSecond } from "../wording/time";
import type { ComposerFacts } from "./composer-facts";

/** Minutes of the longest mute: whoever needs more plans it in the configuration, where others read it before. */
export const MOST_MUTED_MINUTES = 24 * 60;

/** Mutes at a time: the composer reads all of them for each read. */
export const MOST_MUTES = 20;

/** Partition of the table: one item for each mute, by what it is about. */
const MUTES = "mute";

/** Log stream of the journal in which mutes are written down. */
export const MUTE_STREAM = "mutes";

/** The first state below. */
export const ASK_FOR_MUTES = "What is muted";

/**
 * Mutes that the read may be covered by, as planned work: those of the time of its event. Without the table nothing is muted.
 *
 * One query a read. What has ended stays in the table for a few days at most and is no part of the answer.
 */
export function mutesOfRead(facts: ComposerFacts, next: string): Readonly<Record<string, unknown>> {
  const time = '$type($received.event.detail.eventTime) = "string" ? $received.event.detail.eventTime : "none"';
  return {
    [ASK_FOR_MUTES]: query(facts, {
      request: using(
        [`$time := ${time}`],
        `{
  "KeyConditionExpression": "pk = :mute",
  "FilterExpression": "#from <= :time AND #until > :time",
  "ExpressionAttributeNames": { "#from": "from", "#until": "until" },
  "ExpressionAttributeValues": { ":mute": { "S": ${constant(MUTES)} }, ":time": { "S": $time != "" ? $time : "none" } }
}`,
      ),
      assign: { mutes: plannedByMutes },
      next,
      failed: { next, assign: { mutes: [] } },
    }),
  };
}

/** Items of the table in the form of planned work. */
const plannedByMutes = using(
  [
    `$namesOf := function($name) {
  $substring($name, -2) = "/*"
    ? { "names": [], "paths": [$substring($name, 0, $length($name) - 1)] }
    : { "names": [$name], "paths": [] }
}`,
  ],
  `[$states.result.Items.{
  "reason": "muted until " & $replace(until.S, "T", " ") & ": " & reason.S,
  "from": from.S,
  "until": until.S,
  "accounts": $exists(account.S) ? [account.S],
  "readers": [reader.S],
  "secrets": $exists(secret.S) ? $namesOf(secret.S),
  "parameters": $exists(parameter.S) ? $namesOf(parameter.S)
}]`,
);

/** What the state machine that mutes knows beforehand. */
export interface MuteFacts extends Memory {
  readonly journalLogGroupName: string;
  /** Begins the ARN of a role or user of any account, whose id is left open. */
  readonly ownReaderStart: string;
}

/**
 * The definition of the state machine by which people on call keep reads of one reader for the digest, for some minutes. It is a
 * standard one: express ones can be started by StartSyncExecution, which CloudTrail does not have, and nobody would know who did.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 *
 * Input: `{"reader": …, "reason": …, "minutes": …}`, and `account`, `secret` or `parameter`. With 0 minutes the mute of the same is over.
 * It is in the journal before it counts.
 */
export function muteDefinition(facts: MuteFacts): string {
  return JSON.stringify({
    Comment: "Keeps reads of one reader for the digest, for some minutes and with a reason",
    QueryLanguage: "JSONata",
    StartAt: "Understand it",
    TimeoutSeconds: 300,
    States: {
      "Understand it": {
        Type: "Pass",
        Assign: {
          asked: expression("$states.input"),
          problems: expression(problemsOfInput),
          instant: expression("$millis()"),
        },
        Next: "Is it right",
      },
      "Is it right": {
        Type: "Choice",
        Choices: [{ Condition: expression("$count($problems) = 0"), Next: "Make it whole" }],
        Default: "Not muted",
      },
      "Not muted": { Type: "Fail", Error: "NotMuted", Cause: expression('$join($problems, " ")') },
      "Make it whole": { Type: "Pass", Assign: { mute: expression(muteOfInput(facts)) }, Next: "How many are there" },
      "How many are there": query(facts, {
        request: `{
  "KeyConditionExpression": "pk = :mute",
  "FilterExpression": "#until > :now AND about <> :own",
  "ExpressionAttributeNames": { "#until": "until" },
  "ExpressionAttributeValues": {
    ":mute": { "S": ${constant(MUTES)} },
    ":now": { "S": $mute.from },
    ":own": { "S": $mute.about }
  },
  "Select": "COUNT"
}`,
        assign: { others: "$states.result.Count" },
        next: "Is there room",
      }),
      "Is there room": isThereRoom,
      ...journalStates(facts, "Mute or unmute"),
      "Mute or unmute": {
        Type: "Choice",
        Choices: [{ Condition: expression("$mute.minutes > 0"), Next: "Mute it" }],
        Default: "Unmute it",
      },
      "Mute it": put(facts, { request: itemOfMute, next: "Done" }),
      "Unmute it": remove(facts, { request: `{ "Key": ${key(constant(MUTES), "$mute.about")} }`, next: "Done" }),
      Done: { Type: "Succeed", Output: { mute: expression("$mute") } },
    },
  });
}

const isThereRoom = {
  Type: "Choice",
  Choices: [
    {
      Condition: expression(`$mute.minutes > 0 and $others >= ${MOST_MUTES}`),
      Assign: { problems: [`${MOST_MUTES} mutes are on: end one of them first, with 0 minutes.`] },
      Next: "Not muted",
    },
  ],
  Default: "Open the stream",
};

/** Written down before it counts; who muted is whoever started this execution, in CloudTrail. */
function journalStates(facts: MuteFacts, next: string): Readonly<Record<string, unknown>> {
  const stream = { LogGroupName: facts.journalLogGroupName, LogStreamName: MUTE_STREAM };
  const retry = [
    { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
  ];
  const there = ["CloudWatchLogs.ResourceAlreadyExistsException"];
  return {
    "Open the stream": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:cloudwatchlogs:createLogStream"),
      Arguments: stream,
      TimeoutSeconds: 10,
      Retry: [{ ErrorEquals: there, MaxAttempts: 0 }, ...retry],
      // It is there, or the next state fails and says why.
      Catch: catchAll("Write it down"),
      Output: {},
      Next: "Write it down",
    },
    "Write it down": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:cloudwatchlogs:putLogEvents"),
      Arguments: {
        ...stream,
        LogEvents: [
          {
            Timestamp: expression("$instant"),
            Message: expression('$string({ "mute": $mute, "execution": $states.context.Execution.Id })'),
          },
        ],
      },
      TimeoutSeconds: 10,
      Retry: retry,
      Output: {},
      Next: next,
    },
  };
}

/** A text of the input that fits a pattern. */
function isText(member: string, pattern: RegExp): string {
  return `($type($input.${member}) = "string" ? $contains($input.${member}, /${pattern.source}/) : false)`;
}

function isNoneOrText(member: string, pattern: RegExp): string {
  return `($exists($input.${member}) ? ${isText(member, pattern)} : true)`;
}

/** What has to be true of `$input`, and what is said where it is not. A mute is about one reader, and never about whoever it is. */
const rules: readonly (readonly [isRight: string, otherwise: string])[] = [
  [
    '($type($input) = "object" ? $count([$keys($input)[$not($ in ["account", "minutes", "parameter", "reader", "reason", "secret"])]]) = 0 : false)',
    "The input has reader, reason and minutes, and may have account, secret or parameter.",
  ],
  [
    isText(
      "reader",
      /^((arn:aws[a-z-]*:iam::[0-9]{12}:)?(role|user)[/]([A-Za-z0-9_+=,.@-]+[/])*[A-Za-z0-9_+=,.@-]{1,64}|service[/][a-z0-9.-]+[.]amazonaws[.]com([.]cn)?)$/,
    ),
    "reader is role/NAME, user/NAME, the ARN of a role or user, or service/NAME.amazonaws.com, without a star.",
  ],
  // Printable, as names in AWS are: it is in mails and chats of others.
  [isText("reason", /^[ -~]{10,200}$/), "reason is a line of 10 to 200 characters without accents."],
  [
    `($type($input.minutes) = "number"
  ? $input.minutes = $floor($input.minutes) and $input.minutes >= 0 and $input.minutes <= ${MOST_MUTED_MINUTES} : false)`,
    `minutes is a whole number from 0, which ends it, to ${MOST_MUTED_MINUTES}.`,
  ],
  [isNoneOrText("account", /^[0-9]{12}$/), "account is the 12 digits of an account, in quotes."],
  [
    isNoneOrText("secret", /^[A-Za-z0-9_+=.@!-][A-Za-z0-9/_+=.@!-]{0,500}([/][*])?$/),
    "secret is a name, or a path with /* at its end.",
  ],
  [
    isNoneOrText("parameter", /^[/][A-Za-z0-9_.-][A-Za-z0-9/_.-]{0,999}([/][*])?$/),
    "parameter is a name with a slash before it, or a path with /* at its end.",
  ],
  ["$not($exists($input.secret) and $exists($input.parameter))", "It is about a secret or a parameter, not both."],
];

/** JSONata of what is wrong with the input; an empty list if it is right. */
const problemsOfInput = using(
  ["$input := $states.input"],
  `[${rules.map(([isRight, otherwise]) => `$not(${isRight}) ? ${constant(otherwise)}`).join(",\n")}]`,
);

/** The mute that `$asked` is about, with its beginning and its end. */
function muteOfInput({ ownReaderStart }: MuteFacts): string {
  return using(
    [
      utcSecond,
      `$reader := $contains($asked.reader, /^(role|user)[/]/) ? ${constant(ownReaderStart)} & $asked.reader : $asked.reader`,
      `$about := $hash($string({
  "reader": $reader, "account": $asked.account, "secret": $asked.secret, "parameter": $asked.parameter
}), "SHA-256")`,
    ],
    `{
  "about": $about,
  "reader": $reader,
  "account": $asked.account,
  "secret": $asked.secret,
  "parameter": $asked.parameter,
  "reason": $asked.reason,
  "minutes": $asked.minutes,
  "from": $utcSecond($instant),
  "until": $utcSecond($instant + $asked.minutes * 60000)
}`,
  );
}

const itemOfMute = `{ "Item": $merge([
  ${key(constant(MUTES), "$mute.about")},
  {
    "about": { "S": $mute.about },
    "reader": { "S": $mute.reader },
    "reason": { "S": $mute.reason },
    "from": { "S": $mute.from },
    "until": { "S": $mute.until },
    "expires": ${number("$floor($instant / 1000) + $mute.minutes * 60 + 48 * 3600")}
  },
  $exists($mute.account) ? { "account": { "S": $mute.account } } : {},
  $exists($mute.secret) ? { "secret": { "S": $mute.secret } } : {},
  $exists($mute.parameter) ? { "parameter": { "S": $mute.parameter } } : {}
]) }`;
