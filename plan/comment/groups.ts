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
  private readonly groups = new Map<string, { readonly raw: string; readonly occurrences: Occurrence[] }>();

  add(value: Value, occurrence: Occurrence, leveled: (text: string) => string): void {
    const raw = JSON.stringify(value);
    const key = leveled(raw);
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, { raw, occurrences: [occurrence] });
    else group.occurrences.push(occurrence);
  }

  /** In the order of what concerns most stacks. */
  all(): readonly Group<Value>[] {
    return [...this.groups]
      .map(([key, { raw, occurrences }]) => ({
        value: JSON.parse(stacksOf(occurrences).length > 1 ? key : raw) as Value,
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
    const leveled = account === undefined ? text : text.replaceAll(account, "<account>");
    return leveled.replaceAll(/[\w-]+/g, (word) => (names.has(word) ? "<member>" : word));
  };
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
