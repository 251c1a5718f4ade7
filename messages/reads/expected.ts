import { eventSource, stores } from "../../detections/stores";
import { constant, expression, using } from "../states/jsonata";
import { lineOf, table } from "../wording/directory";
import { callerWords } from "./caller-words";
import type { ComposerFacts } from "./composer-facts";
import { isUnlisted } from "./listed";

/** Whether there is anything to decide, so that the states below are there. */
export function decidesReads({ decisions, parameterDecisions }: ComposerFacts): boolean {
  return decisions.kinds.length + parameterDecisions.kinds.length > 0;
}

/** The expected reads that an account's rules can't leave out: nobody is told. */
export function expectedStates(
  facts: ComposerFacts,
  next: { readonly expected: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  const conditions = [
    ...(facts.decisions.kinds.length === 0 ? [] : [isExpected(facts)]),
    ...(facts.parameterDecisions.kinds.length === 0 ? [] : [isUnlisted(facts)]),
  ];
  if (!decidesReads(facts)) return {};
  return {
    "Is it expected": {
      Type: "Choice",
      Choices: conditions.map((condition) => ({ Condition: expression(condition), Next: next.expected })),
      Default: next.otherwise,
    },
  };
}

/**
 * Whether a read is by a reader that the rules of its account leave undecided, and of nothing but what he may read. What a reader is,
 * and what a read is, is what reads/readers.ts and reads/unexpected-reads.ts say in conditions.
 */
function isExpected({ decisions: { places, kinds } }: ComposerFacts): string {
  const placeLines = table(Object.entries(places).map(([place, kind]) => [place, String(kind)]));
  // Each as a text, of which one is read: there may be thousands.
  const kindLines = table(kinds.map((kind, number) => [String(number), JSON.stringify(kind)]));
  return using(
    [lineOf, "$event := $received.event", `$kind := $lineOf(${placeLines}, $event.account & "/" & $event.region)`],
    `$exists($kind) ? ${using([`$known := $parse($lineOf(${kindLines}, $kind))`, ...words], ofExpectedReader)} : false`,
  );
}

const words = [
  ...callerWords,
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
];

const ofExpectedReader = `$count($theirs) > 0
  and $record.eventSource = ${constant(eventSource(stores.secrets))}
  and $record.eventName in [${Object.keys(stores.secrets.calls).map(constant).join(", ")}]
  and $not($denied)
  and $every($all, function($id) { $not($among($id, $known.decoys)) })
  and (true in $theirs.any
    or ($count($named) > 0
      and $count($ids) = $count($named)
      and $every($ids, function($id) { $count($filter($theirs, function($entry) { $among($id, $entry) })) > 0 })))`;
