import { cut, first, using } from "../states/jsonata";
import { block, line, outcomeText } from "./lines";

/** The whole story for a mail or a ticket. A line whose value nobody knows is not there. */
export const longForm = using(
  [
    first,
    line,
    block,
    outcomeText,
    `$about := $block([
  $line("Detection", $detection.title & " (" & $detection.id & ")"),
  $line($facts.secret.label, $facts.secret.text),
  $line("Account", $account.name & ($exists($account.id) ? " (" & $account.id & ")")),
  $line("Owner", $account.owner),
  $line("Region", $facts.region)
])`,
    `$who := $block([
  $line("Person", $facts.reader.person),
  $line("Role", $facts.reader.role),
  $line("Session", $facts.reader.session),
  $line("Principal", $first($facts.reader.arn, $facts.reader.name)),
  $line("Through", $facts.reader.through),
  $line("From", $facts.from.ip),
  $line("VPC endpoint", $facts.from.vpcEndpoint),
  $line("Client", $facts.from.userAgent)
])`,
    `$what := $block([
  $line("When", $facts.when),
  $line("Outcome", $outcomeText),
  $line("Event", $facts.eventId)
])`,
    `$steps := $block([$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step })])`,
  ],
  `$join([
  "[" & $detection.severity & "] " & $headline,
  $about,
  $who,
  $what,
  $line("Why it matters", $detection.why),
  $exists($steps) ? "What to do next:\\n" & $steps,
  $block([
    $exists($links.event) ? "The event, signed in to " & $account.name & ":\\n" & $links.event,
    "The journal, signed in to the security account:\\n" & $links.journal
  ]),
  "To see what else happened, run there:\\n" & $query,
  "More reads like this one, and others in this account beyond the first few, come together in a digest."
], "\\n\\n")`,
);

/** Subject of a mail: less than 100 printable ASCII characters, as SNS wants it. */
export const subject = using([cut], `$cut($replace("[" & $detection.severity & "] " & $headline, /[^ -~]/, "?"), 99)`);
