/**
 * JSONata in the Amazon States Language: a text that begins and ends with these marks is an expression.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function expression(source: string): string {
  return `{% ${source} %}`;
}

/** A value as JSONata writes it. All JSON is JSONata. */
export function constant(value: unknown): string {
  return JSON.stringify(value);
}

/** Definitions, and the value that is made with them. Variables of one expression are unknown to the next. */
export function using(definitions: readonly string[], value: string): string {
  return `(\n${[...definitions, value].join(";\n")}\n)`;
}

/** The first of two values that is there. */
export const first = "$first := function($one, $other) { $exists($one) ? $one : $other }";

/**
 * A text of a record on one line and of bearable length; nothing if it is no text or blank. Callers choose their user
 * agent and their session's name, so nothing is left but printable ASCII, which is all that names in AWS have.
 */
export const plain = String.raw`$plain := function($value) {(
  $line := $type($value) = "string"
    ? $trim($replace($replace($value, /[\u0000-\u0020\u007f-\u00a0\u2028\u2029]+/, " "), /[^ -~]+/, "?"));
  $length($line) > 400 ? $substring($line, 0, 397) & "..." : $line != "" ? $line
)}`;

/** The beginning of a text, with dots if there was more. */
export const cut = `$cut := function($text, $most) {
  $length($text) > $most ? $substring($text, 0, $most - 3) & "..." : $text
}`;
