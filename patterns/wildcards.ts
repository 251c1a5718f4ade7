/**
 * Whether a text is of a pattern in which `*` stands for anything. Takes the first place of each part between two stars: what fits later
 * fits there, too, so nothing is tried twice.
 */
export function matchesWildcards(pattern: string, value: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop();
  if (end === undefined) return value === start;
  if (!value.startsWith(start)) return false;
  let from = start.length;
  for (const part of rest) {
    const at = value.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return value.length - from >= end.length && value.endsWith(end);
}
