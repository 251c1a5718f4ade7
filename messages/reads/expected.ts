import { eventSource, stores } from "../../detections/stores";
import { constant, expression } from "../states/jsonata";
import { callerWords, ofPlace, placesOf, unknownVerdict, whereFrom } from "./caller-words";
import type { ComposerFacts } from "./composer-facts";
import { verdictOfParameters } from "./listed";

/** The first of the states below. */
export const COMPARE_WITH_EXPECTED = "Compare with who is expected";

/** Whether there is anything to compare, so that the states below are there. */
export function decidesReads({ decisions, parameterDecisions }: ComposerFacts): boolean {
  return decisions.kinds.length + parameterDecisions.kinds.length > 0;
}

/** The expected reads that an account's rules can't leave out: nobody is told. */
export function expectedStates(
  facts: ComposerFacts,
  next: { readonly expected: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  if (!decidesReads(facts)) return {};
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

/** `$verdict` of the read in `$received`. */
export function verdictOf(facts: Pick<ComposerFacts, "decisions" | "parameterDecisions">): string {
  if (facts.parameterDecisions.kinds.length === 0) return verdictOfSecrets(facts);
  return `$received.event.detail.eventSource = ${constant(eventSource(stores.parameters))}
  ? ${verdictOfParameters(facts)}
  : ${verdictOfSecrets(facts)}`;
}

/**
 * Whether a read is by a reader that the rules of its account leave undecided, of nothing but what he may read, and from where he may.
 * Of one that is from elsewhere, also where it is expected from. What a reader is, and what a read is, is what reads/readers.ts,
 * reads/places.ts and reads/unexpected-reads.ts say in conditions.
 */
function verdictOfSecrets({ decisions }: Pick<ComposerFacts, "decisions">): string {
  if (decisions.kinds.length === 0) return constant(unknownVerdict);
  return ofPlace(decisions, [...callerWords, ...whereFrom, ...whatOf], verdict);
}

/** What is asked for, and whether entries have all of it. */
const whatOf = [
  String.raw`$among := function($id, $names) {
  $id in $names.ids
    or ($contains($id, /-[A-Za-z0-9]{6}$/) and $substring($id, 0, $length($id) - 7) in $names.unsuffixed)
    or $count($filter($names.idPrefixes, function($start) { $begins($id, $start) })) > 0
}`,
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
  `$isTheirs := $count($theirs) > 0
  and $record.eventSource = ${constant(eventSource(stores.secrets))}
  and $record.eventName in [${Object.keys(stores.secrets.calls).map(constant).join(", ")}]
  and $every($all, function($id) { $not($among($id, $known.decoys)) })`,
  // What was denied may not say of which secret.
  `$isElsewhere := $isTheirs and $not($cover($here))
  and ($cover($theirs) or ($denied and $count($named) = 0 and $count($here) = 0))`,
];

const verdict = `{
  "expected": $isTheirs and $not($denied) and $cover($here),
  "from": $isElsewhere ? ${placesOf(`$filter($theirs, function($entry) {
  $entry.any or $count($ids) = 0 or $count($filter($ids, function($id) { $among($id, $entry) })) > 0
})`)}
}`;
