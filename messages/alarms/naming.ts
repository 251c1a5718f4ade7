import { expression, using } from "../states/jsonata";
import { inTurn, keepCallers, MOST_NAMED } from "./callers";
import type { AlarmFacts } from "./facts";
import { alarmAsItCame, namedAlarm } from "./mail";
import { AFTER_KEEPING, MARGIN, searchStates } from "./search";

/** Pages of one search, of all patterns together, and the seconds that it takes at most but for its last page. */
export const MOST_PAGES = 40;
const SECONDS = 60;

/** From the alarm to a mail that names people. Whatever fails in here, the mail is what CloudWatch would have sent. */
export function namingBranch(facts: AlarmFacts): unknown {
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

/** When the events began that the alarm went off for, in milliseconds since 1970. */
const beginning = `(
  $time := $substring($alarm.time, 0, 19);
  ($contains($time, /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$/) ? $toMillis($time & "Z") : $millis())
    - $detection.period * 1000 - ${MARGIN}
)`;

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
