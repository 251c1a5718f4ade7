/** Whether there is a text that both patterns match; * stands for any text, ? for one character. */
export function globsMeet(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const meet = (at: number, otherAt: number): boolean => {
    const key = at * (other.length + 1) + otherAt;
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = compare(at, otherAt);
    known.set(key, result);
    return result;
  };
  const compare = (at: number, otherAt: number): boolean => {
    const [a, b] = [one[at], other[otherAt]];
    if (a === undefined && b === undefined) return true;
    if (a === "*") return meet(at + 1, otherAt) || (b !== undefined && meet(at, otherAt + 1));
    if (b === "*") return meet(at, otherAt + 1) || (a !== undefined && meet(at + 1, otherAt));
    return a !== undefined && b !== undefined && (a === b || a === "?" || b === "?") && meet(at + 1, otherAt + 1);
  };
  return meet(0, 0);
}

/** The same of ARNs: each of the six parts for itself, so that no wildcard reaches into the next one. */
export function arnsMeet(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((arn) => {
    const all = arn.split(":");
    return [...all.slice(0, 5), all.slice(5).join(":")];
  });
  return parts!.every((part, at) => globsMeet(part, others![at]!));
}
