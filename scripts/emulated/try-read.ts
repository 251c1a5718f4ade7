import { arrivals, byKind, type Mail } from "./arrivals";
import type { CloudTrailRecord } from "../../detections/detection";
import type { Deployed } from "./deploy-stack";
import { compose, eventsIn, putEvent, runScheduled } from "./message-hops";
import type { ReadScenario, Telling } from "./read-scenarios";
import { byHand, check } from "./report";

export interface Accounts {
  readonly security: Deployed;
  readonly member: Deployed;
}

/** Lets a read happen in the member account, and looks what comes of it in the security account. */
export async function tryRead({ security, member }: Accounts, scenario: ReadScenario): Promise<void> {
  const { region, record, telling } = scenario;
  const call = String(record.eventName);
  byHand(`the event that CloudTrail makes of ${call}, put on the bus of ${member.account.id} in ${region}`);
  await putEvent(member, region, {
    source: "aws.secretsmanager",
    "detail-type": "AWS API Call via CloudTrail",
    detail: record,
  });

  const journal = (await eventsIn(security, "Journal")).filter(({ detail }) => detail.eventID === record.eventID);
  const rules = await compose(security);
  if (telling === undefined) {
    check("the journal has nothing of it, and no rule tells of it", journal.length + rules.length === 0, {
      journal,
      rules,
    });
    check("nothing arrives anywhere", (await arrivals(security)).length === 0);
    return;
  }
  const [event] = journal;
  const whole = journal.length === 1 && JSON.stringify(event!.detail) === JSON.stringify(record);
  check("the journal of the security account has the record once and whole", whole, journal);
  const { detection, silently = [] } = telling;
  const expected = [detection, ...silently].map((each) => `secretwatch-message-${each}`).sort();
  check(`rules that take it: ${expected.join(", ")}`, [...rules].sort().join() === expected.join(), rules);
  await readIsTold(security, telling, record);
}

/** What comes at once of the first read by a reader. */
async function readIsTold(security: Deployed, telling: Telling, record: CloudTrailRecord): Promise<void> {
  const { detection, severity, says, chat } = telling;
  const arrived = byKind(await arrivals(security));
  const messages = arrived.queues.map((body) => JSON.parse(body) as Record<string, unknown>);
  const [message = {}] = messages;
  const title = String(message.title);
  const known = message.detection === detection && message.severity === severity && message.eventId === record.eventID;
  check(`the queue gets ${detection}, ${severity}, with the event's id`, messages.length === 1 && known, messages);
  check(`its title says who read what where: ${title}`, saysAll(title, says), messages);
  const text = String(message.text);
  check("its text begins with the same", text.startsWith(`[${severity}] ${title}\n`) && saysAll(text, says), messages);
  const chats = arrived.chats.length === (chat ? 1 : 0) && arrived.chats.every((each) => titleInChat(each) === title);
  check(chat ? "the chat gets it" : "the chat gets nothing of it", chats, arrived.chats);
  mailsAreRight(arrived.mails, telling, record);
}

/** In chats, names are code. */
function titleInChat(message: string): string {
  const { content } = JSON.parse(message) as { readonly content: { readonly title: string } };
  return content.title.replace(/^\[\w+\] /, "").replaceAll("`", "");
}

function mailsAreRight(mails: readonly Mail[], { severity, says }: Telling, record: CloudTrailRecord): void {
  check(`mail, once, to the owner and the security team: ${mails[0]?.Subject ?? "none"}`, isToAll(mails), mails);
  const right = mails.every(
    ({ Subject, Message }) =>
      Subject.startsWith(`[${severity}] `) && saysAll(Subject, says) && Message.startsWith(`${Subject}\n`),
  );
  check("its subject says who read what where, and its text begins with the same", right, mails);
  const { sourceIPAddress, userAgent, eventID } = record as Readonly<Record<string, string>>;
  const { arn } = record.userIdentity as { readonly arn: string };
  const lines = [`Principal: ${arn}`, `From: ${sourceIPAddress}`, `Client: ${userAgent}`, `Event: ${eventID}`];
  const whole = mails.every(({ Message }) => saysAll(Message, [...lines, `EventId=${eventID}`]));
  check(`its text has the rest: ${lines.join(", ")}`, whole, mails);
}

/** Lets a read happen that was told of already: programs get it, and people a digest. */
export async function tryReadAgain({ security, member }: Accounts, scenario: ReadScenario): Promise<void> {
  const { region, record, telling } = scenario;
  const event = { source: "aws.secretsmanager", "detail-type": "AWS API Call via CloudTrail" };
  const again = { ...record, eventID: String(record.eventID).replace(/^0/, "1") };
  await putEvent(member, region, { ...event, detail: again });
  await putEvent(member, region, { ...event, detail: record });
  await compose(security);
  const atOnce = byKind(await arrivals(security));
  check("the queue gets both, once more and for the first time", atOnce.queues.length === 2, atOnce.queues);
  check("nobody gets a mail or a post of them", atOnce.mails.length + atOnce.chats.length === 0, atOnce);

  byHand("17 minutes go by");
  await runScheduled(security, "secretwatch-digest", 17);
  const { mails, chats, queues } = byKind(await arrivals(security));
  check(`a digest, once, to the owner and the security team: ${mails[0]?.Subject ?? "none"}`, isToAll(mails), mails);
  const [account, secret, reader] = telling!.says as [string, string, string];
  const line = `${reader} read ${secret}: once, `;
  check(
    `it has the one that nobody was told of: ${line}`,
    mails.every(
      ({ Subject, Message }) => Subject.includes("1 more unexpected read") && saysAll(Message, [account, line]),
    ),
    mails,
  );
  check("the chat gets it too, and the queue no read", chats.length === 1 && queues.length === 0, queues);

  await runScheduled(security, "secretwatch-digest", 32);
  check("the next digest has nothing to tell", (await arrivals(security)).length === 0);
}

function isToAll(mails: readonly Mail[]): boolean {
  const to = mails.map((mail) => mail.to).sort();
  return to.join() === "payments@acorn.example,security-on-call@acorn.example";
}

function saysAll(text: string, parts: readonly string[]): boolean {
  return parts.every((each) => text.includes(each));
}
