import { leveled } from "../../reads/undecided-reads";
import { constant, expression, first, using } from "../states/jsonata";
import { lineOf, table } from "../wording/directory";
import type { ComposerFacts } from "./composer-facts";

/** The first of the states below. */
export const COMPARE_WITH_EXPECTED = "Compare with who is expected";

/** What is known of a read before it is compared: `$verdict`, as `verdictOf` has it. */
export const unknownVerdict = { expected: false };

/** At most so many places are told; more in a mail help nobody. */
const MOST_PLACES = 20;

/** The expected reads that an account's rules can't leave out: nobody is told. */
export function expectedStates(
  facts: ComposerFacts,
  next: { readonly expected: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  if (facts.decisions.kinds.length === 0) return {};
  return {
    [COMPARE_WITH_EXPECTED]: {
      Type: "Pass",
      Assign: { verdict: expression(verdictOf(facts)) },
      Next: "Is it expected",
    },
    "Is it expected": {
      Type: "Choice",
      Choices: [{ Condition: expression("$verdict.expected"), Next: next.expected }],
      Default: next.otherwise,
    },
  };
}

/**
 * Whether a read is by a reader that the rules of its account leave undecided, of nothing but what he may read, and from where he may.
 * Of one that is from elsewhere, also where it is expected from. What a reader is, and what a read is, is what reads/readers.ts,
 * reads/places.ts and reads/unexpected-reads.ts say in conditions.
 */
function verdictOf({ decisions: { places, kinds } }: ComposerFacts): string {
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
  ? ${using([`$known := $parse($lineOf(${kindLines}, $kind))`, ...words, ...whereFrom, ...whatOf], verdict)}
  : ${constant(unknownVerdict)}`,
  );
}

const words = [
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
  String.raw`$among := function($id, $names) {
  $id in $names.ids
    or ($contains($id, /-[A-Za-z0-9]{6}$/) and $substring($id, 0, $length($id) - 7) in $names.unsuffixed)
    or $count($filter($names.idPrefixes, function($start) { $begins($id, $start) })) > 0
}`,
];

/** A byte as people write it: without zeros in front, which make octal numbers of it elsewhere. */
const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/** Where the call is from, and whether that is a place of an entry. */
const whereFrom = [
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

/** What is asked for, and whether entries have all of it. */
const whatOf = [
  "$asked := $record.requestParameters",
  "$all := $map([$asked.secretId, $asked.secretIdList], $level)",
  `$named := $record.eventName = "BatchGetSecretValue" ? $asked.secretIdList : $asked.secretId`,
  "$ids := $map([$named], $level)",
  "$every := function($some, $fits) { $count($filter($some, function($id) { $not($fits($id)) })) = 0 }",
  `$cover := function($entries) {
  true in $entries.any
    or ($count($named) > 0
      and $count($ids) = $count($named)
      and $every($ids, function($id) { $count($filter($entries, function($entry) { $among($id, $entry) })) > 0 }))
}`,
  `$denied := $type($record.errorCode) = "string" and $begins($record.errorCode, "AccessDenied")`,
  `$isTheirs := $count($theirs) > 0
  and $record.eventSource = "secretsmanager.amazonaws.com"
  and $record.eventName in ["GetSecretValue", "BatchGetSecretValue"]
  and $every($all, function($id) { $not($among($id, $known.decoys)) })`,
  // What was denied may not say of which secret.
  `$isElsewhere := $isTheirs and $not($cover($here))
  and ($cover($theirs) or ($denied and $count($named) = 0 and $count($here) = 0))`,
  `$places := $distinct($filter($theirs, function($entry) {
  $entry.any or $count($ids) = 0 or $count($filter($ids, function($id) { $among($id, $entry) })) > 0
}).from)`,
  `$written := function($place) {
  $replace($replace($place, ${constant(leveled.account)}, $event.account), ${constant(leveled.region)}, $event.region)
}`,
];

const verdict = `{
  "expected": $isTheirs and $not($denied) and $cover($here),
  "from": $isElsewhere ? [
    $map($filter($places, function($place, $index) { $index < ${MOST_PLACES} }), $written),
    $count($places) > ${MOST_PLACES} ? $string($count($places) - ${MOST_PLACES}) & " more"
  ]
}`;
