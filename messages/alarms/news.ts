import { accountNames } from "../wording/directory";
import { utc } from "../wording/time";
import { formFunctions } from "../states/form-functions";
import { Kept, mail, own } from "../states/forms";
import { cut, using } from "../states/jsonata";
import { byWhom, callersText, inTurn, MOST_NAMED } from "./callers";
import type { AlarmFacts } from "./facts";
import { stepsText } from "./mail";
import { puts } from "./memory";

/** Longest text about one caller, so that mails and states stay below 256 KiB with all of them. */
const CALLER_LENGTH = 300;

/** What mails say of an alarm with news. */
export const news = {
  title: new Kept<"mail">("title"),
  by: new Kept<"mail">("by"),
  who: new Kept<"mail">("who"),
  more: new Kept<"mail">("more"),
} as const;

/** For each audience what is new. An alarm that was left to the digest is told of, though nobody was found. */
export function newsOf(facts: AlarmFacts): string {
  const nobody = mail.say`Who it was could not be found out. Look it up with the query below.`;
  const more = [mail.line("Why it matters", own.why), stepsText, mail.say`To find all of them:\n${own.query}`];
  const callers = callersText("$named", "$others", CALLER_LENGTH);
  return using(
    [
      ...formFunctions,
      cut,
      utc,
      accountNames(facts.accounts),
      inTurn,
      `$newsFor := function($audience) {(
  $named := [$inTurn([$seen.callers[$audience in for]])[[0..${MOST_NAMED - 1}]]];
  $others := $count($seen.keys[$substringBefore($, "#") = $audience]) - $count($named);
  $count($named) > 0
    ? {
        "audience": $audience,
        ${news.by.member(byWhom("($others + $count($named) - 1)"))},
        ${news.who.member(mail.say`Who:\n${callers}`)},
        "puts": ${puts("$audience", "$named")}
      }
    : $seen.events = 0 and $detection.isLeft and $audience = "in-digest"
      ? {
          "audience": $audience,
          ${news.by.member(mail.say``)},
          ${news.who.member(nobody)},
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
      ${news.title.member(own.title)},
      ${news.more.member(mail.joined(more, "\n"))}
    }])
  )})]
}`,
  );
}
