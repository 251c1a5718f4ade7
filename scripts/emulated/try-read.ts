import { arrivals, byKind } from "./arrivals";
import type { Deployed } from "./deploy-stack";
import { type BusEvent, compose, eventsIn, notices, putEvent } from "./message-hops";
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
  await readIsTold(security, telling, record.eventID);
  if (event !== undefined) await noticeIsSent(security, event, telling);
}

/** What comes at once, for each read. */
async function readIsTold(security: Deployed, telling: Telling, eventId: unknown): Promise<void> {
  const { detection, severity, says, chat } = telling;
  const arrived = byKind(await arrivals(security));
  const messages = arrived.queues.map((body) => JSON.parse(body) as Record<string, unknown>);
  const [message = {}] = messages;
  const title = String(message.title);
  const known = message.detection === detection && message.severity === severity && message.eventId === eventId;
  check(`the queue gets ${detection}, ${severity}, with the event's id`, messages.length === 1 && known, messages);
  check(`its title says who read what where: ${title}`, saysAll(title, says), messages);
  const text = String(message.text);
  check("its text begins with the same", text.startsWith(`[${severity}] ${title}\n`) && saysAll(text, says), messages);
  const chats = arrived.chats.length === (chat ? 1 : 0) && arrived.chats.every((each) => each.includes(title));
  check(chat ? "the chat gets it" : "the chat gets nothing of it", chats, arrived.chats);
  check("nobody gets a mail yet", arrived.mails.length === 0, arrived.mails);
}

/** The mail that follows, once for an account, secret and reader. */
async function noticeIsSent(
  security: Deployed,
  event: BusEvent,
  { detection, severity, says }: Telling,
): Promise<void> {
  byHand("the account put back into what the journal has, where the emulator loses it");
  const due = notices(security, { ...event, account: String(event.detail.recipientAccountId) });
  const alarms = due.map(({ detail }) => String(detail.alarmName));
  byHand(
    `the journal's metric filters matched by our own matcher, their alarms' events put on the bus: ${alarms.join()}`,
  );
  check("the notice of the detection is among them", alarms.includes(`secretwatch-notice-${detection}`), due);
  for (const each of due) await putEvent(security, security.stack.region, each);
  const rules = await compose(security);
  check("the rule of notices takes each of them", rules.length === due.length, rules);

  const { mails } = byKind(await arrivals(security));
  const to = mails.map((mail) => mail.to).sort();
  const people = ["payments@acorn.example", "security-on-call@acorn.example"];
  check(
    `mail, once for each notice, to the owner and the security team: ${mails[0]?.Subject ?? "none"}`,
    to.join() === people.flatMap((person) => due.map(() => person)).join(),
    mails,
  );
  const right =
    mails.some(({ Subject }) => Subject.startsWith(`[${severity}] `)) &&
    mails.every(({ Subject, Message }) => saysAll(Subject, says) && Message.startsWith(`${Subject}\n`));
  check("its subject says who read what where, and its text begins with the same", right, mails);
  const { sourceIPAddress, userAgent, eventID } = event.detail as Readonly<Record<string, string>>;
  const { arn } = event.detail.userIdentity as { readonly arn: string };
  const lines = [`Principal: ${arn}`, `From: ${sourceIPAddress}`, `Client: ${userAgent}`, `Event: ${eventID}`];
  const whole = mails.every(({ Message }) => saysAll(Message, [...lines, `EventId=${eventID}`]));
  check(`its text has what the journal has: ${lines.join(", ")}`, whole, mails);
}

function saysAll(text: string, parts: readonly string[]): boolean {
  return parts.every((each) => text.includes(each));
}
