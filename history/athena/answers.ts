import type { CloudTrailRecord } from "../../detections/detection";
import { keyOf, type Observed } from "../observer";
import { placeOfCall, type Hit } from "../sightings";
import { recordOf } from "./event-columns";
import { HIT } from "./question";
import { readOf } from "./read-columns";

/** Columns of an answer, in order. */
export type AnswerRow = readonly (string | null)[];

type Group<What> = Observed["reads"][number] & { readonly what: What };

/** What an observer would have taken down of the events that rows were counted from. Several answers are put together by observers. */
export function observedOf(rows: Iterable<AnswerRow>): Observed {
  const reads: Group<CloudTrailRecord>[] = [];
  const hits: (Omit<Group<CloudTrailRecord>, "what"> & { readonly what: Hit })[] = [];
  const examples = new Map<
    string,
    { group: string; time: number; id: string | undefined; record: CloudTrailRecord }[]
  >();
  const seen = { events: 0, doubled: 0, untimed: 0, from: Infinity, to: -Infinity };
  for (const row of rows) {
    const [kind, start, what, taken, events, earliest, latest, firstId, record] = row;
    const group = {
      from: Number(start),
      count: Number(events),
      first: Number(earliest),
      firstId: firstId === null || firstId === "" ? undefined : firstId,
      last: Number(latest),
    };
    if (kind === "seen") {
      seen.events += Number(taken);
      seen.from = Math.min(seen.from, group.first);
      seen.to = Math.max(seen.to, group.last);
    } else if (kind === "kept") seen.doubled += Number(taken) - group.count;
    else if (kind === "untimed") seen.untimed += Number(taken);
    else if (kind === "read") reads.push({ ...group, what: readOf(what!) });
    else {
      const detection = kind!.slice(HIT.length);
      const hit = hitOf(detection, what!);
      hits.push({ ...group, what: hit });
      if (record === null || record === undefined) continue;
      const known = examples.get(detection) ?? [];
      examples.set(detection, known);
      const { from, first, firstId: id } = group;
      known.push({ group: keyOf({ what: hit, from }), time: first, id, record: recordOf(record) });
    }
  }
  return {
    ...{ reads, hits, examples, counted: [] },
    ids: { words: new Uint32Array(), values: new Uint32Array(), others: new Map() },
    seen: {
      events: seen.events + seen.untimed - seen.doubled,
      doubled: seen.doubled,
      ...(seen.from <= seen.to ? { from: seen.from, to: seen.to } : {}),
      passedOver: new Map(),
      problems: [],
      isWhole: true,
    },
  };
}

function hitOf(detection: string, json: string): Hit {
  const [accountId, awsRegion, eventName, arn] = JSON.parse(json) as readonly (string | null)[];
  const userIdentity = { arn };
  return { detection, ...placeOfCall({ recipientAccountId: accountId, awsRegion, eventName, userIdentity }) };
}
