import { topicsBySeverity } from "./audience";
import { byWhom, callerText, callersText, inTurn, keepCallers, MOST_NAMED, subjectOfAlarm, utcTime } from "./callers";
import type { AlarmFacts } from "./facts";
import { LEFT_FOR, MEMORY_RETRY, puts, secondsFromNow, thisWindow, WAITING, writing } from "./memory";
import { AFTER_KEEPING, MARGIN, searchStates } from "./search";
import { accountNames } from "../wording/directory";
import { constant, cut, expression, first, plain, using } from "../states/jsonata";
import { block, line } from "../wording/lines";
import { LONGEST_ALARM_LINE_SECONDS } from "../states/budgets";
import { lineStates, STAND_IN_LINE } from "../states/mail-line";
import { alarmLink, insightsLink } from "../wording/links";
import { sendEach } from "../states/sending";

/** Pages of one search, of all patterns together, and the seconds that it takes at most but for its last page. */
const MOST_PAGES = 40;
const SECONDS = 60;

/**
 * The definition of the state machine that says who made an alarm of a detection go off.
 *
 * Input is the event "CloudWatch Alarm State Change" as EventBridge has it. Alarms of others are nobody's here: they have
 * actions of their own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmComposerDefinition(facts: AlarmFacts): string {
  return JSON.stringify({
    Comment: "Says who made an alarm of a detection go off",
    QueryLanguage: "JSONata",
    StartAt: "Which alarm",
    TimeoutSeconds: 240,
    States: {
      "Which alarm": {
        Type: "Pass",
        Assign: {
          alarm: expression(alarmThatCame),
          detection: expression(detectionOfAlarm(facts)),
          left: true,
          attempts: 0,
        },
        Next: "A detection's alarm",
      },
      "A detection's alarm": {
        Type: "Choice",
        Choices: [
          { Condition: expression('$alarm.state = "ALARM" and $exists($detection.id)'), Next: "Whom it concerns" },
        ],
        Default: "Nobody to tell",
      },
      "Whom it concerns": {
        Type: "Pass",
        Assign: { topics: expression(`$lookup(${constant(topicsBySeverity(facts))}, $detection.severity)`) },
        Next: "Who waits for the digest",
      },
      "Who waits for the digest": {
        Type: "Choice",
        Choices: [
          { Condition: expression('$count($lookup($topics, "in-digest")) > 0'), Next: "Leave it to the digest" },
        ],
        Default: "Who is told at once",
      },
      "Leave it to the digest": {
        Type: "Task",
        Resource: facts.integrations.put,
        Arguments: {
          TableName: facts.memoryTableName,
          Item: {
            pk: { S: WAITING },
            sk: { S: expression(`${thisWindow} & "#" & $detection.id`) },
            detection: { S: expression("$detection.id") },
            at: { S: expression("$string($millis())") },
            expires: { N: expression(secondsFromNow(LEFT_FOR)) },
          },
        },
        Retry: MEMORY_RETRY,
        Catch: [{ ErrorEquals: ["States.ALL"], Assign: { left: false }, Next: "Who is told at once" }],
        Next: "Who is told at once",
      },
      "Who is told at once": {
        Type: "Choice",
        Choices: [
          { Condition: expression('$count($lookup($topics, "at-once")) > 0'), Next: "Name them" },
          { Condition: expression("$left"), Next: "Left to the digest" },
        ],
        Default: "Some did not arrive",
      },
      "Name them": {
        Type: "Parallel",
        Branches: [namingBranch(facts)],
        Assign: { messages: expression("$states.result[0]") },
        Catch: ["States.DataLimitExceeded", "States.ALL"].map((error) => ({
          ErrorEquals: [error],
          Assign: { messages: expression(alarmAsItCame) },
          Next: STAND_IN_LINE,
        })),
        Next: STAND_IN_LINE,
      },
      // Many alarms may go off in the same second. Without the table, or beyond the line, better too fast than not at all.
      ...lineStates(
        { tableName: facts.memoryTableName, integrationArn: () => facts.integrations.update },
        {
          name: constant("alarms"),
          longest: LONGEST_ALARM_LINE_SECONDS,
          turn: "Send each",
          full: "Send each",
          failed: "Send each",
        },
      ),
      "Send each": sendEach(facts.integrations.publish, "people", "$messages.deliveries", "What arrived"),
      "What arrived": {
        Type: "Pass",
        Assign: { sent: expression("[$states.input.sent]") },
        Next: "Whom it named",
      },
      "Whom it named": {
        Type: "Choice",
        Choices: [
          { Condition: expression("true in $sent and $count($messages.named) > 0"), Next: "Remember whom it named" },
        ],
        Default: "Did all arrive",
      },
      "Remember whom it named": {
        Type: "Task",
        Resource: facts.integrations.putMany,
        Arguments: expression(writing(facts, puts(constant("at-once"), "$messages.named"))),
        Retry: MEMORY_RETRY,
        // Then the next digest names them once more.
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Did all arrive" }],
        Next: "Did all arrive",
      },
      "Did all arrive": {
        Type: "Choice",
        Choices: [{ Condition: expression("false in $sent or $not($left)"), Next: "Some did not arrive" }],
        Default: "Sent",
      },
      "Some did not arrive": {
        Type: "Fail",
        Error: "NotDelivered",
        Cause: "A topic refused a message, or the table what is left to the digest",
      },
      Sent: { Type: "Succeed" },
      "Left to the digest": { Type: "Succeed" },
      "Nobody to tell": { Type: "Succeed" },
    },
  });
}

/** What the event has of the alarm. */
const alarmThatCame = using(
  [plain, "$detail := $states.input.detail"],
  `{
  "name": $plain($detail.alarmName),
  "state": $plain($detail.state.value),
  "reason": $plain($detail.state.reason),
  "time": $plain($detail.state.timestamp)
}`,
);

/** The detection that the alarm is named after; an empty object for alarms of others. */
function detectionOfAlarm({ detections }: AlarmFacts): string {
  const known = detections.map(({ alarmName, ...detection }) => [alarmName, { ...detection, alarmName }]);
  return using(
    [
      plain,
      "$name := $plain($states.input.detail.alarmName)",
      `$known := $exists($name) ? $lookup(${constant(Object.fromEntries(known))}, $name)`,
    ],
    "$exists($known) ? $known : {}",
  );
}

/** When the events began that the alarm went off for, in milliseconds since 1970. */
const beginning = `(
  $time := $substring($alarm.time, 0, 19);
  ($contains($time, /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$/) ? $toMillis($time & "Z") : $millis())
    - $detection.period * 1000 - ${MARGIN}
)`;

const deliveries = `[$map([$lookup($topics, "at-once")], function($topic) { { "form": "mail", "topicArn": $topic } })]`;

/** From the alarm to a mail that names people. Whatever fails in here, the mail is what CloudWatch would have sent. */
function namingBranch(facts: AlarmFacts): unknown {
  return {
    StartAt: "Begin to look",
    States: {
      ...searchStates(facts, {
        from: beginning,
        mostPages: MOST_PAGES,
        seconds: SECONDS,
        next: "Whom to name",
        keeping: { "Keep them": keepThem },
      }),
      "Whom to name": {
        Type: "Pass",
        Assign: {
          named: expression(using([inTurn], `[$inTurn($seen.callers)[[0..${MOST_NAMED - 1}]]]`)),
        },
        Next: "Was anybody found",
      },
      "Was anybody found": {
        Type: "Choice",
        Choices: [{ Condition: expression("$count($named) > 0"), Next: "Say who it was" }],
        Default: "Say that nobody was found",
      },
      "Say who it was": { Type: "Pass", Output: expression(namedAlarm(facts)), End: true },
      "Say that nobody was found": { Type: "Pass", Output: expression(alarmAsItCame), End: true },
    },
  };
}

const keepThem = {
  Type: "Pass",
  Assign: {
    seen: expression(
      using(
        keepCallers,
        `$merge([$seen, {
  "callers": $keep($seen.callers, $page),
  "keys": [$distinct($append($seen.keys, $page.key))]
}])`,
      ),
    ),
  },
  Next: AFTER_KEEPING,
};

/** A mail that names people. */
function namedAlarm(facts: AlarmFacts): string {
  return using(
    [
      first,
      cut,
      line,
      block,
      utcTime,
      accountNames(facts.accounts),
      callerText,
      callersText,
      byWhom,
      subjectOfAlarm,
      "$others := $count($seen.keys) - $count($named)",
      `$start := "[" & $detection.severity & "] " & $detection.title`,
      ...stepsAndLinks(facts),
    ],
    `{
  "deliveries": ${deliveries},
  "named": [$named.{ "key": key }],
  "subject": $subjectOf($start, $byWhom($named[0], $count($seen.keys) - 1)),
  "text": $join([
    $start & $byWhom($named[0], $count($seen.keys) - 1),
    "Who:\\n" & $callersText($named, $others, $seen.complete),
    $line("Why it matters", $detection.why),
    $steps,
    $where
  ], "\\n\\n")
}`,
  );
}

/** Definitions of `$steps`, `$links` and `$where`, the ends of mails about `$detection`. */
function stepsAndLinks(facts: AlarmFacts): readonly string[] {
  const { trailLogGroupName } = facts;
  return [
    `$steps := "What to do next:\\n" & $join(
  [$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step & "." })], "\\n"
)`,
    `$where := $join([
  "The alarm " & $alarm.name & ", signed in to the security account:\\n" & ${constant(alarmLink(facts, ""))} & $alarm.name,
  "All such events are in the log group ${trailLogGroupName}:\\n" & ${constant(insightsLink(facts, trailLogGroupName))},
  "To find them, run there:\\n" & $detection.query,
  "While the alarm stays on, the digest of alarms names who is new.",
  $line("Reason", $alarm.reason)
], "\\n\\n")`,
  ];
}

/** The mail without names: what the alarm itself says. */
const alarmAsItCame = using(
  [cut, line, `$start := "[" & $detection.severity & "] " & $detection.title`],
  `{
  "deliveries": ${deliveries},
  "named": [],
  "subject": $cut($replace($start, /[^ -~]/, "?"), 99),
  "text": $join([
    $start & ".",
    "Who it was could not be found out. Look it up with the query below.",
    $line("Why it matters", $detection.why),
    "What to do next:\\n" & $join(
      [$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step & "." })], "\\n"
    ),
    "The query, for the log group of the trail:\\n" & $detection.query,
    $line("Alarm", $alarm.name),
    $line("Reason", $alarm.reason)
  ], "\\n\\n")
}`,
);
