import type { Path } from "../../config/files/config-document";

/** The value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, key) => (parent as Record<string | number, unknown>)[key], value);
}

/** A copy with another value at a path. */
export function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    const copy = [...(value as unknown[])];
    copy[key as number] = replaced(copy[key as number], rest, by);
    return copy;
  }
  const entries = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return { ...entries, [key]: replaced(entries[key], rest, by) };
}

/** A copy with another key at a path. */
export function renamed(value: unknown, path: Path, by: string): unknown {
  const parent = path.slice(0, -1);
  const entries = Object.entries(valueAt(value, parent) as object);
  return replaced(
    value,
    parent,
    Object.fromEntries(entries.map(([key, each]) => [key === path.at(-1) ? by : key, each])),
  );
}
