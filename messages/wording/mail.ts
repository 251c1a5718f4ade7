import { mail, own, subjectOf } from "../states/forms";
import { first } from "../states/jsonata";
import { headline } from "./headline";
import { chosenByCaller, expectedFrom, outcome, secretLabel } from "./known-facts";

const line = (label: string, value: string) => mail.line(label, mail.outside(value));

const about = [
  mail.line("Detection", mail.say`${own.title} (${mail.outside("$detection.id")})`),
  mail.labelled(secretLabel(mail), mail.outside("$facts.secret.text")),
  line("Account", '$account.name & ($exists($account.id) ? " (" & $account.id & ")")'),
  line("Owner", "$account.owner"),
  line("Region", "$facts.region"),
];

const who = [
  line("Person", "$facts.reader.person"),
  line("Role", "$facts.reader.role"),
  ...chosenByCaller(mail),
  line("Principal", "$first($facts.reader.arn, $facts.reader.name)"),
  line("Through", "$facts.reader.through"),
  line("From", "$facts.from.ip"),
  line("VPC endpoint", "$facts.from.vpcEndpoint"),
  ...expectedFrom(mail),
  line("Client", "$facts.from.userAgent"),
];

const what = [line("When", "$facts.when"), mail.line("Outcome", outcome(mail)), line("Event", "$facts.eventId")];

const whereToLook = [
  mail.when(
    "$exists($links.event)",
    mail.say`The event, signed in to ${mail.outside("$account.name")}:\n${own.eventLink}`,
  ),
  mail.say`The journal, signed in to the security account:\n${own.journalLink}`,
];

const start = mail.say`[${own.severity}] ${headline(mail)}`;

/** The whole story for a mail or a ticket. A line whose value nobody knows is not there. */
export const longForm = mail.using(
  [first],
  mail.joined(
    [
      start,
      mail.joined(about, "\n"),
      mail.joined(who, "\n"),
      mail.joined(what, "\n"),
      mail.line("Why it matters", own.why),
      mail.when("$count([$detection.nextSteps]) > 0", mail.say`What to do next:\n${own.numberedSteps}`),
      mail.joined(whereToLook, "\n"),
      mail.say`To see what else happened, run there:\n${mail.outsideLines("$query")}`,
      mail.say`More reads like this one, and others in this account beyond the first few, come together in a digest.`,
    ],
    "\n\n",
  ),
);

export const subject = subjectOf(start);
