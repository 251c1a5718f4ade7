import { chat, own, postOf, type Said } from "../states/forms";
import { first } from "../states/jsonata";
import { headline } from "./headline";
import { chosenByCaller, expectedFrom, outcome, secretLabel } from "./known-facts";

const line = (label: string, value: string) => chat.line(label, chat.outside(value));

const IN_ACCOUNT = `$account.name & ($exists($account.id) ? " (" & $account.id & ")") & ($exists($facts.region) ? ", " & $facts.region)`;

const lines: readonly Said<"chat">[] = [
  chat.line("Detection", own.title),
  chat.labelled(secretLabel(chat), chat.outside("$facts.secret.text")),
  line("Person", "$facts.reader.person"),
  line("Role", "$facts.reader.role"),
  ...chosenByCaller(chat),
  line("Principal", "$first($facts.reader.arn, $facts.reader.name)"),
  line("Account", IN_ACCOUNT),
  line("From", "$facts.from.ip"),
  line("VPC endpoint", "$facts.from.vpcEndpoint"),
  ...expectedFrom(chat),
  line("Client", "$facts.from.userAgent"),
  line("When", "$facts.when"),
  chat.line("Outcome", outcome(chat)),
  chat.line("Event", own.eventLink),
];

/** The same for a chat, in few lines. */
export const chatMessage = postOf({
  title: chat.say`[${own.severity}] ${headline(chat)}`,
  description: chat.joined(lines, "\n"),
  most: 8000,
  nextSteps: own.steps,
  metadata: {
    threadId: chat.outside('$join([$account.id, $first($facts.reader.role, $facts.reader.name)], " ")'),
    summary: headline(chat),
  },
  definitions: [first],
});
