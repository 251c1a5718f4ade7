import { admits, notifiedSeverities, type NotifiedSeverity } from "../../detections/detection";
import { chat, Kept, mail, ours, postOf, type Said, type Speech, subjectOf } from "../states/forms";
import { constant, expression } from "../states/jsonata";
import { type Content, mailOf, postedOf, publish, toOwners } from "../states/sending";
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
          Assign: { ...subject.assigned(subjectOfPage), ...text.assigned(textOf(facts)) },
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
        "Mail it": send(facts, page),
        "Mail its owner": send(facts, toOwners("[$to.owner]", page)),
        "Post it": send(facts, postedOf(post)),
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

const subject = new Kept<"subject">("subject");
const text = new Kept<"mail">("text");
const page = mailOf(subject.variable, text.variable);

function send(facts: ComposerFacts, sent: Content): unknown {
  return publish(facts, expression("$to.topicArn"), sent, {
    Retry: [
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
    ],
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Not sent" }],
    Output: { sent: true },
    End: true,
  });
}

/** Whom a page goes to: routes, each owner of what is in it, and chats once in a digest. */
function itemsOf(facts: ComposerFacts): string {
  const { mails, chats, owners: ofOwners } = pageReaders(facts);
  const each =
    ofOwners === undefined ? "[]" : `$distinct($lines.owners).($merge([${constant(ofOwners)}, { "owner": $ }]))`;
  return `[$append($append(${constant(mails)}, $page = 0 ? ${constant(chats)} : []), ${each})]`;
}

/** Somebody whom a page goes to, with the severities that they are told of. */
export interface PageReader {
  readonly form: "mail" | "chat" | "owners";
  readonly topicArn: string;
  readonly severities: readonly NotifiedSeverity[];
}

/** Everybody whom a page may go to: mailboxes, chats with the first page alone, and owners with what is theirs. */
export function pageReaders({ recipients, owners }: Pick<ComposerFacts, "recipients" | "owners">): {
  readonly mails: readonly PageReader[];
  readonly chats: readonly PageReader[];
  readonly owners?: PageReader;
} {
  const to = <Form extends PageReader["form"]>(form: Form, topicArn: string, minimum: NotifiedSeverity) => ({
    ...{ form, topicArn },
    severities: notifiedSeverities.filter((each) => admits(minimum, each)),
  });
  return {
    mails: recipients.flatMap(({ peopleTopicArn: topic, minimumSeverity }) =>
      topic === undefined ? [] : to("mail", topic, minimumSeverity),
    ),
    chats: recipients.flatMap(({ chatTopicArn: topic, minimumSeverity }) =>
      topic === undefined ? [] : to("chat", topic, minimumSeverity),
    ),
    owners: owners && to("owners", owners.topicArn, owners.minimumSeverity),
  };
}

/** How many reads of how urgent a kind a page is about, and where. */
function titleOf<F extends "mail" | "chat">(to: Speech<F>): Said<F> {
  const reads = "$sum($own.reads)";
  const accounts = "$distinct([$own.name])";
  const read = to.when(`${reads} = 1`, to.say`read`, to.say`reads`);
  return to.say`[${to.oneOf(`${constant(notifiedSeverities)}[$ in $own.severity][0]`, notifiedSeverities)}] ${to.number(reads)} ${to.when(
    "false in $own.planned",
    to.say`more unexpected ${read}`,
    to.say`${read} during planned work`,
  )} of secrets in ${to.when(
    `$count(${accounts}) = 1`,
    to.outside(`${accounts}[0]`),
    to.say`${to.number(`$count(${accounts})`)} accounts`,
  )}`;
}

const subjectOfPage = subjectOf(titleOf(mail));

function textOf(facts: ComposerFacts): Said<"mail"> {
  const ofAccount = "$own[account = $id]";
  const lines = mail.each(ofAccount, "$each", mail.say`  ${mail.outside("$each.text")}`, "\n");
  const blocks = mail.each(
    "$distinct($own.account)",
    "$id",
    mail.say`${mail.outside(`${ofAccount}[0].name`)} (${mail.outside("$id")}):\n${lines}`,
    "\n\n",
  );
  const early = mail.say`So many accounts read secrets just now that mails about single reads find no place. These are some reads of each; the next digest has all.`;
  const usual = mail.say`Unexpected reads of secrets that no mail told of: more by readers that you know of, and those beyond the first few of an account.`;
  const planned = mail.say`Planned work is what the configuration has under silence, or somebody muted: reads that it covers are in digests alone.`;
  const journal = mail.say`Each read is in the journal, signed in to the security account:\n${ours(journalLink(facts))}`;
  return mail.using(
    [],
    mail.joined(
      [mail.when("$early", early, usual), mail.when("true in $own.planned", planned), blocks, journal],
      "\n\n",
    ),
  );
}

const post = postOf({
  title: titleOf(chat),
  description: chat.each("$own", "$each", chat.say`${chat.outside("$each.name")}: ${chat.outside("$each.text")}`, "\n"),
  most: LONGEST_POST,
});
