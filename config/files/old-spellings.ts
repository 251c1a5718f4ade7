/** What a key or value was called before: it goes on working, and whoever uses it is told. */
interface OldSpelling {
  /** Keys that lead to it, the old one last; `*` is any. */
  readonly path: readonly string[];
  /** The value that is called otherwise. @default - the key itself is */
  readonly value?: string;
  readonly now: string;
}

const oldSpellings: readonly OldSpelling[] = [
  { path: ["modes", "*"], value: "watch", now: "quiet" },
  { path: ["guardrails", "protectPipeline"], now: "protectWatch" },
];

/** An old spelling in a file. */
export interface Respelled {
  /** Where it stands in the file. */
  readonly path: readonly string[];
  /** Where its value is found now. */
  readonly nowAt: readonly string[];
  readonly was: string;
  readonly now: string;
  readonly isKey: boolean;
}

/** Puts what is written in an old way into the new one, in place, and says what that was. */
export function respell(value: unknown): readonly Respelled[] {
  return oldSpellings.flatMap((spelling) => respellBelow(value, spelling, []));
}

function respellBelow(value: unknown, spelling: OldSpelling, path: readonly string[]): readonly Respelled[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const entry = value as Record<string, unknown>;
  const wanted = spelling.path[path.length]!;
  const keys = Object.keys(entry).filter((key) => wanted === "*" || wanted === key);
  if (path.length < spelling.path.length - 1) {
    return keys.flatMap((key) => respellBelow(entry[key], spelling, [...path, key]));
  }
  return keys.flatMap((key): readonly Respelled[] => {
    const at = [...path, key];
    const { value: old, now } = spelling;
    if (old !== undefined) {
      if (entry[key] !== old) return [];
      entry[key] = now;
      return [{ path: at, nowAt: at, was: old, now, isKey: false }];
    }
    // Both are a contradiction, which the schema reports as a key that it does not know.
    if (Object.hasOwn(entry, now)) return [];
    entry[now] = entry[key];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a plain object that was just read
    delete entry[key];
    return [{ path: at, nowAt: [...path, now], was: key, now, isKey: true }];
  });
}
