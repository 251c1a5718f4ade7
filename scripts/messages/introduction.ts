import { readKinds } from "../../reads/kinds";
import { LONGEST_LINE_SECONDS, MANY_READS, QUIET_WINDOWS, WINDOW_MINUTES } from "../../messages/states/budgets";

/**
 * What docs/messages.md says before its examples.
 *
 * @param anchors - of the sections that it links to
 */
export function introduction({
  digest,
  many,
  hostile,
}: Readonly<Record<"digest" | "many" | "hostile", string>>): readonly string[] {
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
    `  mails that an account gets at once. [It has](#${digest}) who, which secret, how often, the first and the last time.`,
    "- **Chat** gets what mailboxes get, in a few lines with the next steps, and the digest once.",
    "- **JSON** comes for each read to queues and HTTPS endpoints, whatever people are told. It has `text`, the whole story for",
    "  a ticket, and `record`, the CloudTrail record. Members are only ever added; another form would have another `version`.",
    "  What mailboxes of the route get, alarms among it, comes to them as text, from the route's other topic.",
    "",
    `At once, an account gets at most this many mails in a window of ${WINDOW_MINUTES} minutes, so that nobody can crowd out others:`,
    "",
    "| kind of read | mails at once |",
    "| --- | --- |",
    ...Object.values(readKinds).map(({ called, mailsAtOnce }) => `| ${called} | ${mailsAtOnce} |`),
    "",
    `${MANY_READS} different reads in an account within a window that worked are [told of once more](#${many}), as critical. Mails stand`,
    `in line for at most ${LONGEST_LINE_SECONDS} seconds, one a second; where the line is longer, a digest comes early.`,
    "",
    "What callers write reaches people as text and nothing else: of one line, in printable ASCII, which is all that names in AWS have.",
    `[In mails](#${hostile}) what mail programs make links of is broken; in chats it is code, and mentions nobody. Only single sign-on says`,
    "who a person is. What else a session is called is the caller's choice, and the message says so.",
    "",
    "Reads during [planned work](silence.md), and what somebody muted, are in digests alone, with the reason. JSON has it as `planned`.",
    "",
    "The reads here are invented; the messages are what the message composer makes of them.",
    "",
    "A read of a decoy is told of as that alone, whether it worked or not. Where a decoy is one of several secrets in a",
    "batch, the batch is told of as well.",
    "",
    "Nobody is told of accounts in mode `quiet`. Lines whose value the record does not have are left out. Records of",
    "refused calls and of batches say less than others: where the name of the secret is not there, the message does",
    "without. Batches name their secrets if the call did.",
    "",
    "Mails to owners are the same mails. They go to the owner of the account and to that of the secret. A digest for an owner",
    "has only what is the owner's.",
    "",
  ];
}
