/** What code in a chat begins and ends with. */
const CODE = "`";

/**
 * Functions that bring a text from outside into a form. AWS itself takes ASCII only for names of secrets, roles, sessions and
 * accounts, so that is what is left; everything else is a question mark: what is invisible, turns the direction of writing,
 * looks like another letter, or moves the cursor. Regular expressions, and what they are replaced by, are such as JavaScript, Java and
 * Python read alike: a backslash in the place of a match is the beginning of something in two of them.
 *
 * - In mails, what every mail program makes a link of is broken: a scheme before two slashes, www, an address behind mailto, and a link in Markdown.
 *   A dot stays, as names of secrets and persons have them: a mail that has another name than there is would be worse than what
 *   some programs make of evil.example.
 * - In chats it is code, in which nothing is formatted, without what ends code, mentions or links.
 *   https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const formFunctions = [
  '$printable := function($text) { $replace($string($text), /[^ -~]+/, "?") }',
  "$inEvent := function($text) { $exists($text) ? $printable($text) }",
  String.raw`$unlinked := function($text) {(
  $text := $replace($replace($printable($text), "://", "[:]//"), "](", "] (");
  $text := $replace($text, /(\x5c)\x5c+/, "$1");
  $text := $replace($text, /\b(www|ftp)\./i, "$1[.]");
  $replace($text, /\b(mailto|tel|sips?):/i, "$1[:]")
)}`,
  "$inMail := function($text) { $exists($text) ? $unlinked($text) }",
  String.raw`$inChat := function($text) {(
  $text := $exists($text) ? $unlinked($text);
  $text := $replace($replace($replace($text, "<", "("), ">", ")"), "${CODE}", "'");
  $text := $replace($text, /(^|[^A-Za-z0-9])@+/, "$1(at)");
  $exists($text) ? "${CODE}" & ($text = "" ? " " : $text) & "${CODE}"
)}`,
  "$together := function($texts, $between) { $count($texts) > 0 ? $join($texts, $between) }",
  '$labelled := function($label, $text) { $exists($text) ? $label & ": " & $text }',
  // Code that is cut ends all the same.
  `$isOpen := function($text) { $count($split($text, "${CODE}")) % 2 = 0 }`,
  // What is cut behind www is no address with our dots.
  String.raw`$dotted := function($text) { $replace($text, /\b(www|ftp)$/i, "") & "..." }`,
  `$cutSaid := function($text, $most) {(
  $start := $substring($text, 0, $most - 3);
  $less := $substring($text, 0, $most - 4);
  $length($text) <= $most ? $text : $isOpen($start) ? $dotted($less) & ($isOpen($less) ? "${CODE}") : $dotted($start)
)}`,
];
