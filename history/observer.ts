import type { CloudTrailRecord, Detection } from "../detections/detection";
import { withinLimits, type EventLimits } from "../events/limits";
import { EventIds, type ExportedIds } from "./event-ids";
import { MOST_EXAMPLES } from "./history";
import type { Observations, ObservedHits, ObservedReads, Seen } from "./observation";
import { type Hit, MINUTE, minuteOf, type Sighting, Sightings, timeOf, windowOf } from "./sightings";

/** What is said of events of which nobody knows when they were. */
export const UNTIMED = "without a usable eventTime, left out";

interface Group<What> {
  readonly what: What;
  /** Beginning of the window or minute. */
  readonly from: number;
  count: number;
  first: number;
  firstId: string | undefined;
  last: number;
}

/** All that an observer has, as it passes from one thread to another: plain values, maps and typed arrays. */
export interface Observed {
  readonly reads: readonly Group<CloudTrailRecord>[];
  readonly hits: readonly Group<Hit>[];
  /** Records of the first hits of each detection, the earliest first. */
  readonly examples: ReadonlyMap<string, readonly HitExample[]>;
  readonly ids: ExportedIds;
  /** Numbers of the groups that events of one number count in: reads are even, hits odd. */
  readonly counted: readonly (readonly number[])[];
  readonly seen: Seen;
}

interface HitExample {
  /** Key of its group, of which it is the first. */
  readonly group: string;
  readonly time: number;
  readonly id: string | undefined;
  readonly record: CloudTrailRecord;
}

/**
 * Takes events, and keeps what a history is made of. Events may come in any order and from any place; each that is kept counts once.
 * Several observers of the same detections can share the work: what they took down is put together by `merge`.
 */
export class Observer {
  private readonly reads = new Groups<CloudTrailRecord>();
  private readonly hits = new Groups<Hit>();
  private readonly examples = new Map<string, HitExample[]>();
  private readonly ids = new EventIds();
  private readonly counted: (readonly number[])[] = [];
  private readonly countedByKey = new Map<string, number>();
  private readonly passedOver = new Map<string, number>();
  private readonly problems = new Map<string, { readonly place: string; readonly problem: string; count: number }>();
  private events = 0;
  private doubled = 0;
  private from = Infinity;
  private to = -Infinity;
  private isWhole = true;
  private readonly isAsked: ReturnType<typeof withinLimits>;

  /**
   * @param limits of the events that are taken down; the others are as if they were not there. @default - all are
   * @param sightings of the same detections
   */
  constructor(
    private readonly detections: readonly Detection[],
    private readonly limits: EventLimits = {},
    private readonly sightings = new Sightings(detections),
  ) {
    this.isAsked = withinLimits(limits);
  }

  /** One that has observed nothing, of the same detections. */
  empty(): Observer {
    return new Observer(this.detections, this.limits, this.sightings);
  }

  /** Groups that are kept. */
  get size(): number {
    return this.reads.all.length + this.hits.all.length;
  }

  /** @param place where it was read, for people */
  take(event: CloudTrailRecord, place: string): void {
    if (this.isAsked?.(event) === false) return;
    this.events++;
    const time = timeOf(event);
    if (time === undefined) {
      this.refuse(place, UNTIMED);
      return;
    }
    if (time < this.from) this.from = time;
    if (time > this.to) this.to = time;
    const sighting = this.sightings.of(event, time);
    if (sighting !== undefined) this.keep(sighting, event);
  }

  /** Something that can't be read. @param problem in words that follow the name of the place */
  refuse(place: string, problem: string, count = 1): void {
    const key = JSON.stringify([place, problem]);
    const known = this.problems.get(key);
    if (known === undefined) this.problems.set(key, { place, problem, count });
    else known.count += count;
  }

  /** Records of CloudTrail that are no calls. */
  passOver(kind: string, count: number): void {
    this.passedOver.set(kind, (this.passedOver.get(kind) ?? 0) + count);
  }

  /** Not all is read that was asked for. */
  stop(): void {
    this.isWhole = false;
  }

  /** What was observed, for people's questions. In no order. */
  observations(): Observations {
    const reads = this.reads.all
      .filter(isCounted)
      .map(({ what, from, count, first, firstId, last }): ObservedReads => ({
        record: { ...what, eventTime: new Date(first).toISOString().replace(".000Z", "Z"), eventID: firstId },
        ...{ window: from, count, first, last },
      }));
    const examples = new Map([...this.examples.values()].flat().map(({ group, record }) => [group, record]));
    const hits = this.hits.all.filter(isCounted).map(({ what, from, count }): ObservedHits => ({
      ...what,
      ...{ minute: from, count },
      record: examples.get(keyOf({ what, from })),
    }));
    return { reads, hits, seen: this.seen() };
  }

  /** What was observed, for another observer. */
  observed(): Observed {
    const { examples, counted } = this;
    return { reads: this.reads.all, hits: this.hits.all, examples, ids: this.ids.export(), counted, seen: this.seen() };
  }

  /** Adds what another observer of the same detections took down. */
  merge({ reads, hits, examples, ids, counted, seen }: Observed): void {
    const readNumbers = reads.map((group) => this.reads.add(group, JSON.stringify(group.what)));
    const hitNumbers = hits.map((group) => this.hits.add(group, JSON.stringify(group.what)));
    const numbers = counted.map((groups) =>
      this.numberOf(
        groups.map((each) => (each % 2 === 0 ? 2 * readNumbers[each / 2]! : 2 * hitNumbers[(each - 1) / 2]! + 1)),
      ),
    );
    this.ids.merge(
      ids,
      (value) => numbers[value]!,
      (value) => {
        this.discount(numbers[value]!);
      },
    );
    for (const [detection, some] of examples) for (const each of some) this.exemplify(detection, each);
    this.mergeSeen(seen);
  }

  private mergeSeen(seen: Seen): void {
    this.events += seen.events + seen.doubled;
    this.doubled += seen.doubled;
    this.from = Math.min(this.from, seen.from ?? Infinity);
    this.to = Math.max(this.to, seen.to ?? -Infinity);
    this.isWhole &&= seen.isWhole;
    for (const { place, problem, count } of seen.problems) this.refuse(place, problem, count);
    for (const [kind, count] of seen.passedOver) this.passOver(kind, count);
  }

  private keep(sighting: Sighting, event: CloudTrailRecord): void {
    const { time, id, read, hits } = sighting;
    const one = { count: 1, first: time, firstId: id, last: time };
    const groups = hits.map(
      (what) => 2 * this.hits.add({ what, from: minuteOf(time), ...one }, JSON.stringify(what)) + 1,
    );
    if (read !== undefined) {
      groups.push(2 * this.reads.add({ what: read, from: windowOf(time), ...one }, JSON.stringify(read)));
    }
    if (id !== undefined) {
      const number = this.numberOf(groups);
      if (!this.ids.add(id, number)) {
        this.discount(number);
        return;
      }
    }
    for (const what of hits) {
      this.exemplify(what.detection, { group: keyOf({ what, from: minuteOf(time) }), time, id, record: event });
    }
  }

  /** Takes back what an event counted that was counted before: it is the same, so that it was in the same groups. */
  private discount(number: number): void {
    this.doubled++;
    for (const group of this.counted[number]!) {
      if (group % 2 === 0) this.reads.all[group / 2]!.count--;
      else this.hits.all[(group - 1) / 2]!.count--;
    }
  }

  private numberOf(groups: readonly number[]): number {
    const key = groups.join(",");
    const known = this.countedByKey.get(key);
    if (known !== undefined) return known;
    this.countedByKey.set(key, this.counted.length);
    return this.counted.push(groups) - 1;
  }

  private exemplify(detection: string, example: HitExample): void {
    const known = this.examples.get(detection) ?? [];
    this.examples.set(detection, known);
    const same = known.findIndex(({ group }) => group === example.group);
    if (same >= 0 && !isEarlier(example, known[same]!)) return;
    if (same >= 0) known.splice(same, 1);
    const place = known.findIndex((each) => isEarlier(example, each));
    known.splice(place < 0 ? known.length : place, 0, example);
    known.splice(MOST_EXAMPLES);
  }

  private seen(): Seen {
    return {
      events: this.events - this.doubled,
      doubled: this.doubled,
      ...(this.from <= this.to ? { from: this.from, to: this.to } : {}),
      passedOver: this.passedOver,
      problems: [...this.problems.values()],
      isWhole: this.isWhole,
    };
  }
}

/** What tells a group of hits from others. */
export function keyOf({ what, from }: Pick<Group<unknown>, "what" | "from">): string {
  return `${from} ${JSON.stringify(what)}`;
}

/** Groups with a number each. */
class Groups<What> {
  readonly all: Group<What>[] = [];
  private readonly numbers = new Map<number, number>();
  /** What many groups have in common, with a number each. */
  private readonly common = new Map<string, { readonly what: What; readonly number: number }>();

  /** Adds to the group that it belongs to. @param key says what it is. @returns its number */
  add({ what, from, count, first, firstId, last }: Group<What>, key: string): number {
    const common = this.common.get(key) ?? { what, number: this.common.size };
    if (common.number === this.common.size) this.common.set(key, common);
    const place = common.number * MINUTES + from / MINUTE;
    const number = this.numbers.get(place);
    if (number === undefined) {
      this.numbers.set(place, this.all.length);
      return this.all.push({ what: common.what, from, count, first, firstId, last }) - 1;
    }
    const known = this.all[number]!;
    known.count += count;
    if (isEarlier({ time: first, id: firstId }, { time: known.first, id: known.firstId })) {
      known.first = first;
      known.firstId = firstId;
    }
    known.last = Math.max(known.last, last);
    return number;
  }
}

/** More than there are until the last usable time, so that a number says both what and when. */
const MINUTES = 2 ** 27;

/** By time; of the same time, by id, so that the order in which events come says nothing. */
function isEarlier(one: Pick<HitExample, "time" | "id">, other: Pick<HitExample, "time" | "id">): boolean {
  if (one.time !== other.time) return one.time < other.time;
  return (one.id ?? "") < (other.id ?? "");
}

function isCounted({ count }: Group<unknown>): boolean {
  return count > 0;
}
