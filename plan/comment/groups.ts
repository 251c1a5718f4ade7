/** One resource of one stack to which something happens. */
export interface Occurrence {
  readonly stack: string;
  /** @default - the plan does not say */
  readonly account?: string;
  readonly address: string;
  /** What AWS calls it, where the plan says so. */
  readonly name?: string;
}

export interface Group<Value> {
  readonly value: Value;
  readonly occurrences: readonly Occurrence[];
}

/** Whose own name and account id do not make two changes different. */
export interface Stack {
  readonly stack: string;
  readonly account?: string;
}

/** Collects equal values. Values of several stacks are equal if they differ in the stack's own name and account alone. */
export class Groups<Value extends object> {
  private readonly groups = new Map<
    string,
    { readonly value: Value; readonly same: Value; readonly occurrences: Occurrence[] }
  >();

  add(value: Value, occurrence: Occurrence, leveled: (text: string) => string): void {
    const same = leveledIn(value, leveled);
    const key = JSON.stringify(same);
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, { value, same, occurrences: [occurrence] });
    else group.occurrences.push(occurrence);
  }

  /** In the order of what concerns most stacks. */
  all(): readonly Group<Value>[] {
    return [...this.groups]
      .map(([key, { value, same, occurrences }]) => ({
        value: stacksOf(occurrences).length > 1 ? same : value,
        occurrences: [...occurrences].sort(byPlace),
        key,
      }))
      .sort((a, b) => b.occurrences.length - a.occurrences.length || compare(a.key, b.key))
      .map(({ value, occurrences }) => ({ value, occurrences }));
  }
}

/** Replaces a stack's own account id and name by what is the same for every stack. */
export function leveling({ stack, account }: Stack): (text: string) => string {
  const names = new Set([stack, stack.replace(/^member-/, "")]);
  return (text) => {
    // A plan may have anything for an account, also nothing.
    const leveled = account === undefined || account === "" ? text : text.replaceAll(account, "<account>");
    return leveled.replaceAll(/[\w-]+/g, (word) => (names.has(word) ? "<member>" : word));
  };
}

/** Texts alone, at any depth: a stack may be called like a key of what is found. */
function leveledIn<Value>(value: Value, leveled: (text: string) => string): Value {
  if (typeof value === "string") return leveled(value) as Value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => leveledIn<unknown>(each, leveled)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, leveledIn<unknown>(each, leveled)]),
  ) as Value;
}

export function stacksOf(occurrences: readonly Occurrence[]): readonly string[] {
  return [...new Set(occurrences.map(({ stack }) => stack))];
}

function byPlace(a: Occurrence, b: Occurrence): number {
  return compare(a.stack, b.stack) || compare(a.name ?? a.address, b.name ?? b.address);
}

/** Not by locale: the same order everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
