import { type Asked, eventSource, nameField, type Store, storeNames, stores } from "../../detections/stores";
import { constant } from "../states/jsonata";

/**
 * Name of a secret or parameter, from whatever the caller typed: a name, an ARN, or an ARN without the six random
 * characters. A secret whose own name ends in a dash and six characters loses them in a partial ARN; AWS advises
 * against such names for the same reason.
 *
 * What can't be a name stands in quotes: a sentence that a caller typed is not to be read as one of the message's.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
 */
const secretName = String.raw`$secretName := function($id) {(
  $name := $contains($id, /^arn:/)
    ? $contains($id, ":parameter/")
      ? "/" & $substringAfter($id, ":parameter/")
      : $replace($substringAfter($id, ":secret:"), /-[A-Za-z0-9]{6}$/, "")
    : $id;
  $contains($name, /^[A-Za-z0-9\/_+=.@!:-]+$/) ? $name : "\"" & $replace($name, "\"", "'") & "\""
)}`;

/** The same of a parameter, which may be asked for with a version or label, and without its first slash. */
const parameterName = String.raw`$parameterName := function($id) {(
  $name := $secretName($id);
  $contains($name, "\"") ? $name : ($contains($name, /^\//) ? "" : "/") & $substringBefore($name, ":")
)}`;

/** One thing that was read, or several. `text` is what is known of the names; the digest has the subject. */
const things = `$things := function($names, $kind) {
  $count($names) = 1
    ? { "label": $kind, "text": $names[0], "subject": $names[0], "verb": "was" }
    : $count($names) > 1
      ? {
          "label": $kind & "s",
          "count": $count($names),
          "text": $join($names, ", "),
          "subject": $string($count($names)) & " " & $lowercase($kind) & "s",
          "verb": "were"
        }
}`;

/** Definitions for what is below. */
export const secretFunctions = [secretName, parameterName, things];

const askedOf = (store: Store, of: (asked: Asked) => boolean) =>
  [
    ...new Set(
      Object.values(store.calls)
        .filter(of)
        .map((asked) => `$asked.${nameField(asked)}`),
    ),
  ].join(", ");
const isBelow = (asked: Asked) => "below" in asked;

/** Stores by their event source; what has none is taken for the first. */
const sources = constant(
  Object.fromEntries(
    storeNames.map((store) => {
      const { thing } = stores[store];
      return [eventSource(stores[store]), { store, thing: `${thing.charAt(0).toUpperCase()}${thing.slice(1)}` }];
    }),
  ),
);
const asked = storeNames.map((store) => askedOf(stores[store], (each) => !isBelow(each))).join(", ");
const below = storeNames
  .map((store) => askedOf(stores[store], isBelow))
  .filter((each) => each !== "")
  .join(", ");

/**
 * What was read by the CloudTrail record `$record`. Refused calls may be recorded without their request: the message
 * then names the resource. Detections don't see that name, so it is marked as inferred. `called` tells stores apart, where names stand
 * alone.
 */
export const secretOfRecord = String.raw`(
  $asked := $record.requestParameters;
  $known := $lookup(${sources}, $first($plain($record.eventSource), ""));
  $from := $exists($known) ? $known : { "store": "secrets", "thing": "Secret" };
  $nameOf := $from.store = "parameters" ? $parameterName : $secretName;
  $names := [$map([${asked}], $plain)];
  $paths := [$map([${below}], $plain)];
  $filters := $join(
    [$map([$asked.filters], function($condition) {
      $plain($condition.key) & " is " & $join([$map([$condition.values], $plain)], " or ")
    })],
    "; "
  );
  $refused := $match($plain($record.errorMessage), /on resource: ([^ ]+)/).groups[0];
  $touched := $plain($record.resources[0].ARN);
  $thing := $count($names) > 0
    ? $things([$map($names, $nameOf)], $from.thing)
    : $count($paths) > 0
      ? ($path := $replace($nameOf($paths[0]), /\/$/, ""); {
          "label": $from.thing & "s",
          "below": $path = "" ? "/" : $path,
          "text": $path & "/*",
          "subject": $lowercase($from.thing) & "s below " & ($path = "" ? "/" : $path),
          "verb": "were"
        })
      : $filters != ""
        ? { "label": $from.thing & "s", "text": "all where " & $filters, "subject": "secrets found by a filter", "verb": "were" }
        : $exists($refused) or $exists($touched)
          ? $merge([$things([$nameOf($first($refused, $touched))], $from.thing), { "inferred": true }])
          : { "label": $from.thing, "subject": "a " & $lowercase($from.thing), "verb": "was" };
  $merge([$thing, {
    "store": $from.store,
    "called": $exists($thing.text) ? ($from.store = "secrets" ? "" : $lowercase($from.thing) & " ") & $thing.text
  }])
)`;
