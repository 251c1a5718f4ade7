import { plural } from "./plural";

/**
 * A list of names, of which nobody reads more than so many; the rest is counted. One more is named: its number would
 * take as much room.
 *
 * @param noun what the others are @default - they are just more
 */
export function andMore(names: readonly string[], most: number, noun?: string): string {
  const [shown, rest] = firstOf(names, most, noun);
  return rest === undefined ? shown.join(", ") : `${shown.join(", ")} and ${rest}`;
}

/** The names to show, and in words what is left of them. */
export function firstOf<Name>(
  names: readonly Name[],
  most: number,
  noun?: string,
): readonly [shown: readonly Name[], rest?: string] {
  const rest = names.length - most;
  if (rest <= 1) return [names];
  return [names.slice(0, most), noun === undefined ? `${rest} more` : plural(rest, `other ${noun}`)];
}
