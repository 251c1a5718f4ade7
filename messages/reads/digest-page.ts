import { admits, notifiedSeverities, type NotifiedSeverity } from "../../detections/detection";
import { constant, expression, using } from "../states/jsonata";
import { tame } from "../wording/lines";
import { journalLink } from "../wording/links";
import type { ComposerFacts } from "./composer-facts";

/** Characters of a post to a chat. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
const LONGEST_POST = 6000;

/** One mail to each who gets any of the lines. */
export function sendPage(facts: ComposerFacts, next: string): unknown {
  return {
    Type: "Map",
    Items: expression(itemsOf(facts)),
    MaxConcurrency: 5,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "What concerns them",
      States: {
        "What concerns them": {
          Type: "Pass",
          Assign: {
            to: expression("$states.input"),
            own: expression(`(
  $to := $states.input;
  [$filter($lines, function($each) {
    $each.severity in $to.severities and ($exists($to.owner) ? $to.owner in $each.owners : true)
  })]
)`),
          },
          Next: "Anything for them",
        },
        "Anything for them": {
          Type: "Choice",
          Choices: [{ Condition: expression("$count($own) = 0"), Next: "Nothing for them" }],
          Default: "Word it",
        },
        "Nothing for them": { Type: "Pass", Output: { sent: true }, End: true },
        "Word it": {
          Type: "Pass",
          Assign: { subject: expression(subjectOf), text: expression(textOf(facts)) },
          Next: "Where to",
        },
        "Where to": {
          Type: "Choice",
          Choices: [
            { Condition: expression('$to.form = "chat"'), Next: "Post it" },
            { Condition: expression('$to.form = "owners"'), Next: "Mail its owner" },
          ],
          Default: "Mail it",
        },
        "Mail it": publish(facts, mail),
        "Mail its owner": publish(facts, {
          ...mail,
          MessageAttributes: {
            owners: { DataType: "String.Array", StringValue: expression("$string([$to.owner])") },
          },
        }),
        "Post it": publish(facts, { Message: expression(post) }),
        "Not sent": { Type: "Pass", Output: { sent: false }, End: true },
      },
    },
    Assign: {
      refused: expression("$refused or false in $states.result.sent"),
      lines: [],
      page: expression("$page + 1"),
    },
    Next: next,
  };
}

const mail = { Subject: expression("$subject"), Message: expression("$text") };

function publish(facts: ComposerFacts, more: Readonly<Record<string, unknown>>): unknown {
  return {
    Type: "Task",
    Resource: facts.integrationArn("sns:publish"),
    Arguments: { TopicArn: expression("$to.topicArn"), ...more },
    Retry: [
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
    ],
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Not sent" }],
    Output: { sent: true },
    End: true,
  };
}

/** Whom a page goes to: routes, each owner of what is in it, and chats once in a digest. */
function itemsOf({ recipients, owners }: ComposerFacts): string {
  const severities = (minimum: NotifiedSeverity) => notifiedSeverities.filter((each) => admits(minimum, each));
  const to = (form: string, topicArn: string | undefined, minimum: NotifiedSeverity) =>
    topicArn === undefined ? [] : [{ form, topicArn, severities: severities(minimum) }];
  const mails = recipients.flatMap((each) => to("mail", each.peopleTopicArn, each.minimumSeverity));
  const chats = recipients.flatMap((each) => to("chat", each.chatTopicArn, each.minimumSeverity));
  const ofOwners = owners && {
    form: "owners",
    topicArn: owners.topicArn,
    severities: severities(owners.minimumSeverity),
  };
  const each =
    ofOwners === undefined ? "[]" : `$distinct($lines.owners).($merge([${constant(ofOwners)}, { "owner": $ }]))`;
  return `[$append($append(${constant(mails)}, $page = 0 ? ${constant(chats)} : []), ${each})]`;
}

/** Subject of a mail: less than 100 printable ASCII characters, as SNS wants it. */
const subjectOf = `(
  $accounts := $distinct([$own.name]);
  $reads := $sum($own.reads);
  $worst := ${constant(notifiedSeverities)}[$ in $own.severity][0];
  $replace($substring(
    "[" & $worst & "] " & $string($reads) & ($reads = 1 ? " more unexpected read" : " more unexpected reads") & " of secrets in "
      & ($count($accounts) = 1 ? $accounts[0] : $string($count($accounts)) & " accounts"),
    0, 99), /[^ -~]/, "?")
)`;

function textOf(facts: ComposerFacts): string {
  return using(
    [
      `$ids := $distinct([$own.account])`,
      `$blocks := $map($ids, function($id) {(
  $of := [$own[account = $id]];
  $of[0].name & " (" & $id & "):\\n" & $join($map($of, function($each) { "  " & $each.text }), "\\n")
)})`,
    ],
    `$join([
  ($early
    ? "So many accounts read secrets just now that mails about single reads find no place. These are some reads of each; the next digest has all."
    : "Unexpected reads of secrets that no mail told of: more by readers that you know of, and those beyond the first few of an account."),
  $join([$blocks], "\\n\\n"),
  "Each read is in the journal, signed in to the security account:\\n" & ${constant(journalLink(facts))}
], "\\n\\n")`,
  );
}

/** What people wrote stands without the marks that mention people and make links. */
const post = `(
  ${tame};
  $string({
    "version": "1.0",
    "source": "custom",
    "content": {
      "textType": "client-markdown",
      "title": $tame($subject),
      "description": $substring($tame($join([$own.(name & ": \`" & $tame(text) & "\`")], "\\n")), 0, ${LONGEST_POST})
    }
  })
)`;
