import { memoryServer } from "../../__tests__/support/memory-table";
import { exampleRollCall, RollCallWorld } from "../../__tests__/support/roll-call";
import { type Publication, runComposer } from "../../__tests__/support/run-composer";
import {
  LONGEST_LINE_SECONDS,
  mailBudgets,
  MANY_READS,
  QUIET_WINDOWS,
  WINDOW_MINUTES,
} from "../../messages/states/budgets";
import { exampleFacts } from "./example-facts";
import { type MessageExample, readInput } from "./example-record";
import { messageExamples } from "./examples";
import { alarmMessages } from "./alarm-messages";
import { digestExample, emptiedAccount } from "./digest-example";

const DIGEST = "A digest of what no mail told of";
const MANY = "Somebody empties an account";
const ROLL_CALL = "A roll call";

/** docs/messages.md: what arrives for invented reads, made by running the state machine's own definition. */
export async function messagesReference(): Promise<string> {
  const [first, ...others] = messageExamples;
  const sections = [await section(first!, true)];
  for (const example of others) sections.push(await section(example, false));
  const alarms = await alarmMessages();
  return [
    "<!-- Made by npm run generate from messages/. Do not edit. -->",
    "",
    "# Messages",
    "",
    "What arrives when somebody reads a secret who is not expected to.",
    "",
    "- **Mail** comes at once when a reader reads a secret in an account for the first time, or again after",
    `  ${QUIET_WINDOWS * WINDOW_MINUTES} minutes without such a read. It is made of the event alone.`,
    `- **A digest** tells of all the rest within ${WINDOW_MINUTES + 2} minutes: more reads by the same reader, and those beyond the`,
    "  mails that an account gets at once. [It has](#" +
      anchor(DIGEST) +
      ") who, which secret, how often, the first and the last time.",
    "- **Chat** gets what mailboxes get, in a few lines with the next steps, and the digest once.",
    "- **JSON** comes for each read to queues and HTTPS endpoints, whatever people are told. It has `text`, the whole story for",
    "  a ticket, and `record`, the CloudTrail record. Members are only ever added; another form would have another `version`.",
    "  What mailboxes of the route get, alarms among it, comes to them as text, from the route's other topic.",
    "",
    `At once, an account gets at most this many mails in a window of ${WINDOW_MINUTES} minutes, so that nobody can crowd out others:`,
    "",
    "| kind of read | mails at once |",
    "| --- | --- |",
    `| of decoys | ${mailBudgets.decoys} |`,
    `| that worked | ${mailBudgets.reads} |`,
    `| that were refused | ${mailBudgets.refusals} |`,
    "",
    `${MANY_READS} different reads in an account within a window that worked are [told of once more](#${anchor(MANY)}), as critical. Mails stand`,
    `in line for at most ${LONGEST_LINE_SECONDS} seconds, one a second; where the line is longer, a digest comes early.`,
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
    "Mails to owners are the same mails. They go to the owner of the account and to that of the secret. A digest for an owner",
    "has only what is the owner's.",
    "",
    ...[...messageExamples.map(({ what }) => what), MANY, DIGEST, ...alarms.map(({ title }) => title), ROLL_CALL].map(
      (title) => `- [${title}](#${anchor(title)})`,
    ),
    "",
    ...sections.flat(),
    ...(await manySection()),
    ...(await digestSection()),
    ...alarms.flatMap(({ title, mail }) => [
      `## ${title}`,
      "",
      ...aboutAlarms[title]!,
      "",
      ...fenced("text", mailText(mail)),
    ]),
    ...(await rollCall()),
  ].join("\n");
}

const aboutAlarms: Readonly<Record<string, readonly string[]>> = {
  "An alarm of the trail": [
    "Who made a detection's alarm go off, for alarms at least as urgent as `alarmsAtOnce` of `alerts` or of the route. It names ten",
    "callers, first one of each account. A caller is a person or a role in one account, whatever its sessions are called. Where",
    "nobody is found or the search fails, the mail has the rest.",
  ],
  "A digest of alarms": [
    "Every 15 minutes, if there is something new: alarms that are less urgent, and new callers of alarms that stay on. Whom a",
    "digest or a mail named is not named again for the same alarm within a day.",
  ],
};

async function section(example: MessageExample, whole: boolean): Promise<readonly string[]> {
  const { publications } = await runComposer(exampleFacts, readInput(example));
  return [
    `## ${example.what}`,
    "",
    "Mail:",
    "",
    ...fenced("text", mailText(sentTo("alerts", publications))),
    "Chat:",
    "",
    ...chat(sentTo("chat-alerts", publications)),
    whole ? "JSON:" : "JSON, without `text` and `record`:",
    "",
    ...fenced("json", json(sentTo("events-alerts", publications), whole)),
  ];
}

async function manySection(): Promise<readonly string[]> {
  const { atOnce } = await emptiedAccount();
  const critical = atOnce.filter(({ Subject }) => Subject?.startsWith("[critical] ") === true);
  return [
    `## ${MANY}`,
    "",
    `The mail that comes with read ${MANY_READS}, after those about the first ${mailBudgets.reads}:`,
    "",
    ...fenced("text", mailText(sentTo("alerts", critical))),
  ];
}

async function digestSection(): Promise<readonly string[]> {
  const { digest } = await digestExample();
  return [
    `## ${DIGEST}`,
    "",
    "A role read the same secret 14 times, another one seven secrets, and a third one was refused three times. Mails told of",
    "the first read, of five secrets and of two refusals. Two minutes after the window this mail tells of the rest:",
    "",
    ...fenced("text", mailText(sentTo("alerts", digest))),
    "The owner of an account or a secret gets their part:",
    "",
    ...fenced("text", mailText(sentTo("owners", digest))),
    "Chat:",
    "",
    ...chat(sentTo("chat-alerts", digest)),
  ];
}

function sentTo(name: string, publications: readonly Publication[]): Publication {
  const found = publications.find(({ TopicArn }) => TopicArn.endsWith(`:secretwatch-${name}`));
  if (found === undefined) throw new Error(`Nothing was sent to ${name}`);
  return found;
}

/** An account falls silent, one was never deployed, and one sends that is not in the file. */
async function rollCall(): Promise<readonly string[]> {
  const memory = await memoryServer(exampleRollCall.tableName);
  try {
    const world = new RollCallWorld(exampleRollCall, memory);
    const [, payments, ...others] = exampleRollCall.accounts;
    const callAfter = async (hours: number, heard: typeof others) => {
      world.now += hours * 3_600_000;
      world.hear(heard);
      await world.canaryArrives();
      return (await world.run()).publications;
    };
    world.hear([payments!]);
    const stranger = { id: "777777777777", name: "", regions: ["eu-west-1"] };
    const [missing] = await callAfter(3, [...others, stranger]);
    const [back] = await callAfter(1, [payments!, ...others]);
    return [
      `## ${ROLL_CALL}`,
      "",
      "Once an hour the roll is called. Who is missing is told of on the topic of the watch itself, once, and once more when",
      "heard of again. Accounts that nobody has heard of for 30 days are said to be in the file only.",
      "",
      ...fenced("text", mailText(missing!)),
      "An hour later:",
      "",
      ...fenced("text", mailText(back!)),
    ];
  } finally {
    await memory.stop();
  }
}

function mailText({ Subject, Message }: Publication): string {
  return `Subject: ${Subject!}\n\n${Message}`;
}

/** Custom notifications as a chat shows them. */
function chat({ Message }: Publication): readonly string[] {
  const { content } = JSON.parse(Message) as {
    content: { title: string; description: string; nextSteps?: readonly string[] };
  };
  const steps = content.nextSteps?.map((step) => `- ${step}`) ?? [];
  const next = steps.length === 0 ? [] : ["", "Next steps:", ...steps];
  return fenced("text", [content.title, "", content.description, ...next].join("\n"));
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
