import { journalOf } from "../__tests__/support/journal";
import { type Publication, runComposer } from "../__tests__/support/run-composer";
import { exampleFacts } from "../messages/example-facts";
import { noticeOf, type MessageExample, readInput } from "../messages/example-record";
import { messageExamples } from "../messages/examples";

const BARE = "A mail without the journal";

/** docs/messages.md: what arrives for invented reads, made by running the state machine's own definition. */
export async function messagesReference(): Promise<string> {
  const [first, ...others] = messageExamples;
  const sections = [await section(first!, true)];
  for (const example of others) sections.push(await section(example, false));
  return [
    "<!-- Made by npm run generate from messages/. Do not edit. -->",
    "",
    "# Messages",
    "",
    "What arrives when somebody reads a secret who is not expected to. Mailboxes get one mail for each reader, secret and",
    "account while it goes on. Queues and HTTPS endpoints get each read as JSON. Chats get each read in a few lines.",
    "",
    "- **Mail** comes again after it was quiet for a while. An alarm starts it, which knows account, secret and reader. The",
    "  rest comes from the journal, the log group with all reads: the latest such read of the last 15 minutes, and how many",
    "  there were if there were several. [Where it can't be found](#a-mail-without-the-journal), the mail has what the alarm",
    "  knows, and the link and the query for the rest.",
    "- **JSON** has `text`, the whole story for a ticket, and `record`, the CloudTrail record. Members are only ever added;",
    "  another form would have another `version`.",
    "- **Chat** ends with the next steps.",
    "",
    "The reads here are invented; the messages are what the message composer makes of them.",
    "",
    "A read of a decoy is told of as that alone, whether it worked or not. Where a decoy is one of several secrets in a",
    "batch, the batch is told of as well.",
    "",
    "Nobody is told of accounts in mode `watch`. Lines whose value the record does not have are left out. Records of",
    "refused calls and of batches say less than others: where the name of the secret is not there, the message does",
    "without. Batches name their secrets if the call did.",
    "",
    "Mails to owners are the same mails. They go to the owner of the account and to that of the secret.",
    "",
    ...[...messageExamples.map(({ what }) => what), BARE].map((title) => `- [${title}](#${anchor(title)})`),
    "",
    ...sections.flat(),
    ...(await bareMail()),
  ].join("\n");
}

async function section(example: MessageExample, whole: boolean): Promise<readonly string[]> {
  const mail = (await runComposer(exampleFacts, noticeOf(example), journalOf(example.record))).publications[0]!;
  const { publications } = await runComposer(exampleFacts, readInput(example));
  const to = (name: string) => publications.find(({ TopicArn }) => TopicArn.endsWith(`:secretwatch-${name}`))!;
  return [
    `## ${example.what}`,
    "",
    "Mail:",
    "",
    ...fenced("text", mailText(mail)),
    "Chat:",
    "",
    ...chat(to("chat-alerts")),
    whole ? "JSON:" : "JSON, without `text` and `record`:",
    "",
    ...fenced("json", json(to("events-alerts"), whole)),
  ];
}

async function bareMail(): Promise<readonly string[]> {
  const [example] = messageExamples;
  const { publications } = await runComposer(exampleFacts, noticeOf(example!));
  return [
    `## ${BARE}`,
    "",
    "The first read again, where the journal was not searched or did not answer: the search failed, or somebody asked for",
    "a secret whose name has characters in it that don't belong into a search.",
    "",
    ...fenced("text", mailText(publications[0]!)),
  ];
}

function mailText({ Subject, Message }: Publication): string {
  return `Subject: ${Subject!}\n\n${Message}`;
}

/** Custom notifications as a chat shows them. */
function chat({ Message }: Publication): readonly string[] {
  const { content } = JSON.parse(Message) as {
    content: { title: string; description: string; nextSteps: readonly string[] };
  };
  const steps = content.nextSteps.map((step) => `- ${step}`);
  return fenced("text", [content.title, "", content.description, "", "Next steps:", ...steps].join("\n"));
}

function json({ Message }: Publication, whole: boolean): string {
  const message = JSON.parse(Message) as Record<string, unknown>;
  const left = whole ? message : { ...message, text: undefined, record: undefined };
  return JSON.stringify(left, null, 2);
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text, "```", ""];
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(/\s/g, "-");
}
