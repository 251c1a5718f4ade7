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
export const secretFunctions = [secretName, things];

/**
 * What was read by the CloudTrail record `$record`. Refused calls may be recorded without their request: the message
 * then names the resource. Detections don't see that name, so it is marked as inferred.
 */
export const secretOfRecord = String.raw`(
  $asked := $record.requestParameters;
  $names := [$map([$asked.secretId, $asked.secretIdList], $plain)];
  $parameters := [$map([$asked.name, $asked.names, $asked.path], $plain)];
  $filters := $join(
    [$map([$asked.filters], function($condition) {
      $plain($condition.key) & " is " & $join([$map([$condition.values], $plain)], " or ")
    })],
    "; "
  );
  $refused := $match($plain($record.errorMessage), /on resource: ([^ ]+)/).groups[0];
  $touched := $plain($record.resources[0].ARN);
  $count($names) > 0
    ? $things([$map($names, $secretName)], "Secret")
    : $count($parameters) > 0
      ? $things([$map($parameters, $secretName)], "Parameter")
      : $filters != ""
        ? { "label": "Secrets", "text": "all where " & $filters, "subject": "secrets found by a filter", "verb": "were" }
        : $exists($refused) or $exists($touched)
          ? $merge([$things([$secretName($first($refused, $touched))], "Secret"), { "inferred": true }])
          : { "label": "Secret", "subject": "a secret", "verb": "was" }
)`;
