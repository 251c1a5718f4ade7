import { accountNames } from "../wording/directory";
import { block, line } from "../wording/lines";
import { alarmLink, insightsLink } from "../wording/links";
import { utc } from "../wording/time";
import { constant, cut, first, using } from "../states/jsonata";
import { byWhom, callersText, callerText, subjectOfAlarm } from "./callers";
import type { AlarmFacts } from "./facts";

/** What to do about `$detection`. */
export const stepsText = `"What to do next:\\n" & $join(
  [$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step & "." })], "\\n"
)`;

const deliveries = `[$map([$lookup($topics, "at-once")], function($topic) { { "form": "mail", "topicArn": $topic } })]`;

/** A mail that names people. */
export function namedAlarm(facts: AlarmFacts): string {
  return using(
    [
      first,
      cut,
      line,
      block,
      utc,
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

/** Definitions of `$steps` and `$where`, the ends of mails about `$detection`. */
function stepsAndLinks(facts: AlarmFacts): readonly string[] {
  const { trailLogGroupName } = facts;
  return [
    `$steps := ${stepsText}`,
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
export const alarmAsItCame = using(
  [cut, line, `$start := "[" & $detection.severity & "] " & $detection.title`],
  `{
  "deliveries": ${deliveries},
  "named": [],
  "subject": $cut($replace($start, /[^ -~]/, "?"), 99),
  "text": $join([
    $start & ".",
    "Who it was could not be found out. Look it up with the query below.",
    $line("Why it matters", $detection.why),
    ${stepsText},
    "The query, for the log group of the trail:\\n" & $detection.query,
    $line("Alarm", $alarm.name),
    $line("Reason", $alarm.reason)
  ], "\\n\\n")
}`,
);
