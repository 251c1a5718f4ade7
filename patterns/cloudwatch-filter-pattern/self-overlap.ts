/**
 * How many characters a text begins and ends with alike, itself left out: 3 of "abcabc", 3 of "111.111", none of "Denied".
 *
 * So much of it may stand before its end once more: in 111.111.111, 111.111 stands at the start, too.
 */
export function selfOverlap(text: string): number {
  for (let length = text.length - 1; length > 0; length--) {
    if (text.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

/** Whether a text easily stands in a value before its end as well: one character, or one that overlaps itself. */
export function repeatsItself(text: string): boolean {
  return text.length === 1 || selfOverlap(text) > 0;
}
