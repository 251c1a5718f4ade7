import type { Pair } from "./pairs";

/** Secrets of one path that are listed as the path. */
const FEWEST_FOR_PATH = 3;

/**
 * Paths that say the same as several names: all that is known below has the same readers. The deepest ones that do, so that as little as
 * can be is expected of what is made there later.
 *
 * @param known names and paths of all that is known of the account
 * @returns by name, the path with a star at its end
 */
export function pathsOf(pairs: readonly Pair[], known: readonly string[]): ReadonlyMap<string, string> {
  const readers = new Map<string, Set<string>>();
  for (const { name, principal } of pairs) readers.set(name, (readers.get(name) ?? new Set()).add(principal));
  const byReaders = new Map<string, string[]>();
  for (const [name, principals] of readers) {
    const key = JSON.stringify([...principals].sort());
    byReaders.set(key, [...(byReaders.get(key) ?? []), name]);
  }
  const paths = new Map<string, string>();
  for (const names of byReaders.values()) {
    for (const { path, below } of divided(names, "")) {
      if (known.every((name) => !name.startsWith(path) || below.includes(name))) {
        for (const name of below) paths.set(name, `${path}*`);
      }
    }
  }
  return paths;
}

/** The directories that have enough of the names, each name in the deepest of them. */
function divided(
  names: readonly string[],
  above: string,
): readonly { readonly path: string; readonly below: readonly string[] }[] {
  const common = commonDirectory(names);
  if (common.length > above.length) return names.length < FEWEST_FOR_PATH ? [] : [{ path: common, below: names }];
  const parts = new Map<string, string[]>();
  for (const name of names) {
    const end = name.indexOf("/", above.length + 1);
    if (end === -1) continue;
    const path = name.slice(0, end + 1);
    parts.set(path, [...(parts.get(path) ?? []), name]);
  }
  return [...parts.values()].flatMap((part) => divided(part, above));
}

/** Up to the last slash that all have in common, with it; a path has something before its slash. */
function commonDirectory([first = "", ...others]: readonly string[]): string {
  let end = first.lastIndexOf("/") + 1;
  while (end > 0 && !others.every((name) => name.startsWith(first.slice(0, end)))) {
    end = first.lastIndexOf("/", end - 2) + 1;
  }
  return end > 1 ? first.slice(0, end) : "";
}
