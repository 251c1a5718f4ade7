import { cut, first, using } from "../states/jsonata";
import { line, outcomeText, tame } from "./lines";

/**
 * The same for a chat, in few lines. What the caller chose stands as code and without the marks that mention people
 * and make links.
 */
export const chatMessage = using(
  [
    first,
    line,
    cut,
    outcomeText,
    tame,
    '$code := function($text) { $exists($text) ? "`" & $tame($text) & "`" }',
    `$lines := [
  $line("Detection", $detection.title),
  $line($facts.secret.label, $code($facts.secret.text)),
  $line("Who", $code($first($facts.reader.person, $first($facts.reader.arn, $facts.reader.name)))),
  $line("Role", $code($facts.reader.role)),
  $line("Account", $tame($account.name) & ($exists($account.id) ? " (" & $account.id & ")") & ($exists($facts.region) ? ", " & $facts.region)),
  $line("From", $code($facts.from.ip)),
  $line("VPC endpoint", $code($facts.from.vpcEndpoint)),
  $line("Client", $code($facts.from.userAgent)),
  $line("When", $facts.when),
  $line("Outcome", $code($outcomeText)),
  $line("Event", $links.event)
]`,
  ],
  `{
  "version": "1.0",
  "source": "custom",
  "content": {
    "textType": "client-markdown",
    "title": $cut($tame("[" & $detection.severity & "] " & $headline), 250),
    "description": $cut($join($lines, "\\n"), 8000),
    "nextSteps": [$detection.nextSteps]
  },
  "metadata": {
    "threadId": $join([$account.id, $first($facts.reader.role, $facts.reader.name)], " "),
    "summary": $cut($tame($headline), 250)
  }
}`,
);
