import type { History, ReadsOf } from "../history/history";
import type { MemberAccount, Organization } from "../organization/organization";
import { MemberProposals } from "./member-proposals";
import { type Pair, pairsOf } from "./pairs";
import type { LeftOut, LeftOutReason, Proposal } from "./proposal";
import { Readers } from "./readers";

export interface Learned {
  /** By account in the order of the file, then by what is read. */
  readonly proposals: readonly Proposal[];
  /** Reads that people would still be told of as unexpected. */
  readonly leftOut: readonly LeftOut[];
}

const DAY = 86_400_000;

/**
 * Who is to be expected, of those whose reads would be told: roles and services that read the same thing day after day, from early in the
 * time that is looked at. Never people, nor who did anything else that people would be told of.
 *
 * @param fewestDays days (UTC) with reads
 */
export function propose(history: History, organization: Organization, fewestDays: number): Learned {
  const readers = new Readers(history, organization);
  const members = new Map(organization.members.map((member) => [member.id, member]));
  const byMember = new Map<MemberAccount, Pair[]>();
  const leftOut: LeftOut[] = [];
  const leave = (reason: LeftOutReason, reads: readonly ReadsOf[]) => {
    leftOut.push(...reads.map((each) => ({ reason, reads: each })));
  };
  const pairs = pairsOf(history);
  const inPairs = new Set(pairs.flatMap(({ reads }) => reads));
  for (const each of history.reads) {
    if (each.verdict === "unexpected" && !inPairs.has(each)) leave(readers.whyNever(each) ?? "unnamed", [each]);
  }
  for (const pair of pairs) {
    const member = members.get(pair.owner);
    const never = readers.whyNever(pair.reads[0]!);
    const reason = never ?? (member === undefined ? "account" : whyNotYet(pair, history, fewestDays));
    if (reason !== undefined) leave(reason, pair.reads);
    else byMember.set(member!, [...(byMember.get(member!) ?? []), pair]);
  }
  const proposals = organization.members.flatMap((member) => {
    const own = byMember.get(member);
    if (own === undefined) return [];
    const made = new MemberProposals(member, { history, readers, fewestDays });
    for (const { reason, pair } of made.refused(own)) leave(reason, pair.reads);
    return made.of(own);
  });
  return { proposals, leftOut };
}

/** A job is there from early on, and again and again. */
function whyNotYet({ evidence }: Pair, { days }: History, fewestDays: number): LeftOutReason | undefined {
  if (evidence.days.length < fewestDays) return "rare";
  const span = Math.floor(evidence.last / DAY) - Math.floor(evidence.first / DAY) + 1;
  return span * 2 < days.length ? "recent" : undefined;
}
