import type { ReadsOf } from "../history/history";
import { plural } from "../text/plural";
import type { Proposal } from "./proposal";
import { countOf, placesOf, whereFrom } from "./evidence-words";

/** What people would not be told of any more. */
export interface Hidden {
  readonly proposal: Proposal;
  readonly reads: readonly ReadsOf[];
  readonly count: number;
  /** What is odd about it, the oddest first. */
  readonly odd: readonly OddThing[];
}

export interface OddThing {
  /** In a few words, for people. */
  readonly said: string;
  /** How much it tells of somebody who should not be there. */
  readonly weight: number;
}

/** Secrets that are many for one reader. */
const MANY_SECRETS = 5;

/** What proposals would hide, what looks odd first, then the most reads. */
export function hiddenBy(proposals: readonly Proposal[], days: readonly string[]): readonly Hidden[] {
  const secrets = new Map<string, number>();
  for (const { principal, pairs } of proposals) secrets.set(principal, (secrets.get(principal) ?? 0) + pairs.length);
  return proposals
    .map((proposal): Hidden => {
      const odd = [...oddities(proposal, days, secrets.get(proposal.principal)!)].sort((a, b) => b.weight - a.weight);
      const reads = proposal.pairs.flatMap((pair) => pair.reads);
      return { proposal, reads, count: proposal.evidence.count - countOf(placesOf(proposal).told), odd };
    })
    .sort((a, b) => weightOf(b) - weightOf(a) || b.count - a.count);
}

function weightOf({ odd }: Hidden): number {
  return odd.reduce((sum, { weight }) => sum + weight, 0);
}

function oddities(proposal: Proposal, days: readonly string[], secrets: number): readonly OddThing[] {
  const { target, evidence, account, principal, from, unusual } = proposal;
  const found: OddThing[] = [];
  const add = (is: boolean, weight: number, said: string) => {
    if (is) found.push({ said, weight });
  };
  add(target.kind === "account", 20, "any secret of the account, also of later ones");
  add(secrets >= MANY_SECRETS, 12, plural(secrets, "secret"));
  add(target.kind !== "account" && target.name.endsWith("/*"), 8, "also what is put below the path later");
  add(principal.startsWith("arn:") && !principal.includes(`:${account.id}:`), 10, "a role of another account");
  add(from === undefined && unusual.length > 0, 8, `now and then ${whereFrom(unusual)}`);
  const first = days.indexOf(evidence.days[0]!);
  add(first >= Math.max(3, days.length / 4), 12, `first seen on day ${first + 1} of ${days.length}`);
  add(evidence.days.length * 4 < days.length, 6, `on ${evidence.days.length} of ${plural(days.length, "day")} only`);
  return found;
}
