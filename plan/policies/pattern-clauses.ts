/** One way for an event to match: for each path the comparisons of which one has to hold. */
export type Clause = ReadonlyMap<string, readonly unknown[]>;

/** Characters; a pattern has 2,048, or 4,096 where AWS raised it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const LONGEST = 65_536;
/** AWS takes 1,000 combinations of alternatives. */
const MOST_CLAUSES = 1000;

/** The ways for an event to match a pattern; undefined if its text is no pattern, or one with more ways than AWS takes. */
export function clausesOf(text: unknown): readonly Clause[] | undefined {
  if (text === undefined || text === null || text === "") return [];
  if (typeof text !== "string" || text.length > LONGEST) return undefined;
  try {
    const pattern: unknown = JSON.parse(text);
    return isObject(pattern) ? clausesIn(pattern, "") : undefined;
  } catch {
    return undefined;
  }
}

function clausesIn(pattern: Readonly<Record<string, unknown>>, at: string): readonly Clause[] | undefined {
  let clauses: readonly Clause[] = [new Map()];
  for (const [key, value] of Object.entries(pattern)) {
    const alternatives = key === "$or" && Array.isArray(value) ? anyOf(value, at) : partOf(key, value, at);
    if (alternatives === undefined || clauses.length * alternatives.length > MOST_CLAUSES) return undefined;
    clauses = clauses.flatMap((clause) => alternatives.map((other) => new Map([...clause, ...other])));
  }
  return clauses;
}

function anyOf(patterns: readonly unknown[], at: string): readonly Clause[] | undefined {
  const clauses: Clause[] = [];
  for (const each of patterns) {
    const own = isObject(each) ? clausesIn(each, at) : undefined;
    if (own === undefined) return undefined;
    clauses.push(...own);
  }
  return clauses;
}

function partOf(key: string, value: unknown, at: string): readonly Clause[] | undefined {
  const path = at === "" ? key : `${at}.${key}`;
  return isObject(value) ? clausesIn(value, path) : [new Map([[path, Array.isArray(value) ? value : [value]]])];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
