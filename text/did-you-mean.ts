import { closest, distance } from "fastest-levenshtein";

/** A remedy for a wrong word: the nearest allowed one, or else what to do without one. */
export function suggest<Otherwise>(
  typed: string,
  allowed: readonly string[],
  otherwise: Otherwise,
): string | Otherwise {
  const word = didYouMean(typed, allowed);
  return word === undefined ? otherwise : `Did you mean ${JSON.stringify(word)}?`;
}

/** The allowed word nearest to what was typed, if it is near enough to be a slip of the finger. */
function didYouMean(typed: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const nearest = closest(
    typed.toLowerCase(),
    [...allowed].map((word) => word.toLowerCase()),
  );
  const word = allowed.find((each) => each.toLowerCase() === nearest);
  return distance(typed.toLowerCase(), nearest) <= Math.max(2, Math.floor(typed.length / 3)) ? word : undefined;
}
