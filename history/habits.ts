import { placeOfArn } from "../organization/names/arn";
import type { History, HistoryReader, ReadsOf } from "./history";
import { sumOf } from "./words";

/** Something about a reader that the others don't have. */
export interface Sign {
  /** In a few words, for people. */
  readonly said: string;
  /** How much it tells of somebody who should not be there; a verdict counts 20 or so. */
  readonly weight: number;
}

/** Days without which nobody can be told to be new, or to have been there once. */
const FEWEST_DAYS = 5;
/** Secrets that are many for a reader, if it is several times what others read. */
const MANY_SECRETS = 5;
/** Secrets of which each is read on a single day, below which that may be chance. */
const FEWEST_IN_TURN = 3;
/** Reads by others from which the hours of a secret can be known. */
const ENOUGH_READS = 24;

/** How secrets are read by all, against which one reader is held. */
export class Habits {
  private readonly readers: ReadonlyMap<string, readonly ReadsOf[]>;
  private readonly usualSecrets: number;
  private readonly hoursBySecret = new Map<string, number[]>();
  private readonly readersBySecret = new Map<string, Set<string>>();
  private readonly readersByPlace = new Map<string, Set<string>>();

  constructor(private readonly history: History) {
    this.readers = byReader(history.reads);
    const numbers = [...this.readers.values()].map((reads) => secretsOf(reads).size).sort((a, b) => a - b);
    this.usualSecrets = numbers[Math.floor(numbers.length / 2)] ?? 0;
    for (const [reader, reads] of this.readers) for (const each of reads) this.learn(reader, each);
  }

  /** @param reads all of one reader */
  signsOf(reads: readonly ReadsOf[]): readonly Sign[] {
    const { reader } = reads[0]!;
    return [
      ...kindOf(reader),
      ...this.secrets(reads),
      ...this.novelty(reads),
      ...this.hours(reads),
      ...otherAccount(reads),
      ...this.place(reads),
    ].sort((a, b) => b.weight - a.weight);
  }

  private learn(reader: string, read: ReadsOf): void {
    const key = secretKey(read);
    const hours = this.hoursBySecret.get(key) ?? Array.from({ length: 24 }, () => 0);
    read.hours.forEach((count, hour) => (hours[hour]! += count));
    this.hoursBySecret.set(key, hours);
    const readers = this.readersBySecret.get(key) ?? new Set();
    this.readersBySecret.set(key, readers.add(reader));
    for (const { place, kind } of read.places) {
      if (kind === "service") continue;
      const there = this.readersByPlace.get(place) ?? new Set();
      this.readersByPlace.set(place, there.add(reader));
    }
  }

  private secrets(reads: readonly ReadsOf[]): readonly Sign[] {
    const { size } = secretsOf(reads);
    if (size < MANY_SECRETS || size < 3 * this.usualSecrets) return [];
    return [{ said: `${size} different secrets`, weight: 15 }];
  }

  /** A job reads day after day; who came late or once did not belong to it from the beginning. */
  private novelty(reads: readonly ReadsOf[]): readonly Sign[] {
    const { days } = this.history;
    if (days.length < FEWEST_DAYS) return [];
    const its = new Set(reads.flatMap((read) => [...read.days.keys()]));
    const first = days.findIndex((day) => its.has(day));
    const isNew = first >= Math.max(3, days.length / 4);
    const once = its.size < FEWEST_DAYS ? [] : reads.filter((read) => onlySoOn(read, reads));
    const [one] = once;
    return [
      ...(one === undefined ? [] : [{ said: `${shortName(one.secret)} on one day only`, weight: 12 }]),
      ...(its.size > 1 && isNeverAgain(reads)
        ? [{ said: `${secretsOf(reads).size} secrets, each on one day only`, weight: 12 }]
        : []),
      ...(isNew ? [{ said: `first seen on day ${first + 1} of ${days.length}`, weight: 12 }] : []),
      ...(its.size === 1 ? [{ said: "on one day only", weight: 12 }] : []),
      ...(its.size > 1 && its.size <= days.length / 10 ? [{ said: `on ${its.size} days only`, weight: 8 }] : []),
    ];
  }

  /**
   * When nobody else asks for the same secrets, nor an hour before or after. A job that has an hour of its own keeps it from the
   * beginning to the end: that tells hardly anything, or as many jobs as there are would stand before whoever came once.
   */
  private hours(reads: readonly ReadsOf[]): readonly Sign[] {
    const odd = new Set<number>();
    const days = this.regularDays(reads);
    for (const [key, its] of bySecret(reads)) {
      const own = sumOfHours(its);
      const others = this.hoursBySecret.get(key)!.map((count, hour) => count - own[hour]!);
      // The hours of a secret are those of whoever reads it most.
      if (sumOf(others) < Math.max(ENOUGH_READS, sumOf(own))) continue;
      const near = (hour: number) => [23, 0, 1].some((step) => others[(hour + step) % 24]! > 0);
      own.forEach((count, hour) => {
        if (count > 0 && !near(hour)) odd.add(hour);
      });
    }
    if (odd.size === 0) return [];
    const all = sumOfHours(reads);
    const isScheduled = days !== undefined && [...odd].every((hour) => all[hour]! >= days);
    return [{ said: `at hours when nobody else reads it (${hoursSaid([...odd])} UTC)`, weight: isScheduled ? 1 : 12 }];
  }

  /** On how many days it reads, if it does so again and again over most of the time. */
  private regularDays(reads: readonly ReadsOf[]): number | undefined {
    const { days } = this.history;
    const its = new Set(reads.flatMap((read) => [...read.days.keys()]));
    const [first, last] = [days.findIndex((day) => its.has(day)), days.findLastIndex((day) => its.has(day))];
    return its.size > days.length / 10 && last - first >= days.length / 2 ? its.size : undefined;
  }

  /** Which nobody has who reads the same secrets, or which is not the one where it always is. */
  private place(reads: readonly ReadsOf[]): readonly Sign[] {
    const strays = reads.flatMap((read) => strayPlace(read) ?? []);
    const isAlone = reads.some((read) =>
      read.places.some(
        ({ place, kind }) =>
          kind === "address" &&
          this.readersByPlace.get(place)?.size === 1 &&
          this.readersBySecret.get(secretKey(read))!.size > 1,
      ),
    );
    return [
      ...strays
        .slice(0, 1)
        .map(({ usual, other }) => ({ said: `mostly from ${usual}, and from ${other}`, weight: 15 })),
      ...(isAlone ? [{ said: "from an address that nobody else has", weight: 4 }] : []),
    ];
  }
}

/** Where a secret is read from besides the one place where most of its reads by a reader come from. */
function strayPlace({ places, count }: ReadsOf): { readonly usual: string; readonly other: string } | undefined {
  const [usual, other] = places;
  if (usual === undefined || other === undefined || count < ENOUGH_READS || usual.count <= count / 2) return undefined;
  return { usual: usual.place, other: other.place };
}

/** All reads of each reader, over accounts and secrets. */
export function byReader(reads: readonly ReadsOf[]): ReadonlyMap<string, readonly ReadsOf[]> {
  return grouped(reads, ({ accountId, reader: { principal, name, person } }) =>
    JSON.stringify([principal ?? accountId, name, person]),
  );
}

/** All reads of each secret, over readers. */
export function bySecret(reads: readonly ReadsOf[]): ReadonlyMap<string, readonly ReadsOf[]> {
  return grouped(reads, secretKey);
}

/** By what a secret is told from all others. */
export function secretKey({ accountId, region, store, secret }: ReadsOf): string {
  return JSON.stringify([accountId, region, store, secret]);
}

function grouped(reads: readonly ReadsOf[], keyOf: (read: ReadsOf) => string): ReadonlyMap<string, readonly ReadsOf[]> {
  const groups = new Map<string, ReadsOf[]>();
  for (const each of reads) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

function kindOf({ type, person, isAdministrator = false }: HistoryReader): readonly Sign[] {
  if (type === "Root") return [{ said: "the root user", weight: 30 }];
  if (type === "IAMUser") return [{ said: "a user with keys of its own", weight: 6 }];
  if (isAdministrator) return [{ said: "a role of administrators, not of an application", weight: 6 }];
  return person === undefined ? [] : [{ said: "a person", weight: 6 }];
}

/** A role of one account that reads in another. */
function otherAccount(reads: readonly ReadsOf[]): readonly Sign[] {
  const home = placeOfArn(reads[0]!.reader.principal)?.account;
  if (home === undefined || reads.every(({ accountId }) => accountId === home)) return [];
  return [{ said: `from another account (${home})`, weight: 6 }];
}

/** Whether it goes from secret to secret and asks for none again, as no job does. */
function isNeverAgain(reads: readonly ReadsOf[]): boolean {
  const daysOfEach = [...bySecret(reads).values()].map((its) => new Set(its.flatMap(({ days }) => [...days.keys()])));
  return daysOfEach.length >= FEWEST_IN_TURN && daysOfEach.every(({ size }) => size === 1);
}

/** Whether a reader that is there day after day reads a secret on a single one. */
function onlySoOn({ days }: ReadsOf, reads: readonly ReadsOf[]): boolean {
  return days.size === 1 && reads.some((read) => read.days.size >= FEWEST_DAYS);
}

function shortName(secret: string): string {
  return secret.length > 40 ? `${secret.slice(0, 39)}…` : secret;
}

function secretsOf(reads: readonly ReadsOf[]): ReadonlySet<string> {
  return new Set(reads.map(secretKey));
}

export function sumOfHours(reads: readonly Pick<ReadsOf, "hours">[]): readonly number[] {
  return Array.from({ length: 24 }, (_, hour) => reads.reduce((sum, { hours }) => sum + (hours[hour] ?? 0), 0));
}

/** The first few of them, as a clock has them. */
function hoursSaid(hours: readonly number[]): string {
  const [...sorted] = [...hours].sort((a, b) => a - b);
  const shown = sorted.slice(0, 3).map((hour) => `${String(hour).padStart(2, "0")}:00`);
  return sorted.length > 3 ? `${shown.join(", ")} …` : shown.join(", ");
}
