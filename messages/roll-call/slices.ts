import type { RollCallFacts } from "./facts";

/**
 * Accounts times regions that are asked for at once. A query gives at most 10,000 rows, and a state takes 256 KiB, which
 * 2,000 rows fill.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const PLACES_OF_A_SLICE = 800;

/** Most rows of one query. More is an error: what is cut off would count as silent. */
export const MOST_ROWS = 2000;

/** Slices that are asked at once: queries are started at most five times a second in some regions. */
export const SLICES_AT_ONCE = 4;

/** Numbers of slices that share the last three digits of account ids evenly. */
const SLICE_COUNTS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];

/** Accounts that are asked for together. */
export interface Slice {
  /** Its number among all, as `3-of-25`: another division of the accounts remembers anew. */
  readonly name: string;
  /** Which accounts are in it, known or not, as a line of a Logs Insights query. @default - all */
  readonly filter?: string;
  /**
   * Between tabs, for each account: its id, a character for each of its regions, and its name. Without line breaks: they are
   * taken in expressions, and nobody says that they are in other text.
   */
  readonly accounts: string;
}

/** The accounts in as few slices as hold them; an account that nobody knows would be in exactly one of them as well. */
export function slicesOf({ accounts, regions }: Pick<RollCallFacts, "accounts" | "regions">): readonly Slice[] {
  const count = SLICE_COUNTS.find((some) => fullest(accounts, some) <= PLACES_OF_A_SLICE) ?? SLICE_COUNTS.at(-1)!;
  const marks = regionMarks(regions);
  return Array.from({ length: count }, (_, index) => ({
    name: `${index + 1}-of-${count}`,
    filter: count === 1 ? undefined : `account like /(${suffixes(count, index).join("|")})$/`,
    accounts: `\t${accounts
      .filter(({ id }) => sliceOf(id, count) === index)
      .map((account) => `${entryOf(account, marks)}\t`)
      .join("")}`,
  }));
}

function entryOf({ id, name, regions }: RollCallFacts["accounts"][number], marks: ReadonlyMap<string, string>): string {
  return [id, regions.map((region) => marks.get(region)!).join(""), name.replaceAll(/\s+/g, " ")].join("|");
}

/** A character for each region; there are fewer than ninety. */
export function regionMarks(regions: readonly string[]): ReadonlyMap<string, string> {
  return new Map(regions.map((region, index) => [region, String.fromCharCode(48 + index)]));
}

function fullest(accounts: RollCallFacts["accounts"], count: number): number {
  const sizes = Array.from({ length: count }, () => 0);
  for (const { id, regions } of accounts) sizes[sliceOf(id, count)]! += regions.length;
  return Math.max(...sizes);
}

function sliceOf(id: string, count: number): number {
  return Number(id.slice(-3)) % count;
}

function suffixes(count: number, index: number): readonly string[] {
  return Array.from({ length: 1000 / count }, (_, step) => String(index + step * count).padStart(3, "0"));
}
