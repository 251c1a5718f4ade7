import { accountNames } from "../wording/directory";
import { utc } from "../wording/time";
import { cut, using } from "../states/jsonata";
import { byWhom, callersText, callerText, inTurn, MOST_NAMED } from "./callers";
import type { AlarmFacts } from "./facts";
import { stepsText } from "./mail";
import { puts } from "./memory";

/** Longest text about one caller, so that mails and states stay below 256 KiB with all of them. */
const CALLER_LENGTH = 300;

/** For each audience what is new. An alarm that was left to the digest is told of, though nobody was found. */
export function newsOf(facts: AlarmFacts): string {
  return using(
    [
      cut,
      utc,
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
        ${stepsText},
        "To find all of them:\\n" & $detection.query
      ], "\\n")
    }])
  )})]
}`,
  );
}
