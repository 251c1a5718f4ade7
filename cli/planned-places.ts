import { dayAfter, withinLimits, type EventLimits } from "../events/limits";
import { problemWith, readEvents, type EventBatch } from "../events/read-events";
import { isDated, isS3Place, s3Place, type S3Place } from "../events/s3/place";
import type { S3Plan } from "../events/s3/plan";
import { costOf } from "../events/s3/prices";
import { placeAndTime, prices } from "../prices/prices";
import { plural } from "../text/plural";
import { complain } from "../text/print";
import { joined, terminal, type TerminalText } from "../text/terminal";
import type { Asked } from "./asked";
import { DEFAULT_DAYS } from "./place-options";
import { UsageError } from "./usage-error";

/** What is to be read. */
export interface PlannedPlaces {
  readonly asked: Asked;
  /** Files, directories and globs. */
  readonly files: readonly string[];
  readonly buckets: readonly PlannedBucket[];
}

interface PlannedBucket {
  /** Which of its events are asked for: of a bucket, not all if nothing is said. */
  readonly limits: EventLimits;
  readonly plan: S3Plan;
}

/**
 * Finds what there is to read in buckets, and says what it will cost, on standard error.
 *
 * @throws UsageError if a place is none, or if there is more to read than is allowed: nothing was read then
 */
export async function planPlaces(
  places: readonly string[],
  asked: Asked,
  signal?: AbortSignal,
): Promise<PlannedPlaces> {
  const parsed = new Map(places.filter(isS3Place).map((name) => [name, s3Place(name)] as const));
  const wrong = [...parsed].filter((each): each is [string, string] => typeof each[1] === "string");
  if (wrong.length > 0)
    throw new UsageError(
      joined(
        wrong.map(([name, why]) => terminal`${name} ${why}.`),
        "\n",
      ),
    );

  const buckets: PlannedBucket[] = [];
  let bytes = 0;
  for (const place of parsed.values() as Iterable<S3Place>) {
    const limits = limitsOf(place, asked);
    const { requesterPays, maxBytes } = asked;
    // The SDK of AWS is loaded where it is needed: files are read without it.
    const { planS3 } = await import("../events/s3/plan");
    const plan = await planS3(place, limits, { requesterPays, maxBytes: maxBytes - bytes, signal });
    if (plan.ended === "bytes" || plan.ended === "objects") throw new UsageError(tooMuch(plan, asked));
    bytes += plan.bytes;
    complain(estimate(plan, limits));
    buckets.push({ limits, plan });
  }
  return { asked, files: places.filter((place) => !isS3Place(place)), buckets };
}

/** All events that are asked for: of files, then of buckets. */
export async function* readPlaces(planned: PlannedPlaces, signal?: AbortSignal): AsyncGenerator<EventBatch> {
  for (const file of planned.files) yield* within(readEvents(file), planned.asked.limits);
  yield* readBuckets(planned, signal);
}

/** Events of buckets that are asked for. What was read when the signal comes, stays. */
export async function* readBuckets(
  { buckets, asked: { requesterPays } }: PlannedPlaces,
  signal?: AbortSignal,
): AsyncGenerator<EventBatch> {
  for (const { plan, limits } of buckets) {
    if (signal?.aborted === true) return;
    yield* within(readPlanned(plan, requesterPays, signal), limits);
  }
}

async function* within(batches: AsyncIterable<EventBatch>, limits: EventLimits): AsyncGenerator<EventBatch> {
  const isAsked = withinLimits(limits);
  for await (const batch of batches) {
    yield isAsked === undefined ? batch : { ...batch, events: batch.events.filter(({ event }) => isAsked(event)) };
  }
}

async function* readPlanned(plan: S3Plan, requesterPays: boolean, signal?: AbortSignal): AsyncGenerator<EventBatch> {
  const { place, region, objects, problems, ended } = plan;
  for (const { place: where, problem, count } of problems) yield problemWith(where, problem, count);
  if (objects.length === 0 && problems.length === 0 && ended === undefined) {
    yield problemWith(place.name, "there is nothing to read in it: no event file of these days, accounts and regions");
  }
  const { readS3Objects } = await import("../events/s3/read-objects");
  yield* readS3Objects({ name: place.bucket, region, requesterPays, signal }, objects);
}

function limitsOf(place: S3Place, { limits, isUndated }: Asked): EventLimits {
  if (isDated(place)) return limits;
  const today = new Date().toISOString().slice(0, 10);
  if (!isUndated) {
    const { from = limits.to === undefined ? undefined : dayAfter(limits.to, 1 - DEFAULT_DAYS) } = limits;
    return { ...limits, from };
  }
  return { ...limits, from: dayAfter(today, 1 - DEFAULT_DAYS) };
}

function estimate(plan: S3Plan, { from, to }: EventLimits): TerminalText {
  const { requests, internet } = costOf(plan);
  const where = plan.region === undefined ? "" : ` in ${plan.region}`;
  const when = from === undefined ? "" : ` from ${from}${to === undefined ? "" : ` to ${to}`}`;
  return terminal`${plan.place.name}: ${plural(plan.objects.length, "object")}${when}, ${size(plan.bytes)}${where}, found with ${plural(plan.listings, "listing")}. Reading costs about ${dollars(requests)}, and about ${dollars(internet)} more outside of AWS (prices of ${placeAndTime(prices.read)}).`;
}

function tooMuch(plan: S3Plan, { maxBytes }: Asked): TerminalText {
  const { place, bytes, objects, share } = plan;
  const all = share > 0.01 && share < 1 ? `, so about ${size(bytes / share)} in all` : "";
  const found =
    plan.ended === "bytes"
      ? `has more than ${size(maxBytes)} (--max-bytes) to read`
      : `has more than ${objects.length} objects to read`;
  return terminal`${place.name} ${found}: that was met after ${Math.floor(share * 100)} % of the listings that were known${all}. Nothing was read. Ask for less with --from, --to, --days, --account or --region${plan.ended === "bytes" ? ", or allow more with --max-bytes" : ""}.`;
}

/** @param bytes of which a thousand are a KB */
function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]!}`;
}

function dollars(amount: number): string {
  return amount < 0.01 ? "less than $0.01" : `$${amount.toFixed(2)}`;
}
