/** A number and what there are so many of: 1 entry, 2 entries. */
export function plural(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  if (/(s|x|ch)$/.test(noun)) return `${count} ${noun}es`;
  return `${count} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
