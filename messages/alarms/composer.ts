import { LONGEST_ALARM_LINE_SECONDS } from "../states/budgets";
import { catchAll } from "../states/catching";
import { constant, expression, plain, using } from "../states/jsonata";
import { lineStates, STAND_IN_LINE } from "../states/mail-line";
import { expiresIn, key, put, putMany } from "../states/memory";
import { sendEach } from "../states/sending";
import { topicsBySeverity } from "./audience";
import type { AlarmFacts } from "./facts";
import { alarmAsItCame } from "./mail";
import { LEFT_HOURS, puts, WAITING, windowOf } from "./memory";
import { namingBranch } from "./naming";

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
      ...concerningStates(facts),
      ...leavingStates(facts),
      "Name them": {
        Type: "Parallel",
        Branches: [namingBranch(facts)],
        Assign: { messages: expression("$states.result[0]") },
        Catch: catchAll(STAND_IN_LINE, { Assign: { messages: expression(alarmAsItCame) } }),
        Next: STAND_IN_LINE,
      },
      // Many alarms may go off in the same second. Without the table, or beyond the line, better too fast than not at all.
      ...lineStates(facts, {
        name: constant("alarms"),
        longest: LONGEST_ALARM_LINE_SECONDS,
        turn: "Send each",
        full: "Send each",
        failed: "Send each",
      }),
      "Send each": sendEach(facts, {
        whom: "people",
        items: "$messages.deliveries",
        forms: ["mail"],
        next: "What arrived",
      }),
      ...afterwards(facts),
      Sent: { Type: "Succeed" },
      "Left to the digest": { Type: "Succeed" },
      "Nobody to tell": { Type: "Succeed" },
    },
  });
}

/** Whether the alarm is of a detection, and who is told of it. */
function concerningStates(facts: AlarmFacts) {
  return {
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
  };
}

/** Leaves the alarm to the digest for those who get it there. */
function leavingStates(facts: AlarmFacts) {
  return {
    "Who waits for the digest": {
      Type: "Choice",
      Choices: [{ Condition: expression('$count($lookup($topics, "in-digest")) > 0'), Next: "Leave it to the digest" }],
      Default: "Who is told at once",
    },
    "Leave it to the digest": put(facts, {
      request: `{ "Item": $merge([
  ${key(constant(WAITING), `${windowOf("$millis()")} & "#" & $detection.id`)},
  {
    "detection": { "S": $detection.id },
    "at": { "S": $string($millis()) },
    "expires": ${expiresIn(LEFT_HOURS)}
  }
]) }`,
      next: "Who is told at once",
      failed: { next: "Who is told at once", assign: { left: false } },
    }),
    "Who is told at once": {
      Type: "Choice",
      Choices: [
        { Condition: expression('$count($lookup($topics, "at-once")) > 0'), Next: "Name them" },
        { Condition: expression("$left"), Next: "Left to the digest" },
      ],
      Default: "Some did not arrive",
    },
  };
}

/** Remembers whom the mail named, and whether all arrived. */
function afterwards(facts: AlarmFacts) {
  return {
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
    "Remember whom it named": putMany(facts, {
      request: puts(constant("at-once"), "$messages.named"),
      next: "Did all arrive",
      // Then the next digest names them once more.
      failed: "Did all arrive",
    }),
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
  };
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
