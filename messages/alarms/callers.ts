import { mail, type Said } from "../states/forms";
import { cut, first, plain } from "../states/jsonata";
import { readerFunctions, readerOfRecord } from "../wording/reader";

/** How many callers a mail names; of the others it has the number. */
export const MOST_NAMED = 10;

/** How many callers are kept with all that is known of them, so that a variable stays far below its 256 KiB. */
export const MOST_KEPT = 40;

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
    "isSession": $exists($reader.session) and $not($exists($reader.person)),
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

/**
 * Callers in a few lines each, below each other, and how many there are beside them. `$nameOf` has the names of accounts, and
 * `$utc` writes times.
 *
 * @param named - JSONata of the callers
 * @param others - JSONata of a number
 * @param cutTo - characters of each at most @default - as many as there are
 */
export function callersText(named: string, others: string, cutTo?: number): Said<"mail"> {
  const each = cutTo === undefined ? callerText : mail.cut(callerText, cutTo);
  const rest = mail.when(
    `${others} > 0`,
    mail.say`and ${mail.when("$seen.complete", mail.say``, mail.say`at least `)}${mail.number(others)}${mail.when(`${others} = 1`, mail.say` other`, mail.say` others`)}`,
  );
  return mail.joined(
    [
      mail.each(named, "$caller", each, "\n"),
      rest,
      mail.when("$not($seen.complete)", mail.say`There may be more: the search did not see everything.`),
    ],
    "\n",
  );
}

const listed = (list: string) => mail.each(list, "$each", mail.outside("$each"), ", ");

const callerText = mail.joined(
  [
    mail.say`${mail.number("$index + 1")}. ${mail.outside("$caller.who")} in ${mail.outside("$nameOf($caller.account)")}${mail.when(
      "$exists($caller.account)",
      mail.say` (${mail.outside("$caller.account")})`,
    )}`,
    mail.say`   ${listed("$caller.calls")}${mail.when("$caller.count > 1", mail.say`, ${mail.number("$caller.count")} calls`)}`,
    mail.when(
      "$count($caller.regions) + $count($caller.from) > 0",
      mail.say`   ${mail.joined(
        [listed("$caller.regions"), mail.when("$count($caller.from) > 0", mail.say`from ${listed("$caller.from")}`)],
        ", ",
      )}`,
    ),
    mail.when(
      "$exists($caller.first)",
      mail.say`   ${mail.outside("$utc($caller.first)")}${mail.when(
        "$caller.last != $caller.first",
        mail.say` to ${mail.outside("$utc($caller.last)")}`,
      )}`,
    ),
    mail.when(
      "$exists($caller.principal)",
      mail.say`   ${mail.outside("$caller.principal")}${mail.when("$caller.isSession", mail.say` (a session that its caller named)`)}`,
    ),
  ],
  "\n",
);

/**
 * Who a subject names, and how many beside.
 *
 * @param others - JSONata of a number
 */
export function byWhom(others: string): Said<"mail"> {
  const who = mail.outside("$cut($named[0].who, 30)");
  const account = mail.outside("$cut($nameOf($named[0].account), 20)");
  const beside = mail.say` (and ${mail.number(others)}${mail.when(`${others} = 1`, mail.say` other)`, mail.say` others)`)}`;
  return mail.say`: by ${who} in ${account}${mail.when(`${others} > 0`, beside)}`;
}
