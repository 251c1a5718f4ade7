import { constant, using } from "../states/jsonata";
import type { RollCallFacts } from "./facts";
import { regionMarks } from "./slices";

/** Lines of a kind in one mail, shared among the slices: results of all slices together have to fit a state. */
const MOST_LINES = 200;

/** Unknown places that a slice remembers, and tells of once. */
const MOST_UNKNOWN = 500;

/** The accounts of a slice with their places, each an account and a region as in `333333333333 eu-west-1`. */
function known({ regions }: RollCallFacts): readonly string[] {
  const byMark = Object.fromEntries([...regionMarks(regions)].map(([region, mark]) => [mark, region]));
  return [
    `$byMark := ${constant(byMark)}`,
    `$known := [$map([$split($accounts, "\\t")[$ != ""]], function($entry) {(
  $cells := $split($entry, "|");
  {
    "id": $cells[0],
    "name": $substringAfter($substringAfter($entry, "|"), "|"),
    "places": [$map($split($cells[1], ""), function($mark) { $cells[0] & " " & $lookup($byMark, $mark) })]
  }
)})]`,
    "$places := [$known.places]",
  ];
}

/** What of a slice is missing now and was not told of, and which places nobody expects. */
export function compareSlice(facts: RollCallFacts): string {
  return using(
    [
      ...known(facts),
      "$expected := $merge([$places.{ $: 1 }])",
      "$strange := $sort([[$keys($heard)][$not($exists($lookup($expected, $)))]])",
      "$missing := [$places[$not($exists($lookup($heard, $)))]]",
    ],
    `{
  "missing": $missing,
  "fresh": [$missing[$not($exists($lookup($told.missing, $)))]],
  "unknown": [$strange[[0..${MOST_UNKNOWN - 1}]]],
  "expected": $count($places)
}`,
  );
}

/**
 * The news of a slice: for each kind the number of places, the number of accounts and lines for some of them, and what to
 * remember once they are told. What is silent has the time of its last sign, in UTC as Logs Insights writes it; what was
 * never heard of has an empty text instead.
 */
export function listsOfSlice(facts: RollCallFacts, slices: number): string {
  const most = Math.max(4, Math.floor(MOST_LINES / slices));
  return using(
    [
      ...known(facts),
      "$or := function($one, $other) { $exists($one) ? $one : $other }",
      `$next := $merge([$compared.missing.{
  $: $or($lookup($told.missing, $), $or($lookup($earlier, $), ""))
}])`,
      "$fresh := $merge([$compared.fresh.{ $: $lookup($next, $) }])",
      `$back := $sift($told.missing, function($since, $place) { $exists($lookup($heard, $place)) and $place in $places })`,
      `$stranger := $merge([$compared.unknown[$not($exists($lookup($told.unknown, $)))].{ $: "unknown" }])`,
      `$region := function($place) { $substringAfter($place, " ") }`,
      `$listed := function($byPlace, $is, $word) {(
  $lines := [$known.(
    $name := name & " (" & id & ")";
    $own := [places[$exists($lookup($byPlace, $)) ? $is($lookup($byPlace, $)) : false]];
    $count($own) > 0 ? "- " & $name & ": " & $join($own.($region($) & $word($lookup($byPlace, $))), ", ")
  )];
  { "count": $count([$keys($byPlace)[$is($lookup($byPlace, $))]]), "accounts": $count($lines), "lines": [$lines[[0..${most - 1}]]] }
)}`,
      '$none := function($value) { "" }',
      '$since := function($value) { $value = "" ? "" : " since " & $substring($value, 0, 16) & " UTC" }',
      '$isNever := function($value) { $value = "" }',
      '$isSilent := function($value) { $value != "" }',
      "$any := function($value) { true }",
      "$strange := [$keys($stranger)]",
      `$ids := [$distinct($map($strange, function($place) { $substringBefore($place, " ") }))]`,
      `$strangers := [$map($ids, function($id) {(
  $name := $known[id = $id].name;
  "- " & ($exists($name) ? $name & " (" & $id & ")" : $id & ", which is not in the file") & ": "
    & $join([$map($strange, function($place) { $substringBefore($place, " ") = $id ? $region($place) })], ", ")
)})]`,
    ],
    `{
  "silent": $listed($fresh, $isSilent, $since),
  "never": $listed($fresh, $isNever, $none),
  "back": $listed($back, $any, function($value) { $value = "" ? " for the first time" : ", silent" & $since($value) }),
  "unknown": { "count": $count($strange), "accounts": $count($ids), "lines": [$strangers[[0..${most - 1}]]] },
  "expected": $compared.expected,
  "missing": $count($compared.missing),
  "news": $count([$keys($fresh), $keys($back), $strange]) > 0,
  "isOutdated": $count([$keys($told.missing)]) != $count([$keys($next)])
    or $count([$keys($told.unknown)]) != $count([$compared.unknown]),
  "next": { "missing": $next, "unknown": $merge([$compared.unknown.{ $: 1 }]) }
}`,
  );
}
