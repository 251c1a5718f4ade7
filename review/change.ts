/** What a change is about. */
export const areas = [
  "accounts",
  "secrets",
  "decoys",
  "readers",
  "silence",
  "detections",
  "recipients",
  "modes",
  "guardrails",
  "trail",
  "settings",
] as const;

export type Area = (typeof areas)[number];

/** A difference between two versions of a configuration, in people's terms. */
export interface Change {
  /** Stable: acknowledgements name it. */
  readonly id: string;
  /** The id of the same change in whatever account, with `*` in place of the account's name, if the id has it. */
  readonly everywhere?: string;
  readonly area: Area;
  /** Whether less or more is watched, or told, than before. */
  readonly watch: "less" | "more" | "same";
  /** Whether it needs an acknowledgement: what is watched, told or kept less always does. */
  readonly guarded: boolean;
  /** The acknowledgement that stands where the change is made. @default - it needs one of its own, if it is guarded */
  readonly reason?: string;
  /** A sentence without the account, so that the same change in many accounts is said once. */
  readonly text: string;
  /** @default - it is about the whole organization */
  readonly account?: { readonly id: string; readonly name: string };
}

/** More accounts than that nobody reads, nor answers one by one. */
export const MOST_NAMES = 5;

/**
 * Makes changes of one area, and of one account if there is one.
 *
 * Whatever makes the watch less needs an acknowledgement. Others need none unless it is said, as where something that
 * can't be made again is replaced.
 */
export function changesIn(area: Area, account?: Change["account"]) {
  return (id: string, watch: Change["watch"], text: string, guarded = watch === "less"): Change => ({
    id,
    ...everywhere(id, account),
    area,
    watch,
    guarded,
    text,
    account,
  });
}

function everywhere(id: string, account: Change["account"]): Pick<Change, "everywhere"> {
  const [kind, name, ...rest] = id.split("/");
  return account !== undefined && name === account.name ? { everywhere: [kind, "*", ...rest].join("/") } : {};
}

/** Joins the parts of an id. @param kind words with spaces or hyphens between them */
export function changeId(kind: string, ...parts: readonly string[]): string {
  return [kind.toLowerCase().replaceAll(" ", "-"), ...parts].join("/");
}

/** What a list lost and gained. */
export function listDifference<Item>(
  before: readonly Item[],
  after: readonly Item[],
  key: (item: Item) => string = String,
): { readonly lost: readonly Item[]; readonly gained: readonly Item[] } {
  const keys = (items: readonly Item[]) => new Set(items.map(key));
  const [then, now] = [keys(before), keys(after)];
  return { lost: before.filter((each) => !now.has(key(each))), gained: after.filter((each) => !then.has(key(each))) };
}

/** Pairs the items that are in both lists. */
export function pairs<Item>(
  before: readonly Item[],
  after: readonly Item[],
  key: (item: Item) => string,
): readonly (readonly [Item, Item])[] {
  const then = new Map(before.map((each) => [key(each), each]));
  return after.flatMap((each) => {
    const old = then.get(key(each));
    return old === undefined ? [] : [[old, each] as const];
  });
}
