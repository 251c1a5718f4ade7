import { notifiedSeverities } from "../../detections/detection";
import { catchAll } from "../states/catching";
import { constant, expression, using } from "../states/jsonata";
import { answeredBy, getMany, key } from "../states/memory";
import { audiences, topicsBySeverity } from "./audience";
import { keepCallers } from "./callers";
import type { AlarmFacts } from "./facts";
import { ALARM_DIGEST_MINUTES, toldOf, WINDOW } from "./memory";
import { newsOf } from "./news";
import { AFTER_KEEPING, MARGIN, searchStates } from "./search";

/**
 * How many detections one run looks up, two at a time: FilterLogEvents takes few calls a second, and an execution five minutes.
 * Where there are more, they take turns, and each looks back as far as its last turn.
 */
export const MOST_DETECTIONS = 8;

/** Pages of one search, and the seconds that it takes at most but for its last page. */
export const MOST_PAGES = 20;
const SECONDS = 10;

/** Detections that this run looks up, the most urgent first, with what it has to know of each. */
export function dueDetections(facts: AlarmFacts): string {
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

/** What is new of each of `$due`, two at a time. */
export function lookEachUp(facts: AlarmFacts, next: string, failed: string): unknown {
  return {
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
          Catch: catchAll("It failed", { Output: { isWell: false, news: [] } }),
          End: true,
        },
        "It failed": { Type: "Pass", End: true },
      },
    },
    Catch: catchAll(failed),
    Assign: { looked: expression("[$states.result]") },
    Next: next,
  };
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
          "Who was told of": getMany(facts, {
            request: `[
  $page.($key := key; $detection.audiences.${key(toldOf, '$ & "#" & $key')})
]`,
            // What has expired may still be there for days.
            assign: { told: `[${answeredBy(facts)}[$number(expires.N) > $millis() / 1000].sk.S]` },
            next: "Keep the new",
            // Rather told of twice than not at all.
            failed: { next: "Keep the new", assign: { told: [] } },
          }),
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
