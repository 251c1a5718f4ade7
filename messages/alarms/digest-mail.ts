import { notifiedSeverities } from "../../detections/detection";
import { constant, cut, expression, using } from "../states/jsonata";
import { PUBLISH_RETRY } from "../states/sending";
import { insightsLink } from "../wording/links";
import { audienceOf } from "./audience";
import { subjectOfAlarm } from "./callers";
import type { AlarmFacts } from "./facts";

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
        "Mail them": {
          Type: "Task",
          Resource: facts.integrationArn("sns:publish"),
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
