import { nameField, stores } from "../../detections/stores";
import { leveled } from "../../reads/undecided-reads";
import { constant } from "../states/jsonata";
import { callerWords, ofPlace, placesOf, whereFrom } from "./caller-words";
import type { ComposerFacts } from "./composer-facts";

const { service, calls } = stores.parameters;
const ARN_START = `:${service}:${leveled.region}:${leveled.account}:parameter`;
const nameFields = new Set(Object.values(calls).map((asked) => ("below" in asked ? "" : `$asked.${nameField(asked)}`)));
const [[pathCall, { below: pathField }]] = Object.entries(calls).flatMap(([name, asked]) =>
  "below" in asked ? [[name, asked] as const] : [],
) as [[string, { readonly below: string }]];

/** What a call asks for, in the one form of names in which the configuration's are given, and what of some names it returns. */
const words = [
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
  "$isKnown := $count($names) > 0",
  "$hits := $returned($known.watched)",
  `$cover := function($entries) {
  true in $entries.any or $count($filter($hits, function($name) {
    $count($filter($entries, function($entry) { $among($name, $entry) })) = 0
  })) = 0
}`,
  // What was denied may not say for which parameter.
  `$isElsewhere := $not($ofDecoy) and $count($theirs) > 0
  and ($isKnown ? $count($hits) > 0 and $cover($theirs) and $not($cover($here)) : $denied and $count($here) = 0)`,
];

const verdict = `{
  "expected": $isKnown and $not($ofDecoy) and ($denied ? $count($hits) = 0 : $cover($here)),
  "decoy": $ofDecoy,
  "from": $isElsewhere ? ${placesOf("$theirs")}
}`;

/**
 * Whether a call is for nothing that is listed, or for nothing but what its caller may read from there: rules send more than others. Of
 * one that is from elsewhere, also where it is expected from; and whether it is for a decoy.
 */
export function verdictOfParameters({ parameterDecisions }: Pick<ComposerFacts, "parameterDecisions">): string {
  return ofPlace(parameterDecisions, [...callerWords, ...whereFrom, ...words], verdict);
}
