import { cut, first, plain } from "../states/jsonata";
import { readerFunctions, readerOfRecord } from "../wording/reader";

/** How many callers a mail names; of the others it has the number. */
export const MOST_NAMED = 10;

/** How many callers are kept with all that is known of them, so that a variable stays far below its 256 KiB. */
const MOST_KEPT = 40;

/** How many different calls, regions and addresses are kept of one caller. */
const MOST_OF_A_KIND = 3;

/** Puts entries of the same caller together. */
const gatherFunctions = [
  `$some := function($values) { [$distinct($values)[[0..${MOST_OF_A_KIND - 1}]]] }`,
  `$joined := function($same) {
  $count($same) = 1 ? $same[0] : $merge([$same[0], {
    "calls": $some($same.calls),
    "regions": $some($same.regions),
    "from": $some($same.from),
    "first": $sort($same.first)[0],
    "last": $sort($same.last)[-1],
    "count": $sum($same.count)
  }])
}`,
  `$gathered := function($callers) {
  [$map($distinct($callers.key), function($key) { $joined([$callers[key = $key]]) })]
}`,
];

/**
 * Definitions that make callers of CloudTrail records. A caller is a person or a role, and not each of its sessions, in one
 * account: whoever names sessions anew for every call is one caller.
 *
 * The key is the beginning of a hash. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const callerFunctions = [
  plain,
  first,
  cut,
  ...readerFunctions,
  "$short := function($value, $most) {( $text := $plain($value); $exists($text) ? $cut($text, $most) )}",
  `$keyOf := function($text) { $substring($hash($text, "SHA-256"), 0, 24) }`,
  `$callerOf := function($record) {(
  $reader := ${readerOfRecord};
  $who := $first($short($reader.name, 100), "somebody");
  $account := $short($record.recipientAccountId, 12);
  $source := $short($record.eventSource, 60);
  $name := $short($record.eventName, 80);
  $code := $short($record.errorCode, 80);
  $time := $short($record.eventTime, 20);
  {
    "key": $keyOf($join([$account, $who], " ")),
    "who": $who,
    "principal": $short($reader.arn, 200),
    "account": $account,
    "calls": [$cut($join([$source, $first($name, "a call"), $exists($code) ? "(" & $code & ")"], " "), 140)],
    "regions": [$short($record.awsRegion, 30)],
    "from": [$short($record.sourceIPAddress, 60)],
    "first": $time,
    "last": $time,
    "count": 1
  }
)}`,
  ...gatherFunctions,
];

/**
 * Adds callers to those that are kept. Whoever acts in one account as many callers leaves room for those of others.
 */
export const keepCallers = [
  ...gatherFunctions,
  `$keep := function($kept, $found) {(
  $all := $gathered($append($kept, $found));
  $fair := [$map($all, function($caller, $index) {
    $count($all[[0..$index]][account = $caller.account]) <= ${MOST_NAMED} ? $caller
  })];
  [$fair[[0..${MOST_KEPT - 1}]]]
)}`,
];

/** The order in which callers are named: one of each account, then another of each, the earliest first. */
export const inTurn = `$inTurn := function($callers) {(
  $ranked := [$map($callers, function($caller, $index) {
    $merge([$caller, { "turn": $count($callers[[0..$index]][account = $caller.account]) }])
  })];
  [$sort($ranked, function($one, $other) { $one.turn > $other.turn })]
)}`;

/** A caller in a few lines; `$nameOf` has the names of accounts. */
export const callerText = `$callerText := function($caller, $number) {
  $join([
    $string($number) & ". " & $caller.who & " in " & $nameOf($caller.account)
      & ($exists($caller.account) ? " (" & $caller.account & ")"),
    "   " & $join($caller.calls, ", ") & ($caller.count > 1 ? ", " & $string($caller.count) & " calls"),
    $count($caller.regions) + $count($caller.from) > 0
      ? "   " & $join([$join($caller.regions, ", "), $count($caller.from) > 0 ? "from " & $join($caller.from, ", ")], ", "),
    $exists($caller.first)
      ? "   " & $utc($caller.first) & ($caller.last != $caller.first ? " to " & $utc($caller.last)),
    $exists($caller.principal) ? "   " & $caller.principal
  ], "\\n")
}`;

/** Named callers below each other, and how many there are beside them. */
export const callersText = `$callersText := function($named, $others, $isWhole) {
  $join([
    $map($named, function($caller, $index) { $callerText($caller, $index + 1) }),
    $others > 0 ? "and " & ($isWhole ? "" : "at least ") & $string($others) & ($others = 1 ? " other" : " others"),
    $not($isWhole) ? "There may be more: the search did not see everything."
  ], "\\n")
}`;

/** `[severity] TITLE: by WHO in ACCOUNT (and N others)`: less than 100 printable ASCII characters, as SNS wants it. */
export const subjectOfAlarm = `$subjectOf := function($start, $by) {(
  $printable := function($text) { $replace($text, /[^ -~]/, "?") };
  $end := $printable($by);
  $cut($printable($start), 99 - $length($end)) & $end
)}`;

/** Who a subject names, and how many beside. */
export const byWhom = `$byWhom := function($caller, $others) {
  ": by " & $cut($caller.who, 30) & " in " & $cut($nameOf($caller.account), 20)
    & ($others > 0 ? " (and " & $string($others) & ($others = 1 ? " other)" : " others)"))
}`;
