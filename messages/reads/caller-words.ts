import { leveled } from "../../reads/undecided-reads";
import { constant } from "../states/jsonata";

/** Definitions of who reads `$event`, and of what he may: `$theirs` are those of `$known.expectations` that are about him. */
export const callerWords = [
  "$record := $event.detail",
  // A text that has the marks itself is nobody's and nothing's name.
  `$level := function($text) {
  $type($text) = "string" ? $contains($text, "<") ? "<>"
    : $replace($replace($text, $event.account, ${constant(leveled.account)}), $event.region, ${constant(leveled.region)})
}`,
  "$begins := function($text, $start) { $substring($text, 0, $length($start)) = $start }",
  "$identity := $record.userIdentity",
  "$issuer := $level($identity.sessionContext.sessionIssuer.arn)",
  "$arn := $level($identity.arn)",
  `$callers := [
  $contains($issuer, ":role/") ? $issuer,
  $contains($arn, ":user/") ? $arn,
  $identity.type = "AWSService" ? "service/" & $identity.invokedBy
]`,
  `$is := function($reader, $caller) {
  $substring($reader, -1) = "*" ? $begins($caller, $substring($reader, 0, $length($reader) - 1)) : $caller = $reader
}`,
  `$theirs := $filter($known.expectations, function($entry) {
  $count($filter($callers, function($caller) { $is($entry.reader, $caller) })) > 0
})`,
  `$denied := $type($record.errorCode) = "string" and $begins($record.errorCode, "AccessDenied")`,
];
