import { maskedText } from "../masked";

export interface PatternDifference {
  /** Each a line in people's words. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Characters; a pattern has 2,048, or 4,096 where AWS raised it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const LONGEST = 65_536;

/** What an event rule looks at that it did not look at before. Undefined if a text is no JSON. */
export function patternDifference(before: unknown, after: unknown): PatternDifference | undefined {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  if (was === undefined || is === undefined) return undefined;
  return {
    added: withoutArns([...is].filter((leaf) => !was.has(leaf)).sort()),
    removed: withoutArns([...was].filter((leaf) => !is.has(leaf)).sort()),
  };
}

/** A pattern names a secret by name and by ARN; the name says it. */
function withoutArns(lines: readonly string[]): readonly string[] {
  const all = new Set(lines);
  return lines.filter((line) => {
    const at = line.indexOf(": arn:");
    const [start, arn] = [line.slice(0, at + 2), line.slice(at + 2)];
    const [, , service, , , , ...name] = arn.split(":");
    if (at < 0 || !start.startsWith("secret") || service !== "secretsmanager") return true;
    const named = `${start}${name.join(":")}`;
    // ARNs end in a dash and six characters, or in a wildcard for them.
    return !all.has(named) && !all.has(named.slice(0, named.lastIndexOf("-")));
  });
}

function leavesOf(text: unknown): ReadonlySet<string> | undefined {
  if (text === undefined || text === null || text === "") return new Set();
  if (typeof text !== "string" || text.length > LONGEST) return undefined;
  try {
    return new Set(leaves(JSON.parse(text), [], "is"));
  } catch {
    return undefined;
  }
}

function* leaves(value: unknown, path: readonly string[], how: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const each of value) yield* leaves(each, path, how);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      // Comparisons stand in lists only: {"anything-but": [...]}, {"prefix": "..."}.
      if (COMPARISONS.has(key)) yield* leaves(each, path, how === "is" ? key : `${how} ${key}`);
      else yield* leaves(each, key === "$or" ? path : [...path, key], how);
    }
  } else yield inWords(maskedText(path.join(".")), how, maskedText(String(value)));
}

const COMPARISONS = new Set([
  ...["anything-but", "prefix", "suffix", "wildcard", "equals-ignore-case", "exists", "numeric", "cidr"],
]);

function inWords(path: string, how: string, value: string): string {
  if (/requestParameters\.secretId(List)?$/.test(path) && how === "exists") return "a read that names no secret";
  if (how !== "exists" && /(sessionIssuer|userIdentity)\.arn$/.test(path)) {
    return how.startsWith("anything-but")
      ? `expected, no message about: ${value}`
      : `reported when it reads anything else: ${value}`;
  }
  if (/requestParameters\.secretId(List)?$/.test(path)) {
    return how.startsWith("anything-but") ? `secret that they are expected to read: ${value}` : `secret: ${value}`;
  }
  if (how === "exists") return `${path} is ${value === "true" ? "there" : "not there"}`;
  return `${path} ${how === "is" ? "=" : how} ${value}`;
}
