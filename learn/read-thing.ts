import type { ReadsOf } from "../history/history";
import { placeOfArn } from "../organization/names/arn";

/** What reads are of. */
export interface ReadThing {
  /** Id of the account that has it. */
  readonly owner: string;
  readonly name: string;
  /** Whole ARN by which alone it was asked for. @default - it was asked for otherwise, too */
  readonly arn?: string;
}

/** A hyphen and six characters: the end of a whole ARN, or of a name that AWS advises against. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The one thing that all of the reads asked for; nothing if they asked for several, or did not say for which. */
export function readThing({
  accountId,
  store,
  asked,
}: Pick<ReadsOf, "accountId" | "store" | "asked">): ReadThing | undefined {
  const owners = new Set(asked.map((each) => placeOfArn(each)?.account ?? accountId));
  const names = namesIn(asked, store);
  const [[owner], [name]] = [[...owners], [...names]];
  if (owner === undefined || name === undefined || owners.size > 1 || names.size > 1) return undefined;
  const [first] = asked;
  const isWhole = store === "secrets" && asked.length === 1 && placeOfArn(first) !== undefined && SUFFIX.test(first!);
  return { owner, name, ...(isWhole ? { arn: first } : {}) };
}

function namesIn(asked: readonly string[], store: ReadsOf["store"]): ReadonlySet<string> {
  if (store === "parameters") return new Set(asked.map(parameterName));
  const plain = asked.map(withoutArn);
  const given = new Set(asked.filter((each) => placeOfArn(each) === undefined));
  // A name that somebody asked for as such is one, also where it ends like an ARN.
  return new Set(
    plain.map((each, index) => (given.has(each) || !isArn(asked[index]!) ? each : each.replace(SUFFIX, ""))),
  );
}

function isArn(text: string): boolean {
  return placeOfArn(text) !== undefined;
}

function withoutArn(text: string): string {
  return isArn(text) ? text.split(":").slice(6).join(":") : text;
}

/** With a slash before it, and without a version or label. */
function parameterName(asked: string): string {
  const name = isArn(asked)
    ? asked
        .split(":")
        .slice(5)
        .join(":")
        .replace(/^parameter/, "")
    : asked;
  return `/${name.replace(/^\//, "").split(":")[0]!}`;
}
