import { cut, first, using } from "./jsonata";
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
    `$such := $facts.such.count > 1
  ? "There were " & ($facts.such.more ? "at least ") & $facts.such.count
    & ($detection.outcome = "read" ? " such reads" : " such attempts") & " within " & $facts.such.minutes
    & " minutes; this is " & ($facts.such.more ? "one of them." : "the latest.")`,
    `$what := $block([
  $line("When", $facts.when),
  $not($exists($facts.outcome.presumed))
    ? $line("Outcome", $outcomeText)
    : $detection.decoy ? $line("Outcome", $outcomeText & "; where it failed, the journal has an errorCode"),
  $line("Event", $facts.eventId),
  $line("Noticed", $facts.noticed)
])`,
    `$steps := $block([$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & $step })])`,
    `$once := $facts.kind = "notice" ? $block([
  "While this goes on, no other mail comes about this reader, secret and account. Each read is in the journal.",
  $line("Alarm", $facts.alarm),
  $line("Reason", $facts.reason)
])`,
  ],
  `$join([
  "[" & $detection.severity & "] " & $headline,
  $about,
  $such,
  $who,
  $what,
  $line("Why it matters", $detection.why),
  $exists($steps) ? "What to do next:\\n" & $steps,
  $block([
    $exists($links.event) ? "The event, signed in to " & $account.name & ":\\n" & $links.event,
    "The journal, signed in to the security account:\\n" & $links.journal
  ]),
  "To see what else happened, run there:\\n" & $query,
  $once
], "\\n\\n")`,
);

/** Subject of a mail: less than 100 printable ASCII characters, as SNS wants it. */
export const subject = using([cut], `$cut($replace("[" & $detection.severity & "] " & $headline, /[^ -~]/, "?"), 99)`);
