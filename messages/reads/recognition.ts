import type { ComposerFacts } from "./composer-facts";
import { isLoudDrill } from "./drill";
import { eventSource, stores } from "../../detections/stores";
import { DECOY_PARAMETER_READ_ID, drillRead } from "../../reads/kinds";
import { constant, first, plain, using } from "../states/jsonata";
import { readerFunctions, readerOfRecord } from "../wording/reader";
import { secretFunctions, secretOfRecord } from "../wording/secret";
import { utc } from "../wording/time";

const functions = [plain, first, ...readerFunctions, ...secretFunctions];

/**
 * What is known of a read; messages of every form are made of it.
 *
 * @param record - where its CloudTrail record is
 */
export function factsOfRead(record: string): string {
  return using(
    [
      ...functions,
      utc,
      `$record := ${record}`,
      "$code := $plain($record.errorCode)",
      "$time := $plain($record.eventTime)",
      "$region := $plain($record.awsRegion)",
      "$eventId := $plain($record.eventID)",
    ],
    `{
  "reader": ${readerOfRecord},
  "secret": ${secretOfRecord},
  "region": $contains($region, /^[a-z0-9-]+$/) ? $region,
  "from": {
    "ip": $plain($record.sourceIPAddress),
    "vpcEndpoint": $plain($record.vpcEndpointId),
    "userAgent": $plain($record.userAgent)
  },
  "time": $time,
  "when": $utc($time),
  "outcome": {
    "result": $exists($code) ? $contains($code, /^AccessDenied/) ? "denied" : "failed" : "read",
    "code": $code
  },
  "eventId": $contains($eventId, /^[0-9a-zA-Z-]+$/) ? $eventId
}`,
  );
}

/** The detection that the event names, or that of reads from elsewhere; one nobody knows here is told all the same. */
export function detectionOf({ detections, drill }: Pick<ComposerFacts, "detections" | "drill">): string {
  const elsewhere = detections.filter(({ kind }) => kind === "elsewhere");
  const known = detections.map(({ id, kind, title, severity, why, nextSteps }) => [
    id,
    { id, kind, title, severity, why, nextSteps, decoy: kind === "decoys" },
  ]);
  return using(
    [
      plain,
      first,
      `$id := $verdict.decoy = true ? ${constant(DECOY_PARAMETER_READ_ID)} : $plain($received.detection)`,
      `$all := ${constant(Object.fromEntries(known))}`,
      "$known := $lookup($all, $id)",
      `$elsewhere := $lookup($all, $lookup(${constant(
        Object.fromEntries(elsewhere.map(({ id, store }) => [eventSource(stores[store]), id])),
      )}, $first($plain($received.event.detail.eventSource), "")))`,
    ],
    // A decoy is told as such, wherever it was read from.
    `${isLoudDrill(drill)}
  ? ${constant({ ...drillRead, decoy: false, drill: true })}
  : $exists($verdict.from) and $known.decoy != true
  ? $elsewhere
  : $exists($known)
  ? $known
  : { "id": $first($id, "unknown"), "kind": "reads", "title": "A read by a detection unknown here", "severity": "high", "decoy": false }`,
  );
}
