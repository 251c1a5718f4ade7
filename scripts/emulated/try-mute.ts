import { arrivals, byKind } from "./arrivals";
import { compose, executeByName, journalOfMutes, putEvent, runScheduled } from "./message-hops";
import type { ReadScenario } from "./read-scenarios";
import { byHand, check } from "./report";
import type { Accounts } from "./try-read";

const REASON = "Agreed with the owner of the account (CHG-4711)";

/** Mutes the reader of a read, and lets it happen anew: programs get it, and people a digest that says why. */
export async function tryMute({ security, member }: Accounts, { region, record }: ReadScenario): Promise<void> {
  await executeByName(security, "secretwatch-mute", { reader: "role/developer", minutes: 30, reason: REASON });
  const written = await journalOfMutes(security);
  check("the journal has the mute with its reason", written.length === 1 && written[0]!.includes(REASON), written);

  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  byHand("the event that CloudTrail makes of a read by the muted reader");
  await putEvent(member, region, {
    source: "aws.secretsmanager",
    "detail-type": "AWS API Call via CloudTrail",
    detail: { ...record, eventID: String(record.eventID).replace(/^0/, "2"), eventTime: now },
  });
  await compose(security);
  const { queues, mails, chats } = byKind(await arrivals(security));
  check("the queue gets it, with the reason", queues.length === 1 && queues[0]!.includes(REASON), queues);
  check("nobody gets a mail or a post of it", mails.length + chats.length === 0, { mails, chats });

  byHand("17 minutes go by");
  await runScheduled(security, "secretwatch-digest", 17);
  const digest = byKind(await arrivals(security)).mails;
  const line = /^ {2}\[high\] planned work \(muted until [0-9: -]+Z: (.*)\): role\/developer read /m;
  const says = digest.every(({ Message }) => line.exec(Message)?.[1] === REASON);
  check(`the digest has it as planned: ${digest[0]?.Subject ?? "none"}`, digest.length === 2 && says, digest);
}
