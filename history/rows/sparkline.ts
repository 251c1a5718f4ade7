import { isInColour } from "../../text/in-colour";

const BLOCKS = Array.from("▁▂▃▄▅▆▇█");
/** Where a font or a log may lack the others. */
const DIGITS = Array.from("123456789");

/**
 * Numbers as a line of bars, next to each other; none for none. More than there is room for are summed up.
 *
 * @param most characters
 */
export function sparkline(values: readonly number[], most: number): string {
  const size = Math.ceil(values.length / most);
  const sums: number[] = [];
  values.forEach((value, at) => (sums[Math.floor(at / size)] = (sums[Math.floor(at / size)] ?? 0) + value));
  const top = Math.max(1, ...sums);
  // As colours, bars are for whoever looks at a terminal.
  const isPlain = !isInColour();
  const signs = isPlain ? DIGITS : BLOCKS;
  return sums
    .map((sum) =>
      sum <= 0 ? (isPlain ? "." : " ") : signs[Math.min(signs.length - 1, Math.ceil((sum / top) * signs.length) - 1)]!,
    )
    .join("");
}
