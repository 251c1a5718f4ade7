import { leveled } from "../../reads/undecided-reads";
import type { Decisions } from "../../organization/reads-of-account";
import { constant, first, using } from "../states/jsonata";
import { lineOf, table } from "../wording/directory";

/** What is known of a read before it is compared: `$verdict`, as `verdictOf` has it. */
export const unknownVerdict = { expected: false };

/** A value of what is left undecided where `$received.event` is, `$known` to the definitions; otherwise the verdict is unknown. */
export function ofPlace({ places, kinds }: Decisions<unknown>, definitions: readonly string[], value: string): string {
  const placeLines = table(Object.entries(places).map(([place, kind]) => [place, String(kind)]));
  // Each as a text, of which one is read: there may be thousands.
  const kindLines = table(kinds.map((kind, number) => [String(number), JSON.stringify(kind)]));
  return using(
    [
      lineOf,
      first,
      "$event := $received.event",
      `$places := ${placeLines}`,
      '$kind := $first($lineOf($places, $event.account & "/" & $event.region), $lineOf($places, $event.account))',
    ],
    `$exists($kind)
  ? ${using([`$known := $parse($lineOf(${kindLines}, $kind))`, ...definitions], value)}
  : ${constant(unknownVerdict)}`,
  );
}

/** At most so many places are told; more in a mail help nobody. */
const MOST_PLACES = 20;

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

/** A byte as people write it: without zeros in front, which make octal numbers of it elsewhere. */
const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/** Where the call is from: `$here` are those of `$theirs` that have the place. */
export const whereFrom = [
  // As reads/places.ts and organization/places.ts have it.
  `$source := $type($record.sourceIPAddress) = "string" ? $record.sourceIPAddress : ""`,
  `$byService := $substring($source, -14) = ".amazonaws.com" or $substring($source, -17) = ".amazonaws.com.cn"`,
  "$endpoint := $level($record.vpcEndpointId)",
  '$padded := function($groups, $length) { $map($groups, function($group) { $pad($group, -$length, "0") }) }',
  `$ofIPv6 := function($halves) {(
  $groups := function($half) { $half = "" ? [] : [$split($half, ":")] };
  $left := $groups($halves[0]);
  $right := $groups($halves[1]);
  $missing := 8 - $count($left) - $count($right);
  $all := [$left, [1..$missing].("0"), $right];
  ($count($halves) = 1 ? $missing = 0 : $count($halves) = 2 and $missing > 0)
    and $count($filter($all, function($group) { $contains($group, /^[0-9a-f]{1,4}$/) })) = 8
    ? $join($padded($all, 4), ":")
)}`,
  `$comparable := function($address) {
  $contains($address, /^${OCTET}([.]${OCTET}){3}$/) ? $join($padded($split($address, "."), 3), ".")
    : $contains($address, /^[0-9a-f:]+$/) ? $ofIPv6([$split($address, "::")])
}`,
  // Through an endpoint come addresses that whoever made its VPC chose.
  '$address := $exists($record.vpcEndpointId) ? "" : $comparable($lowercase($source))',
  `$isIn := function($network) {(
  $first := $substringBefore($network, "-");
  $length($address) = $length($first) and $first <= $address and $address <= $substringAfter($network, "-")
)}`,
  `$isFrom := function($entry) {
  $not($exists($entry.from)) or $byService or ($begins($endpoint, "vpce-") and $endpoint in $entry.from)
    or $count($filter($entry.networks, $isIn)) > 0
}`,
  "$here := $filter($theirs, $isFrom)",
];

/** Places of some entries, as many as a mail has room for, as the file has them. */
export function placesOf(entries: string): string {
  return using(
    [
      `$places := $distinct(${entries}.from)`,
      `$written := function($place) {
  $replace($replace($place, ${constant(leveled.account)}, $event.account), ${constant(leveled.region)}, $event.region)
}`,
    ],
    `[
  $map($filter($places, function($place, $index) { $index < ${MOST_PLACES} }), $written),
  $count($places) > ${MOST_PLACES} ? $string($count($places) - ${MOST_PLACES}) & " more"
]`,
  );
}
