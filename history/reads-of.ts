import type { CloudTrailRecord } from "../detections/detection";
import { readerOf } from "../reads/readers";
import { MOST_PLACES, type ReadPlace, type ReadsOf, readVerdicts } from "./history";
import type { Judge, Judgement } from "./judge";
import type { ObservedReads } from "./observation";
import { askedBy, placeOf } from "./record-words";
import { dayOf } from "./when";

/** Who reads what, the least expected first, then the most reads. */
export async function readsOf(observed: readonly ObservedReads[], judge: Judge): Promise<readonly ReadsOf[]> {
  const gathered = new Map<string, Gathered>();
  // In the order of time, so that the first is the first.
  for (const reads of [...observed].sort((a, b) => a.first - b.first)) {
    const judgement = await judge.judge(reads.record);
    const about = aboutOf(reads.record, judgement, judge);
    const key = JSON.stringify(about);
    const known = gathered.get(key) ?? new Gathered(about, reads);
    gathered.set(key, known);
    known.add(reads);
  }
  return [...gathered.values()].map((each) => each.reads()).sort(leastExpectedFirst);
}

type About = Pick<
  ReadsOf,
  | "accountId"
  | "accountName"
  | "region"
  | "store"
  | "secret"
  | "reader"
  | "verdict"
  | "detection"
  | "severity"
  | "isTold"
>;

function aboutOf(
  record: CloudTrailRecord,
  { verdict, tellings, isTold, facts, ...where }: Judgement,
  judge: Judge,
): About {
  const [telling] = tellings;
  const { accountId, accountName, region, store } = where;
  const { person, type } = facts.reader;
  const principal = readerOf(record.userIdentity);
  return {
    ...{ accountId, accountName, region, store },
    secret: secretOf({ facts }),
    reader: {
      ...{ name: readerNameOf({ facts }), principal, person, type },
      ...(judge.isAdministrator(principal) ? { isAdministrator: true } : {}),
    },
    ...{ verdict, detection: telling?.id, severity: telling?.severity, isTold },
  };
}

/** What messages call the secret. */
export function secretOf({ facts }: Pick<Judgement, "facts">): string {
  return facts.secret.called ?? facts.secret.subject;
}

/** What messages call the reader. */
export function readerNameOf({ facts }: Pick<Judgement, "facts">): string {
  return facts.reader.name ?? "somebody";
}

/** Reads of one secret by one reader, as they are counted. */
class Gathered {
  private readonly asked = new Set<string>();
  private readonly days = new Map<string, number>();
  private readonly hours = Array<number>(24).fill(0);
  private readonly places = new Map<string, Omit<ReadPlace, "days"> & { readonly days: Set<string> }>();
  private count = 0;
  private last = 0;

  constructor(
    private readonly about: About,
    private readonly first: ObservedReads,
  ) {}

  add({ record, window, count, last }: ObservedReads): void {
    this.count += count;
    this.last = Math.max(this.last, last);
    // A window is within an hour.
    const day = dayOf(window);
    this.days.set(day, (this.days.get(day) ?? 0) + count);
    this.hours[new Date(window).getUTCHours()]! += count;
    for (const each of askedBy(record, this.about.store)) this.asked.add(each);
    const place = placeOf(record);
    const key = `${place.kind} ${place.place}`;
    const known = this.places.get(key) ?? { ...place, count: 0, days: new Set() };
    this.places.set(key, { ...known, count: known.count + count, days: known.days.add(day) });
  }

  reads(): ReadsOf {
    const places = [...this.places.values()]
      .map((each) => ({ ...each, days: each.days.size }))
      .sort((a, b) => b.count - a.count || compare(a.place, b.place));
    return {
      ...this.about,
      asked: [...this.asked].sort(),
      count: this.count,
      days: new Map([...this.days].sort(([a], [b]) => compare(a, b))),
      hours: this.hours,
      first: this.first.first,
      last: this.last,
      places: places.slice(0, MOST_PLACES),
      otherPlaces: places.slice(MOST_PLACES).reduce((sum, { count }) => sum + count, 0),
      firstRecord: this.first.record,
    };
  }
}

function leastExpectedFirst(a: ReadsOf, b: ReadsOf): number {
  return (
    readVerdicts.indexOf(a.verdict) - readVerdicts.indexOf(b.verdict) ||
    b.count - a.count ||
    compare(keyOf(a), keyOf(b))
  );
}

function keyOf({ accountId, region, store, secret, reader, detection }: ReadsOf): string {
  return JSON.stringify([accountId, region, store, secret, reader.name, reader.principal, reader.type, detection]);
}

/** By code units, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
