import { type Asked, nameField, storeNames, stores } from "../../detections/stores";
import type { PlannedWork } from "../../reads/planned-work";
import { leveled } from "../../reads/undecided-reads";
import { constant, first, plain, using } from "../states/jsonata";
import { secretFunctions } from "../wording/secret";

/**
 * JSONata of the planned work that covers a read: all of it, whatever the time is, or of the time of the event.
 *
 * Only reads that worked, by readers whom nobody expects at all. Whoever is refused had no work planned; whoever comes from an
 * unexpected place may not be who was planned; and nothing is planned with decoys. The time is that of the event, which AWS writes and no
 * caller: late, doubled and replayed events are judged as the first one was.
 *
 * `$received`, `$account`, `$verdict`, `$detection` and `$facts` are there, and `$mutes` where there are some from the command line.
 */
export function plannedWorkOf(
  { plannedWork, decoyNames }: { readonly plannedWork: readonly PlannedWork[]; readonly decoyNames: readonly string[] },
  when: "at its time" | "ever",
): string {
  // There are no mutes either, where it is not asked as it happens.
  if (when === "ever" && plannedWork.length === 0) return "[]";
  const isThen = "$isTime and $time >= $work.from and $time < $work.until";
  return using(
    [
      first,
      plain,
      ...secretFunctions,
      ...whoReads,
      ...whatIsRead,
      '$time := $first($facts.time, "")',
      "$isTime := $contains($time, /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/)",
      `$mayBe := $detection.kind = "reads" and $facts.outcome.result = "read"
  and $count($filter($names, function($name) { $name in ${constant(decoyNames)} })) = 0`,
      `$all := $mayBe ? $append(${constant(plannedWork)}, $mutes) : []`,
    ],
    `[$filter($all, function($work) {
  ${when === "ever" ? "true" : isThen}
    and ($exists($work.accounts) ? $account.id in $work.accounts : true)
    and ($exists($work.readers) ? $isAmong($work.readers) : true)
    and ($exists($work.secrets) or $exists($work.parameters)
      ? $isWithin($isParameter ? $work.parameters : $work.secrets) : true)
})]`,
  );
}

/** As reads/readers.ts has it. */
const whoReads = [
  "$record := $received.event.detail",
  '$textOf := function($value) { $type($value) = "string" ? $value : "" }',
  "$begins := function($text, $start) { $substring($text, 0, $length($start)) = $start }",
  "$identity := $record.userIdentity",
  "$issuer := $textOf($identity.sessionContext.sessionIssuer.arn)",
  "$arn := $textOf($identity.arn)",
  `$callers := [
  $contains($issuer, ":role/") ? $issuer,
  $contains($arn, ":user/") ? $arn,
  $identity.type = "AWSService" ? "service/" & $textOf($identity.invokedBy)
]`,
  `$isOne := function($reader, $caller) {
  $substring($reader, -1) = "*" ? $begins($caller, $substring($reader, 0, $length($reader) - 1)) : $caller = $reader
}`,
  `$isAmong := function($readers) {(
  $these := $map($readers, function($reader) { $replace($reader, ${constant(leveled.account)}, $first($account.id, "nobody")) });
  $count($filter($callers, function($caller) {
    $count($filter($these, function($reader) { $isOne($reader, $caller) })) > 0
  })) > 0
)}`,
];

const isBelow = (asked: Asked) => "below" in asked;
const fieldsOf = (of: (asked: Asked) => boolean) =>
  storeNames.flatMap((store) => [
    ...new Set(
      Object.values<Asked>(stores[store].calls)
        .filter(of)
        .map((asked) => `$asked.${nameField(asked)}`),
    ),
  ]);

/** All that is asked for, by name. What a filter finds has none here. */
const whatIsRead = [
  "$asked := $record.requestParameters",
  `$isParameter := $facts.secret.store = "parameters"`,
  `$paths := [${fieldsOf(isBelow).join(", ")}]`,
  `$named := [$count($paths) > 0 ? $paths : [${fieldsOf((asked) => !isBelow(asked)).join(", ")}]]`,
  // An ARN may be of another account's.
  `$ofAccount := function($id) { $begins($id, "arn:") ? $split($id, ":")[4] = $account.id : true }`,
  `$nameOfRead := function($value) {(
  $id := $plain($value);
  $exists($id)
    ? $ofAccount($id)
      ? ($isParameter ? $parameterName($id) : $secretName($id)) & ($count($paths) > 0 and $substring($id, -1) != "/" ? "/" : "")
)}`,
  "$names := [$map($named, $nameOfRead)]",
  `$isWithin := function($these) {
  $exists($these) and $count($names) > 0 and $count($names) = $count($named) and $not($exists($asked.filters))
    and $count($filter($names, function($name) {
      $not($name in $these.names or $count($filter($these.paths, function($start) { $begins($name, $start) })) > 0)
    })) = 0
}`,
];
