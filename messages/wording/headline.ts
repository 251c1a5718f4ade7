import { first, using } from "../states/jsonata";

/** What was read. That it is a decoy has to be seen at first glance. */
const subject = `$several := $facts.secret.verb = "were";
$subject := $first($facts.secret.subject, "a secret");
$subject := $detection.decoy
  ? $several ? "a decoy among " & $subject : $exists($facts.secret.text) ? "decoy " & $subject : "a decoy"
  : $subject`;

/** What happened, as a sentence without a full stop. */
const happening = `$outcome := $facts.outcome.result;
$name := $facts.reader.name;
$happening := $outcome = "denied"
  ? "reading " & $subject & " was " & $outcome & ($exists($name) ? " to " & $name)
  : $outcome = "failed"
    ? "reading " & $subject & " failed" & ($exists($name) ? " for " & $name)
    : $subject & ($several and $not($detection.decoy) ? " were " : " was ") & $outcome & ($exists($name) ? " by " & $name)`;

/** Title of every form: account, secret, reader. */
export const headline = using([first, subject, happening], `$account.name & ": " & $happening`);
