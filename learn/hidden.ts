import { Habits, type Sign } from "../history/habits";
import type { History, ReadsOf } from "../history/history";
import { plural } from "../text/plural";
import type { Proposal } from "./proposal";
import { countOf, placesOf, whereFrom } from "./evidence-words";

/** What people would not be told of any more. */
export interface Hidden {
  readonly proposal: Proposal;
  readonly reads: readonly ReadsOf[];
  readonly count: number;
  /** What is odd about it, the oddest first. */
  readonly odd: readonly Sign[];
}

/** What proposals would hide, what looks odd first, then the most reads. */
export function hiddenBy(proposals: readonly Proposal[], history: History): readonly Hidden[] {
  const habits = new Habits(history);
  const readers = grouped(history.reads);
  const signs = new Map<string, readonly Sign[]>();
  for (const { principal } of proposals) {
    if (!signs.has(principal)) signs.set(principal, habits.signsOf(readers.get(principal)!));
  }
  return proposals
    .map((proposal): Hidden => {
      const odd = [...signs.get(proposal.principal)!, ...oddities(proposal, history.days)];
      const reads = proposal.pairs.flatMap((pair) => pair.reads);
      const count = proposal.evidence.count - countOf(placesOf(proposal).told);
      return { proposal, reads, count, odd: odd.sort((a, b) => b.weight - a.weight) };
    })
    .sort((a, b) => weightOf(b) - weightOf(a) || b.count - a.count);
}

/** All reads of each principal. */
function grouped(reads: readonly ReadsOf[]): ReadonlyMap<string, readonly ReadsOf[]> {
  const groups = new Map<string, ReadsOf[]>();
  for (const each of reads) {
    const { principal } = each.reader;
    if (principal === undefined) continue;
    const known = groups.get(principal);
    if (known === undefined) groups.set(principal, [each]);
    else known.push(each);
  }
  return groups;
}

function weightOf({ odd }: Hidden): number {
  return odd.reduce((sum, { weight }) => sum + weight, 0);
}

/** What is odd about expecting it, beside what is odd about its reader. */
function oddities(proposal: Proposal, days: readonly string[]): readonly Sign[] {
  const { target, evidence, from, unusual } = proposal;
  const others = new Set(unusual.map(({ place }) => place));
  const hasUsual = placesOf(proposal).silent.some(({ place }) => !others.has(place));
  const found: Sign[] = [];
  const add = (is: boolean, weight: number, said: string) => {
    if (is) found.push({ said, weight });
  };
  add(target.kind === "account", 20, "any secret of the account, also of later ones");
  add(target.kind !== "account" && target.name.endsWith("/*"), 8, "also what is put below the path later");
  add(from === undefined && unusual.length > 0 && hasUsual, 8, `now and then ${whereFrom(unusual)}`);
  add(unusual.length > 1 && !hasUsual, 4, `never long in one place (${plural(unusual.length, "place")})`);
  add(evidence.days.length * 4 < days.length, 6, `on ${evidence.days.length} of ${plural(days.length, "day")} only`);
  return found;
}
