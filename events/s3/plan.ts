import { setMaxListeners } from "node:events";

import type { EventLimits } from "../limits";
import { Bucket, type ClientOf, type S3Object } from "./bucket";
import { archived, Refusal } from "./refusal";
import type { S3Place } from "./place";
import { Walk, type Step } from "./walk";

/** What would be read of a place. Plain data: parts of it go to workers as they are. */
export interface S3Plan {
  readonly place: S3Place;
  /** Where the bucket is. @default - it did not say */
  readonly region?: string;
  /** By key. */
  readonly objects: readonly S3Object[];
  /** Of the objects, as they lie there. */
  readonly bytes: number;
  /** Listings that it took. */
  readonly listings: number;
  /** What can't be read. */
  readonly problems: readonly { readonly place: string; readonly problem: string; readonly count: number }[];
  /** Why there may be more: the limit of bytes was met, or somebody ended it. @default - all is listed */
  readonly ended?: "bytes" | "objects" | "signal" | "refusals";
  /** Share of the listings that were done when it ended, of those that were known: 0 to 1. */
  readonly share: number;
}

export interface PlanOptions {
  /** Listing ends as soon as there is more. @default Infinity */
  readonly maxBytes?: number;
  /** @default false */
  readonly requesterPays?: boolean;
  /** @default s3Client */
  readonly clientOf?: ClientOf;
  readonly signal?: AbortSignal;
  /** Told after each listing. */
  readonly onProgress?: (listings: number, objects: number) => void;
}

/** Listings under way at a time. S3 takes 5,500 a second: https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html */
const PARALLEL = 16;

/** More would not be held in memory. */
const MOST_OBJECTS = 2_000_000;

/** Folders that may be refused before the rest is not asked for any more. */
const MOST_REFUSALS = 20;

/** Finds what is to be read, and reads nothing. */
export async function planS3(place: S3Place, limits: EventLimits, options: PlanOptions = {}): Promise<S3Plan> {
  const { maxBytes = Infinity, requesterPays, clientOf, signal, onProgress } = options;
  // Each request listens to it.
  if (signal !== undefined) setMaxListeners(0, signal);
  const bucket = new Bucket({ name: place.bucket, requesterPays, clientOf, signal });
  const listing = new Listing(maxBytes);
  const walk = new Walk(bucket, limits);
  listing.step(place.prefix, walk.first(place));
  await Promise.all(
    Array.from({ length: PARALLEL }, () =>
      listing.work(signal, () => onProgress?.(bucket.requests.list, listing.objects.length)),
    ),
  );
  const ended = signal?.aborted === true ? "signal" : listing.ended;
  const objects = listing.objects.sort((a, b) => (a.key < b.key ? -1 : 1));
  const kept = objects.filter(({ isArchived }) => !isArchived);
  return {
    place,
    region: bucket.knownRegion,
    objects: kept,
    bytes: kept.reduce((sum, { size }) => sum + size, 0),
    listings: bucket.requests.list,
    problems: [...listing.problemsOf(place.bucket), ...archivedOf(place, objects)],
    ...(ended === undefined ? {} : { ended }),
    share: listing.share,
  };
}

/** Listings to do, and what they found. */
class Listing {
  readonly objects: S3Object[] = [];
  ended: S3Plan["ended"];
  private readonly waiting: { readonly folder: string; readonly step: Step }[] = [];
  private readonly refused: { readonly folder: string; readonly refusal: Refusal }[] = [];
  private readonly idle = new Set<() => void>();
  private bytes = 0;
  private running = 0;
  private done = 0;
  private known = 0;

  constructor(private readonly maxBytes: number) {}

  get isEnded(): boolean {
    return this.ended !== undefined;
  }

  get share(): number {
    return this.known === 0 ? 1 : this.done / this.known;
  }

  object(object: S3Object): void {
    if (this.ended !== undefined) return;
    this.objects.push(object);
    if (!object.isArchived) this.bytes += object.size;
    if (this.bytes > this.maxBytes) this.end("bytes");
    if (this.objects.length > MOST_OBJECTS) this.end("objects");
  }

  step(folder: string, step: Step): void {
    this.known++;
    this.waiting.push({ folder, step });
    this.wake();
  }

  problemsOf(bucket: string): S3Plan["problems"] {
    return this.refused.map(({ folder, refusal: { message } }) => ({
      place: `s3://${bucket}/${folder}`,
      problem: `it ${message}`,
      count: 1,
    }));
  }

  /** Does listings until there are none, and none under way that may find further ones. */
  async work(signal: AbortSignal | undefined, told: () => void): Promise<void> {
    for (;;) {
      if (this.ended !== undefined || signal?.aborted === true) break;
      const next = this.waiting.pop();
      if (next !== undefined) await this.run(next, signal, told);
      else if (this.running === 0) break;
      else await new Promise<void>((resolve) => this.idle.add(resolve));
    }
    this.wake();
  }

  private async run(
    { folder, step }: { readonly folder: string; readonly step: Step },
    signal: AbortSignal | undefined,
    told: () => void,
  ): Promise<void> {
    this.running++;
    try {
      await step(this);
      this.done++;
      told();
    } catch (error) {
      if (signal?.aborted === true) return;
      if (!(error instanceof Refusal)) throw error;
      this.refused.push({ folder, refusal: error });
      if (error.isFinal || this.refused.length >= MOST_REFUSALS) this.end("refusals");
    } finally {
      this.running--;
      this.wake();
    }
  }

  private end(why: NonNullable<S3Plan["ended"]>): void {
    this.ended ??= why;
  }

  private wake(): void {
    for (const resolve of this.idle) resolve();
    this.idle.clear();
  }
}

function archivedOf({ name }: S3Place, objects: readonly S3Object[]): S3Plan["problems"] {
  const counts = new Map<string, number>();
  for (const { isArchived, storageClass = "" } of objects) {
    if (isArchived) counts.set(storageClass, (counts.get(storageClass) ?? 0) + 1);
  }
  return [...counts].map(([storageClass, count]) => ({
    place: name,
    problem: `${count === 1 ? "an object" : `${count} objects, each`} ${archived(storageClass).message}`,
    count,
  }));
}
