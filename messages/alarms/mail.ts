import { accountNames } from "../wording/directory";
import { alarmLink, insightsLink } from "../wording/links";
import { utc } from "../wording/time";
import { mail, ours, own, type Said, subjectOf } from "../states/forms";
import { cut, using } from "../states/jsonata";
import { worded } from "../states/sending";
import { byWhom, callersText } from "./callers";
import type { AlarmFacts } from "./facts";

/** What to do about `$detection`. */
export const stepsText = mail.say`What to do next:\n${own.numberedSentences}`;

const DELIVERIES = `"deliveries": [$map([$lookup($topics, "at-once")], function($topic) { { "form": "mail", "topicArn": $topic } })]`;

const start = mail.say`[${own.severity}] ${own.title}`;
const why = mail.line("Why it matters", own.why);
const alarmName = mail.outside("$alarm.name");
const reason = mail.line("Reason", mail.outside("$alarm.reason"));

/** A mail that names people. */
export function namedAlarm(facts: AlarmFacts): string {
  const by = byWhom("($count($seen.keys) - 1)");
  const who = callersText("$named", "($count($seen.keys) - $count($named))");
  const text = mail.joined(
    [mail.say`${start}${by}`, mail.say`Who:\n${who}`, why, stepsText, ...whereToLook(facts)],
    "\n\n",
  );
  const members = [
    DELIVERIES,
    '"named": [$named.{ "key": key }]',
    worded.subject.member(subjectOf(start, by)),
    worded.text.member(mail.using([], text)),
  ];
  return using([cut, utc, accountNames(facts.accounts)], `{ ${members.join(",\n")} }`);
}

/** The end of a mail about `$alarm`. */
function whereToLook(facts: AlarmFacts): readonly Said<"mail">[] {
  const { trailLogGroupName } = facts;
  const events = ours(insightsLink(facts, trailLogGroupName));
  return [
    mail.say`The alarm ${alarmName}, signed in to the security account:\n${ours(alarmLink(facts, ""))}${own.alarmName}`,
    mail.say`All such events are in the log group ${ours(trailLogGroupName)}:\n${events}`,
    mail.say`To find them, run there:\n${own.query}`,
    mail.say`While the alarm stays on, the digest of alarms names who is new.`,
    reason,
  ];
}

/** The mail without names: what the alarm itself says. */
export const alarmAsItCame = `{ ${[
  DELIVERIES,
  '"named": []',
  worded.subject.member(subjectOf(start)),
  worded.text.member(
    mail.using(
      [],
      mail.joined(
        [
          mail.say`${start}.`,
          mail.say`Who it was could not be found out. Look it up with the query below.`,
          why,
          stepsText,
          mail.say`The query, for the log group of the trail:\n${own.query}`,
          mail.line("Alarm", alarmName),
          reason,
        ],
        "\n\n",
      ),
    ),
  ),
].join(",\n")} }`;
