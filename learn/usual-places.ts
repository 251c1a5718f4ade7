import { isPlaceholderNetwork } from "../config/checks/placeholders";
import type { ReadPlace, ReadsOf } from "../history/history";
import { isRouted, networkOf } from "../organization/places";

/** Reads that are needed to say where a reader runs: had it another place for one read in ten, a thirtieth would have shown it with 96 %. */
export const FEWEST_READS_FOR_PLACES = 30;

/** Places of one reader: who has more has no place of its own, but addresses that AWS lends it. */
const MOST_PLACES_OF_A_READER = 8;

/** Where a reader usually reads from. */
export interface UsualPlaces {
  /** As `from` of an expected reader has them. @default - from wherever */
  readonly from?: readonly string[];
  /** Places that are not among them, and that it came from all the same. */
  readonly unusual: readonly ReadPlace[];
}

/**
 * Where a reader is to be expected from: where it reads from day after day, through endpoints and from addresses of the internet. A place
 * that was there on fewer days is no reason to expect it from everywhere, and stays unexpected.
 *
 * @param reads all of one reader
 * @param fewestDays days that make a place a usual one
 */
export function usualPlaces(reads: readonly ReadsOf[], fewestDays: number): UsualPlaces {
  // A service that calls on the reader's behalf is nowhere.
  const places = joined(reads).filter(({ kind }) => kind !== "service");
  const usual = places.filter(({ days }) => days >= fewestDays);
  const unusual = places.filter(({ days }) => days < fewestDays);
  const from = [...new Set(usual.map(placeOf))];
  const isEverywhere = reads.some(({ otherPlaces }) => otherPlaces > 0) || unusual.length > from.length;
  const isEnough = unusual.length > 0 || count(usual) >= FEWEST_READS_FOR_PLACES;
  if (from.length === 0 || from.length > MOST_PLACES_OF_A_READER || isEverywhere || !isEnough) return { unusual };
  return from.every((place) => place !== undefined) ? { from: from.sort(), unusual } : { unusual };
}

/** Each place once. */
function joined(reads: readonly ReadsOf[]): readonly ReadPlace[] {
  const places = new Map<string, ReadPlace>();
  for (const each of reads.flatMap((read) => read.places)) {
    const known = places.get(each.place);
    places.set(
      each.place,
      // Days of several secrets may be the same ones: at least as many as of one.
      known === undefined ? each : { ...each, count: known.count + each.count, days: Math.max(known.days, each.days) },
    );
  }
  return [...places.values()];
}

function count(places: readonly ReadPlace[]): number {
  return places.reduce((sum, each) => sum + each.count, 0);
}

/**
 * A place as the file may have it: an endpoint; an address alone, for its neighbours belong to others; of IPv6 its network of 64 bits,
 * which is one subnet's. Nothing of an address that the internet does not know, which anybody's VPC may have, or that documentation has.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
function placeOf({ kind, place }: ReadPlace): string | undefined {
  if (kind === "endpoint") return /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/.test(place) ? place : undefined;
  if (kind !== "address") return undefined;
  const network = networkOf(`${place}/32`)?.family === "IPv4" ? networkOf(`${place}/32`) : networkOf(`${place}/64`);
  if (network === undefined || !isRouted(network) || isPlaceholderNetwork(network.written)) return undefined;
  return network.written;
}
