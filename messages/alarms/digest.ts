import { notifiedSeverities } from "../../detections/detection";
import { audienceOf, audiences, topicsBySeverity } from "./audience";
import { byWhom, callerText, callersText, inTurn, keepCallers, MOST_NAMED, subjectOfAlarm, utcTime } from "./callers";
import type { AlarmFacts } from "./facts";
import { ALARM_DIGEST_MINUTES, LEFT_FOR, MEMORY_RETRY, puts, toldOf, WAITING, writing } from "./memory";
import { AFTER_KEEPING, MARGIN, searchStates } from "./search";
import { accountNames } from "../wording/directory";
import { constant, cut, expression, using } from "../states/jsonata";
import { insightsLink } from "../wording/links";
import { PUBLISH_RETRY } from "../states/sending";

/**
 * How many detections one run looks up, two at a time: FilterLogEvents takes few calls a second, and an execution five minutes.
 * Where there are more, they take turns, and each looks back as far as its last turn.
 */
const MOST_DETECTIONS = 8;

/** Pages of one search, and the seconds that it takes at most but for its last page. */
const MOST_PAGES = 20;
const SECONDS = 10;

/** Pages of alarms, with 50 each: with their descriptions, a hundred might be more than the 256 KiB of a state. */
const ALARMS_OF_A_PAGE = 50;
const MOST_ALARM_PAGES = 8;

/** What was left to the digest and is read at once, about 200 bytes each. */
const MOST_LEFT = 500;

/** Longest text about one caller, so that mails and states stay below 256 KiB with all of them. */
const CALLER_LENGTH = 300;

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
      "What was left": {
        Type: "Task",
        Resource: facts.integrations.query,
        Arguments: {
          TableName: facts.memoryTableName,
          KeyConditionExpression: "pk = :pk AND sk > :from",
          ExpressionAttributeValues: {
            ":pk": { S: WAITING },
            ":from": {
              S: expression(`$formatInteger($floor(($millis() - ${LEFT_FOR * 1000}) / ${WINDOW}), "0000000000")`),
            },
          },
          ConsistentRead: true,
          Limit: MOST_LEFT,
        },
        Retry: MEMORY_RETRY,
        Catch: [
          { ErrorEquals: ["States.DataLimitExceeded"], Assign: { isWell: false }, Next: "What to look up" },
          { ErrorEquals: ["States.ALL"], Assign: { isWell: false }, Next: "What to look up" },
        ],
        Assign: {
          left: expression(
            '[$map([$states.result.Items], function($item) { { "sk": $item.sk.S, "id": $item.detection.S, "at": $item.at.S } })]',
          ),
        },
        Next: "What to look up",
      },
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
      "Look each up": {
        Type: "Map",
        Items: expression("$due"),
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "Look one up",
          States: {
            // One that can't be put into words keeps no other one from being told.
            "Look one up": {
              Type: "Parallel",
              Branches: [lookUpBranch(facts)],
              Output: expression("$states.result[0]"),
              Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
                ErrorEquals: [error],
                Output: { isWell: false, news: [] },
                Next: "It failed",
              })),
              End: true,
            },
            "It failed": { Type: "Pass", End: true },
          },
        },
        Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
          ErrorEquals: [error],
          Next: "Some did not arrive",
        })),
        Assign: { looked: expression("[$states.result]") },
        Next: "Mail each",
      },
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
      "Remember whom it named": {
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
            "Remember them": {
              Type: "Task",
              Resource: facts.integrations.putMany,
              Arguments: expression(writing(facts, "[$states.input.puts]")),
              Retry: MEMORY_RETRY,
              // Then the next digest names them once more.
              Catch: [{ ErrorEquals: ["States.ALL"], Next: "Nobody to remember" }],
              Output: {},
              End: true,
            },
            "Nobody to remember": { Type: "Pass", Output: {}, End: true },
          },
        },
        Next: "Forget what was left",
      },
      "Forget what was left": {
        Type: "Map",
        Items: expression("[$left[id in $looked[isWell].id]]"),
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "Forget one",
          States: {
            "Forget one": {
              Type: "Task",
              Resource: facts.integrations.delete,
              Arguments: {
                TableName: facts.memoryTableName,
                Key: { pk: { S: WAITING }, sk: { S: expression("$states.input.sk") } },
                // An alarm that went off again meanwhile waits for the next digest.
                ConditionExpression: "#at = :at",
                ExpressionAttributeNames: { "#at": "at" },
                ExpressionAttributeValues: { ":at": { S: expression("$states.input.at") } },
              },
              Catch: [{ ErrorEquals: ["States.ALL"], Next: "It stays" }],
              Output: {},
              End: true,
            },
            "It stays": { Type: "Pass", Output: {}, End: true },
          },
        },
        Next: "Was all well",
      },
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

const WINDOW = ALARM_DIGEST_MINUTES * 60_000;

/** The names of all alarms of ours that are on. */
function alarmStates({ alarmNamePrefix, integrations }: AlarmFacts): Readonly<Record<string, unknown>> {
  return {
    "Which alarms are on": {
      Type: "Task",
      Resource: integrations.alarms,
      Arguments: expression(`$merge([
  {
    "AlarmNamePrefix": ${constant(alarmNamePrefix)},
    "AlarmTypes": ["MetricAlarm"],
    "StateValue": "ALARM",
    "MaxRecords": ${ALARMS_OF_A_PAGE}
  },
  $alarmToken != "" ? { "NextToken": $alarmToken } : {}
])`),
      Retry: MEMORY_RETRY,
      // What was left to the digest is told all the same.
      Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
        ErrorEquals: [error],
        Assign: { isWell: false },
        Next: "What was left",
      })),
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

/** Detections that this run looks up, the most urgent first, with what it has to know of each. */
function dueDetections(facts: AlarmFacts): string {
  const topics = topicsBySeverity(facts);
  const known = [...facts.detections]
    .sort((one, other) => notifiedSeverities.indexOf(one.severity) - notifiedSeverities.indexOf(other.severity))
    .map((detection) => ({
      ...detection,
      audiences: audiences.filter((audience) => topics[detection.severity][audience].length > 0),
    }))
    .filter((detection) => detection.audiences.length > 0);
  return using(
    [
      // A list with a filter right behind it would be a list in a list.
      `$known := ${constant(known)}`,
      "$all := [$known[alarmName in $on or id in $left.id]]",
      `$turns := $ceil($count($all) / ${MOST_DETECTIONS})`,
      `$window := $floor($millis() / ${WINDOW})`,
    ],
    `[$map($all, function($detection, $index) {
  $index % $turns = $window % $turns ? $merge([$detection, {
    "minutes": ${ALARM_DIGEST_MINUTES} * ($turns > 1 ? $turns + 1 : 1),
    "isLeft": $detection.id in $left.id
  }])
})]`,
  );
}

/** What is new of one detection. */
function lookUpBranch(facts: AlarmFacts): unknown {
  return {
    StartAt: "Which detection",
    States: {
      "Which detection": {
        Type: "Pass",
        Assign: { detection: expression("$states.input") },
        Next: "Begin to look",
      },
      ...searchStates(facts, {
        from: `$millis() - $detection.minutes * 60000 - $detection.period * 1000 - ${MARGIN}`,
        mostPages: MOST_PAGES,
        seconds: SECONDS,
        next: "Who is new",
        keeping: {
          "Keep them": {
            Type: "Choice",
            Choices: [{ Condition: expression("$count($page) > 0"), Next: "Who was told of" }],
            Default: AFTER_KEEPING,
          },
          // Before they are kept: those that were told of take no place from those that were not.
          "Who was told of": {
            Type: "Task",
            Resource: facts.integrations.getMany,
            Arguments: expression(`{ "RequestItems": { ${constant(facts.memoryTableName)}: { "Keys": [
  $page.($key := key; $detection.audiences.{ "pk": { "S": ${toldOf} }, "sk": { "S": $ & "#" & $key } })
] } } }`),
            Retry: MEMORY_RETRY,
            // Rather told of twice than not at all.
            Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
              ErrorEquals: [error],
              Assign: { told: [] },
              Next: "Keep the new",
            })),
            // What has expired may still be there for days.
            Assign: {
              told: expression(
                `[$lookup($states.result.Responses, ${constant(facts.memoryTableName)})[$number(expires.N) > $millis() / 1000].sk.S]`,
              ),
            },
            Next: "Keep the new",
          },
          "Keep the new": {
            Type: "Pass",
            Assign: { seen: expression(keepNew) },
            Next: AFTER_KEEPING,
          },
        },
      }),
      "Who is new": { Type: "Pass", Output: expression(newsOf(facts)), End: true },
    },
  };
}

/** Callers of the page that some audience was not told of, with those audiences. */
const keepNew = using(
  [
    ...keepCallers,
    `$new := [$map([$page], function($caller) {(
  $for := [$detection.audiences[$not($ & "#" & $caller.key in $told)]];
  $count($for) > 0 ? $merge([$caller, { "for": $for }])
)})]`,
  ],
  `$merge([$seen, {
  "callers": $keep($seen.callers, $new),
  "keys": [$distinct($append($seen.keys, $new.($key := key; for.($ & "#" & $key))))]
}])`,
);

/** For each audience what is new. An alarm that was left to the digest is told of, though nobody was found. */
function newsOf(facts: AlarmFacts): string {
  return using(
    [
      cut,
      utcTime,
      accountNames(facts.accounts),
      callerText.replace("$callerText := ", "$wholeText := "),
      `$callerText := function($caller, $number) { $cut($wholeText($caller, $number), ${CALLER_LENGTH}) }`,
      callersText,
      inTurn,
      byWhom,
      `$newsFor := function($audience) {(
  $named := [$inTurn([$seen.callers[$audience in for]])[[0..${MOST_NAMED - 1}]]];
  $others := $count($seen.keys[$substringBefore($, "#") = $audience]) - $count($named);
  $count($named) > 0
    ? {
        "audience": $audience,
        "by": $byWhom($named[0], $others + $count($named) - 1),
        "who": "Who:\\n" & $callersText($named, $others, $seen.complete),
        "puts": ${puts("$audience", "$named")}
      }
    : $seen.events = 0 and $detection.isLeft and $audience = "in-digest"
      ? {
          "audience": $audience,
          "by": "",
          "who": "Who it was could not be found out. Look it up with the query below.",
          "puts": []
        }
)}`,
    ],
    `{
  "isWell": true,
  "id": $detection.id,
  "news": [$map([$detection.audiences], function($audience) {(
    $news := $newsFor($audience);
    $exists($news.audience) ? $merge([$news, {
      "severity": $detection.severity,
      "title": $detection.title,
      "more": $join([
        "Why it matters: " & $detection.why,
        "What to do next:\\n" & $join($map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step & "." }), "\\n"),
        "To find all of them:\\n" & $detection.query
      ], "\\n")
    }])
  )})]
}`,
  );
}

/** One mail for each route that has something new. */
function mailEach(facts: AlarmFacts): unknown {
  const routes = facts.recipients.map((route) => ({
    topicArn: route.topicArn,
    audienceOf: Object.fromEntries(
      notifiedSeverities.flatMap((severity) => {
        const audience = audienceOf(route, severity);
        return audience === undefined ? [] : [[severity, audience]];
      }),
    ),
  }));
  return {
    Type: "Map",
    Items: routes,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "What concerns them",
      States: {
        "What concerns them": {
          Type: "Pass",
          Output: {
            topicArn: expression("$states.input.topicArn"),
            news: expression("[$looked.news[audience = $lookup($states.input.audienceOf, severity)]]"),
          },
          Next: "Anything new for them",
        },
        "Anything new for them": {
          Type: "Choice",
          Choices: [{ Condition: expression("$count($states.input.news) > 0"), Next: "Mail them" }],
          Default: "Nothing for them",
        },
        "Mail them": {
          Type: "Task",
          Resource: facts.integrations.publish,
          Arguments: {
            TopicArn: expression("$states.input.topicArn"),
            Subject: expression(subjectOfDigest),
            Message: expression(textOfDigest(facts)),
          },
          Retry: PUBLISH_RETRY,
          Catch: [{ ErrorEquals: ["States.ALL"], Output: { sent: "no" }, Next: "Not sent" }],
          Output: { sent: "yes" },
          End: true,
        },
        "Not sent": { Type: "Pass", End: true },
        "Nothing for them": { Type: "Pass", Output: { sent: "nothing" }, End: true },
      },
    },
    Next: "What arrived",
  };
}

const subjectOfDigest = using(
  [cut, subjectOfAlarm, "$news := [$states.input.news]", "$first := $news[0]"],
  `$count($news) = 1
  ? $subjectOf("[" & $first.severity & "] " & $first.title, $first.by)
  : $subjectOf("[" & $first.severity & "] " & $string($count($news)) & " alarms with news: " & $join($news.title, ", "), "")`,
);

function textOfDigest(facts: AlarmFacts): string {
  const { trailLogGroupName } = facts;
  return using(
    ["$news := [$states.input.news]"],
    `$join([
  "Digest of alarms: who is new in the last minutes, of alarms that are not mailed at once or that stay on.",
  $map($news, function($each) {
    "[" & $each.severity & "] " & $each.title & $each.by & "\\n\\n" & $each.who & "\\n\\n" & $each.more
  }),
  "All such events are in the log group ${trailLogGroupName}, signed in to the security account:\\n" & ${constant(insightsLink(facts, trailLogGroupName))},
  "Whom this names is not named again for the same alarm within a day."
], "\\n\\n")`,
  );
}
