/** A line of a message; nothing if its value is not there. */
export const line = `$line := function($label, $value) { $exists($value) ? $label & ": " & $value }`;

/** Lines below each other; nothing if there are none. */
export const block = `$block := function($lines) { $count($lines) > 0 ? $join($lines, "\\n") }`;

/** Text for a chat without the marks that mention people and make links. */
export const tame = '$tame := function($text) { $replace($text, /[<>`]/, "") }';

/** What happened as people write it, with the code of an error behind it. */
export const outcomeText = `$outcomeText := $facts.outcome.result & ($exists($facts.outcome.code) ? " (" & $facts.outcome.code & ")")`;
