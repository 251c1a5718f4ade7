import { eventSource, stores } from "../../detections/stores";
import { ofEachKind } from "../../reads/kinds";
import { WINDOW_MINUTES } from "../states/budgets";
import { constant, first, plain, using } from "../states/jsonata";
import { key } from "../states/memory";

/**
 * What the table has, by partition and sort key. All that one account's reads write is in a partition of its own, so that a
 * flood from one keeps nothing of another waiting.
 *
 * - account#ID, event#KIND#EVENT ID: this event was seen. A hop to another region changes an event's own id, so it is
 *   CloudTrail's.
 * - account#ID, held#WINDOW#RANK#SECRET#HASH: how many `hits` by a reader on a secret in a window, and how many of them people were `told` of.
 *   It is written before anybody is told, so that the digest has what a mail did not tell for whatever reason.
 * - account#ID, held#WINDOW#9#SECRET#HASH#REASON: the same of reads during planned work. A key has 1,024 bytes, a reason 800 of them at most.
 * - account#ID, seen#HASH: the last window in which somebody read it.
 * - account#ID, call#KIND#REQUEST ID: one call for a batch makes an event for the batch and one for each secret.
 * - account#ID, count#WINDOW#KIND: how many different reads, for the budget of the account.
 * - held, WINDOW#ID: the accounts that the digest has to look at.
 * - mute, HASH: reads that somebody muted, of one reader until a time. mute.ts has what of.
 * - line, NAME: when its next mail may go, in milliseconds.
 */
/** Behind the ranks of all kinds of reads, so that a digest has them at its end. */
export const PLANNED_RANK = "9";

export const partitions = { held: "held" } as const;

/** JSONata of the number of the window that `$now` is in; seven digits until the year 2255. */
export const windowOf = (millis: string): string => `$string($floor(${millis} / ${WINDOW_MINUTES * 60_000}))`;

/** What is remembered of a read, of bearable length. `$facts`, `$detection` and `$received` are there. */
export const memoryOfRead = using(
  [
    first,
    plain,
    '$short := function($text) { $length($text) > 150 ? $substring($text, 0, 147) & "..." : $text }',
    "$record := $received.event.detail",
    // The role of a session, not the session: names of sessions are the caller's choice, and there are any number of them.
    "$principal := $first($plain($record.userIdentity.sessionContext.sessionIssuer.arn), $first($facts.reader.arn, $facts.reader.type))",
    "$request := $plain($record.requestID)",
    // As AWS was seen to record the reads of a batch.
    `$isOfBatch := $record.userIdentity.invokedBy = "${eventSource(stores.secrets)}" and $contains($request, ":") = true`,
  ],
  `{
  "reader": $short($first($facts.reader.name, "somebody")) & ($detection.kind = "elsewhere" ? " from an unexpected place" : ""),
  "secret": $short($first($facts.secret.called, $facts.secret.subject)),
  "severity": $detection.severity,
  "result": $facts.outcome.result,
  "planned": $planned.reason,
  "time": $first($facts.time, "unknown"),
  "identity": $hash(
    $join([$facts.reader.name, $principal, $first($facts.secret.called, $facts.secret.subject), $facts.region, $detection.kind], "\\n"),
    "SHA-256"
  ),
  "call": $record.eventName = "BatchGetSecretValue" ? $request : $isOfBatch ? $substringBefore($request, ":"),
  "isOfBatch": $isOfBatch
}`,
);

/** The partition of the account. */
const account = '"account#" & $first($account.id, "unknown")';

/** The same with the keys of all that is written about it. `$messages`, `$account` and `$received` are there. */
export const memoryWithKeys = using(
  [
    first,
    `$memory := $messages.memory`,
    `$rank := $lookup(${constant(ofEachKind((_, urgency) => String(urgency)))}, $messages.kind)`,
    "$isPlanned := $exists($memory.planned)",
    `$window := ${windowOf("$millis()")}`,
    '$id := $first($received.event.detail.eventID, $first($received.event.id, "none"))',
    '$identity := $first($memory.identity, $hash($string($id), "SHA-256"))',
  ],
  `$merge([$memory, {
  "account": ${account},
  "window": $window,
  "event": "event#" & $messages.kind & "#" & $string($id),
  "held": "held#" & $window & "#" & ($isPlanned ? "${PLANNED_RANK}" : $rank) & "#" & $substring($memory.secret, 0, 100) & "#" & $identity
    & ($isPlanned ? "#" & $memory.planned : ""),
  "isPlanned": $isPlanned,
  "seen": "seen#" & $identity,
  "listed": $window & "#" & $first($account.id, "unknown"),
  "time": $first($memory.time, "unknown"),
  "isOfBatch": $memory.isOfBatch = true,
  "budget": $lookup(${constant(ofEachKind(({ mailsAtOnce }) => mailsAtOnce))}, $messages.kind)
}])`,
);

/** JSONata of the key of an item in the account's partition. */
export function keyInAccount(sort: string): string {
  return `{ "Key": ${key("$memory.account", sort)} }`;
}
