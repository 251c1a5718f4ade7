import { memoryServer } from "../../__tests__/support/memory-table";
import { exampleRollCall, RollCallWorld } from "../../__tests__/support/roll-call";
import { type Publication, runComposer } from "../../__tests__/support/run-composer";
import { readKinds } from "../../reads/kinds";
import { MANY_READS } from "../../messages/states/budgets";
import { exampleFacts } from "./example-facts";
import { type MessageExample, readInput } from "./example-record";
import { messageExamples } from "./examples";
import { alarmMessages } from "./alarm-messages";
import { digestExample, emptiedAccount } from "./digest-example";
import { introduction } from "./introduction";

const DIGEST = "A digest of what no mail told of";
const MANY = "Somebody empties an account";
const HOSTILE = "Somebody who writes more than names";
const ROLL_CALL = "A roll call";

/** docs/messages.md: what arrives for invented reads, made by running the state machine's own definition. */
export async function messagesReference(): Promise<string> {
  const [first, ...others] = messageExamples;
  const sections = [await section(first!, true)];
  for (const example of others) sections.push(await section(example, false));
  const alarms = await alarmMessages();
  const titles = [
    ...messageExamples.map(({ what }) => what),
    MANY,
    DIGEST,
    ...alarms.map(({ title }) => title),
    ROLL_CALL,
  ];
  return [
    ...introduction({ digest: anchor(DIGEST), many: anchor(MANY), hostile: anchor(HOSTILE) }),
    ...titles.map((title) => `- [${title}](#${anchor(title)})`),
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
    `The mail that comes with read ${MANY_READS}, after those about the first ${readKinds.reads.mailsAtOnce}:`,
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
