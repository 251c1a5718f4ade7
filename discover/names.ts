import { accountNamePattern } from "../organization/organization";

const LONGEST = 40;

/** A text from outside in the letters that names of the configuration have, or nothing if it has none of them. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-$/g, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
}

/** Something that has no name in the configuration yet. */
export interface Unnamed {
  readonly id: string;
  /** Names that would do, the best first; they need not be any that the configuration can have. */
  readonly wishes: readonly string[];
}

/**
 * Names of accounts or units that no other has. Two that wish for the same get it with their ids, both, whichever comes first: names
 * depend on what is there, not on the order of it.
 *
 * @param taken names that others have
 * @param prefix of a name that is made of an id alone
 */
export function namesFor(
  unnamed: readonly Unnamed[],
  taken: Iterable<string>,
  prefix: string,
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  let open = unnamed.map(({ id, wishes }) => ({ id, wishes: candidatesOf(id, wishes, prefix) }));
  while (open.length > 0) {
    const wanted = new Map<string, number>();
    for (const { wishes } of open) wanted.set(wishes[0]!, (wanted.get(wishes[0]!) ?? 0) + 1);
    const left: typeof open = [];
    for (const { id, wishes } of open) {
      const [wish, ...others] = wishes as [string, ...string[]];
      // The last one is numbered until it is free: an account may be called as the id of another one is written.
      if (others.length === 0) names.set(id, firstFree(wish, used));
      else if (wanted.get(wish) === 1 && !used.has(wish)) names.set(id, wish);
      else left.push({ id, wishes: others });
      if (names.has(id)) used.add(names.get(id)!);
    }
    open = left;
  }
  return names;
}

function candidatesOf(id: string, wishes: readonly string[], prefix: string): readonly string[] {
  const end = `-${id.split("-").at(-1)!}`;
  const fitting = wishes.map(slug).filter((wish) => accountNamePattern.test(wish));
  const [best] = fitting;
  return [
    ...new Set([
      ...fitting,
      ...(best === undefined ? [] : [`${best.slice(0, Math.max(1, LONGEST - end.length)).replace(/-$/, "")}${end}`]),
      `${prefix}${end}`,
      prefix,
    ]),
  ].filter((each) => accountNamePattern.test(each));
}

function firstFree(wish: string, used: ReadonlySet<string>): string {
  if (!used.has(wish)) return wish;
  let number = 2;
  while (used.has(`${wish}-${number}`)) number++;
  return `${wish}-${number}`;
}
