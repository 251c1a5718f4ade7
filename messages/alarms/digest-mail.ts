import { notifiedSeverities } from "../../detections/detection";
import { mail, ours, type Said, subjectOf } from "../states/forms";
import { expression } from "../states/jsonata";
import { mailOf, publish } from "../states/sending";
import { insightsLink } from "../wording/links";
import { audienceOf } from "./audience";
import type { AlarmFacts } from "./facts";
import { news } from "./news";

/** One mail for each route that has something new. */
export function mailEach(facts: AlarmFacts): unknown {
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
        "Mail them": publish(
          facts,
          expression("$states.input.topicArn"),
          mailOf(subjectOfDigest, textOfDigest(facts)),
          {
            Catch: [{ ErrorEquals: ["States.ALL"], Output: { sent: "no" }, Next: "Not sent" }],
            Output: { sent: "yes" },
            End: true,
          },
        ),
        "Not sent": { Type: "Pass", End: true },
        "Nothing for them": { Type: "Pass", Output: { sent: "nothing" }, End: true },
      },
    },
    Next: "What arrived",
  };
}

const NEWS = "$states.input.news";
const FIRST = `${NEWS}[0]` as const;

/** `[severity] title` of an alarm with news. */
const startOf = (each: "$news" | "$states.input.news[0]") =>
  mail.say`[${mail.oneOf(`${each}.severity`, notifiedSeverities)}] ${news.title.of(each)}`;

const ONLY = `$count([${NEWS}]) = 1`;

const subjectOfDigest = subjectOf(
  mail.when(
    ONLY,
    startOf(FIRST),
    mail.say`[${mail.oneOf(`${FIRST}.severity`, notifiedSeverities)}] ${mail.number(`$count([${NEWS}])`)} alarms with news: ${mail.each(NEWS, "$news", news.title.of("$news"), ", ")}`,
  ),
  mail.when(ONLY, news.by.of(FIRST), mail.say``),
);

function textOfDigest(facts: AlarmFacts): Said<"mail"> {
  const { trailLogGroupName } = facts;
  const events = ours(insightsLink(facts, trailLogGroupName));
  const each = mail.say`${startOf("$news")}${news.by.of("$news")}\n\n${news.who.of("$news")}\n\n${news.more.of("$news")}`;
  return mail.using(
    [],
    mail.joined(
      [
        mail.say`Digest of alarms: who is new in the last minutes, of alarms that are not mailed at once or that stay on.`,
        mail.each(NEWS, "$news", each, "\n\n"),
        mail.say`All such events are in the log group ${ours(trailLogGroupName)}, signed in to the security account:\n${events}`,
        mail.say`Whom this names is not named again for the same alarm within a day.`,
      ],
      "\n\n",
    ),
  );
}
