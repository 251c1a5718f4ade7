import { eventSource, nameField, stores } from "../../detections/stores";
import { DECOY_PARAMETER_READ_ID } from "../../reads/kinds";
import { leveled } from "../../reads/undecided-reads";
import { constant, using } from "../states/jsonata";
import { lineOf, table } from "../wording/directory";
import { callerWords } from "./caller-words";
import type { ComposerFacts } from "./composer-facts";

const { service, calls } = stores.parameters;
const ARN_START = `:${service}:${leveled.region}:${leveled.account}:parameter`;
const nameFields = new Set(Object.values(calls).map((asked) => ("below" in asked ? "" : `$asked.${nameField(asked)}`)));
const [[pathCall, { below: pathField }]] = Object.entries(calls).flatMap(([name, asked]) =>
  "below" in asked ? [[name, asked] as const] : [],
) as [[string, { readonly below: string }]];

/** What a call asks for, in the one form of names in which the configuration's are given, and what of some names it returns. */
const words = [
  ...callerWords,
  "$asked := $record.requestParameters",
  // The service takes spaces off a name. A version or label stands behind a colon.
  `$nameOf := function($typed) {(
  $id := $level($type($typed) = "string" ? $trim($typed));
  $own := $contains($id, ${constant(ARN_START)}) ? $substringAfter($id, ${constant(ARN_START)}) : $id;
  $exists($id)
    ? $begins($own, "arn:")
      ? $join($filter($split($own, ":"), function($part, $index) { $index < 6 }), ":")
      : ($begins($own, "/") ? "" : "/") & $substringBefore($own, ":")
)}`,
  `$among := function($name, $these) {
  $name in $these.names or $count($filter($these.paths, function($start) { $begins($name, $start) })) > 0
}`,
  `$isPath := $record.eventName = ${constant(pathCall)}`,
  `$typed := [$isPath ? $asked.${pathField} : [${[...nameFields].filter((each) => each !== "").join(", ")}]]`,
  // What a denied call asked for may be in its message alone.
  `$message := $type($record.errorMessage) = "string" ? $record.errorMessage : ""`,
  "$refused := $match($message, /on resource: ([^ ]*:parameter[^ ]*)/).groups[0]",
  "$names := [$map($count($typed) > 0 ? $typed : $refused, $nameOf)]",
  `$path := $isPath and $count($names) > 0 ? $names[0] & ($substring($names[0], -1) = "/" ? "" : "/")`,
  `$deep := $asked.recursive = true or $not($exists($asked.${pathField}))`,
  // Names, and paths of which it returns all.
  `$returned := function($these) {
  $isPath
    ? $append(
        $filter($these.names, function($name) {
          $begins($name, $path) and ($deep or $not($contains($substring($name, $length($path)), "/")))
        }),
        $map(
          $filter($these.paths, function($start) { $begins($path, $start) or ($deep and $begins($start, $path)) }),
          function($start) { $begins($path, $start) ? $path : $start }
        )
      )
    : $filter($names, function($name) { $among($name, $these) })
}`,
  "$ofDecoy := $count($returned($known.decoys)) > 0",
];

const isOfNoInterest = `$count($names) > 0 and $not($ofDecoy) and $count($filter($returned($known.watched), function($name) {
  $denied or ($not(true in $theirs.any) and $count($filter($theirs, function($entry) { $among($name, $entry) })) = 0)
})) = 0`;

/** Whether a call is for nothing that is listed, or for nothing but what its caller may read. Rules send more than others. */
export function isUnlisted(facts: ComposerFacts): string {
  return ofParameters(facts, isOfNoInterest);
}

/** Id of the detection that people are told of, as `$received` names it or by what it asks for. */
export function detectionId(facts: ComposerFacts): string {
  const named = "$plain($received.detection)";
  if (facts.parameterDecisions.kinds.every(({ decoys: { names, paths } }) => names.length + paths.length === 0))
    return named;
  return `${ofParameters(facts, "$ofDecoy")} ? ${constant(DECOY_PARAMETER_READ_ID)} : ${named}`;
}

function ofParameters({ parameterDecisions: { places, kinds } }: ComposerFacts, value: string): string {
  const placeLines = table(Object.entries(places).map(([place, kind]) => [place, String(kind)]));
  const kindLines = table(kinds.map((kind, number) => [String(number), JSON.stringify(kind)]));
  return using(
    [lineOf, "$event := $received.event", `$kind := $lineOf(${placeLines}, $event.account & "/" & $event.region)`],
    `$event.detail.eventSource = ${constant(eventSource(stores.parameters))} and $exists($kind)
  ? ${using([`$known := $parse($lineOf(${kindLines}, $kind))`, ...words], value)} : false`,
  );
}
