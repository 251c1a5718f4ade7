/**
 * Functions that bring a text from outside into a form. AWS itself takes ASCII only for names of secrets, roles, sessions and
 * accounts, so that is what is left; everything else is a question mark: what is invisible, turns the direction of writing,
 * looks like another letter, or moves the cursor. Regular expressions are such as JavaScript and Java read alike.
 *
 * - In mails, what mail programs make links of is broken: a scheme before two slashes, www, an address behind mailto.
 * - In chats it is code, in which nothing is formatted, without what ends code, mentions or links.
 *   https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const formFunctions = [
  '$printable := function($text) { $replace($string($text), /[^ -~]+/, "?") }',
  "$inEvent := function($text) { $exists($text) ? $printable($text) }",
  String.raw`$unlinked := function($text) {(
  $text := $replace($printable($text), "://", "[:]//");
  $text := $replace($text, /\\\\+/, "\\");
  $text := $replace($text, /\b(www|ftp)\./i, "$1[.]");
  $replace($text, /\b(mailto|tel|sips?):/i, "$1[:]")
)}`,
  "$inMail := function($text) { $exists($text) ? $unlinked($text) }",
  String.raw`$inChat := function($text) {(
  $text := $exists($text) ? $unlinked($text);
  $text := $replace($replace($replace($text, "<", "("), ">", ")"), "${"`"}", "'");
  $text := $replace($text, /(^|[^A-Za-z0-9])@+/, "$1(at)");
  $exists($text) ? "${"`"}" & ($text = "" ? " " : $text) & "${"`"}"
)}`,
  "$together := function($texts, $between) { $count($texts) > 0 ? $join($texts, $between) }",
  '$labelled := function($label, $text) { $exists($text) ? $label & ": " & $text }',
  // Code that is cut ends all the same.
  String.raw`$cutSaid := function($text, $most) {(
  $start := $substring($text, 0, $most - 4);
  $length($text) <= $most
    ? $text
    : $count($split($start, "${"`"}")) % 2 = 0 ? $start & "...${"`"}" : $substring($text, 0, $most - 3) & "..."
)}`,
];
