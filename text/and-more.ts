import { plural } from "./plural";

/**
 * A list of names, of which nobody reads more than so many; the rest is counted. One more is named: its number would
 * take as much room.
 *
 * @param noun what the others are @default - they are just more
 */
export function andMore(names: readonly string[], most: number, noun?: string): string {
  const rest = names.length - most;
  if (rest <= 1) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${noun === undefined ? `${rest} more` : plural(rest, `other ${noun}`)}`;
}
