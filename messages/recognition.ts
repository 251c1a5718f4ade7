import type { ReadKind } from "../detections/forwarded-reads";
import type { ComposerFacts } from "./composer-facts";
import { searchOfNotice } from "./journal-search";
import { constant, first, plain, using } from "./jsonata";
import { readerFunctions, readerOfNotice, readerOfRecord } from "./reader";
import { secretFunctions, secretOfNotice, secretOfRecord } from "./secret";

const functions = [plain, first, ...readerFunctions, ...secretFunctions];

/** 2026-01-02T03:04:05 with whatever behind it, as people write it. CloudTrail and CloudWatch write UTC. */
const utc = `$utc := function($time) {
  $exists($time) ? $replace($substring($time, 0, 19), "T", " ") & " UTC"
}`;

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
  "kind": "read",
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

/** The same of an alarm's contributor: account, secret and reader, as far as the alarm tells, and what to look up. */
export function factsOfNotice(facts: ComposerFacts): string {
  return using(
    [
      ...functions,
      utc,
      "$detail := $received.event.detail",
      "$attributes := $detail.alarmContributor.attributes",
      "$time := $plain($detail.state.timestamp)",
    ],
    `{
  "kind": "notice",
  "reader": ${readerOfNotice},
  "secret": ${secretOfNotice},
  "region": $match($plain($attributes.secret), /^arn:[^:]*:secretsmanager:([a-z0-9-]+):/).groups[0],
  "noticed": $utc($time),
  "outcome": { "result": $detection.outcome, "presumed": true },
  "alarm": $plain($detail.alarmName),
  "reason": $plain($detail.state.reason),
  "search": ${searchOfNotice(facts)}
}`,
  );
}

/** Outcome of a notice about reads that worked and reads that did not: its alarm counts both. */
const EITHER = "read or tried";

/** What an alarm's contributor does not say, but the kind of reads that the alarm counts: whether they were refused. */
const outcomes: Readonly<Record<ReadKind, string>> = { decoys: EITHER, reads: "read", refusals: "refused" };

/** The detection that the event names; one nobody knows here is told all the same. */
export function detectionOf({ detections, noticeAlarms }: ComposerFacts): string {
  const known = detections.map((detection) => [
    detection.id,
    { ...pick(detection), decoy: detection.kind === "decoys", outcome: outcomes[detection.kind] },
  ]);
  const alarms = noticeAlarms.map(({ alarmName, detectionId }) => [alarmName, detectionId]);
  return using(
    [
      plain,
      first,
      "$name := $first($plain($received.detection), $plain($received.event.detail.alarmName))",
      `$id := $first($lookup(${constant(Object.fromEntries(alarms))}, $name), $name)`,
      `$known := $lookup(${constant(Object.fromEntries(known))}, $id)`,
    ],
    `$exists($known)
  ? $known
  : { "id": $first($id, "unknown"), "title": "A read by a detection unknown here", "severity": "high", "decoy": false, "outcome": ${constant(EITHER)} }`,
  );
}

function pick({ id, title, severity, why, nextSteps }: ComposerFacts["detections"][number]) {
  return { id, title, severity, why, nextSteps };
}
