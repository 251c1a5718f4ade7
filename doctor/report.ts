import { accountsOf, type Organization } from "../organization/organization";
import type { Finding } from "./finding";
import { kindOf } from "./kinds";
import type { Concerned, Urgency } from "./kinds/kind";

/** The worst first. */
export const urgencies = ["blind", "weak", "unknown"] as const satisfies readonly Urgency[];

/** A finding with what its kind says, and the account's name. */
export interface ReportedFinding extends Finding {
  readonly urgency: Urgency;
  readonly title: string;
  /** What is not seen meanwhile. */
  readonly blind: string;
  readonly concerned: Concerned;
  /** Page of docs/. */
  readonly docs: string;
  readonly account: { readonly id: string; readonly name?: string };
}

/** What was found in one account of one stack, or in one account where it is of no stack; the worst first. */
export interface FindingGroup {
  readonly stack?: string;
  readonly account: { readonly id: string; readonly name?: string };
  readonly findings: readonly [ReportedFinding, ...ReportedFinding[]];
}

export interface Looked {
  /** Only what has to be so before the first deployment. */
  readonly before: boolean;
  readonly stacks: number;
  readonly resources: number;
  /** Of `resources`, those of a type that is not read. */
  readonly unread: number;
}

export interface Report {
  /** Groups with the worst first. */
  readonly groups: readonly FindingGroup[];
  readonly counts: Readonly<Record<Urgency, number>>;
  readonly looked: Looked;
}

export function reportOf(organization: Organization, findings: readonly Finding[], looked: Looked): Report {
  const names = new Map(accountsOf(organization).map(({ id, name }) => [id, name]));
  const reported = findings.map((each) => reportedFinding(each, names));
  const groups = new Map<string, ReportedFinding[]>();
  for (const each of reported) {
    const key = JSON.stringify([each.stack, each.account.id]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const sorted = [...groups.values()]
    .map((group) => group.sort(byUrgency) as [ReportedFinding, ...ReportedFinding[]])
    .sort(([one], [other]) => byUrgency(one, other));
  return {
    groups: sorted.map((group) => {
      const [{ stack, account }] = group;
      return { ...(stack === undefined ? {} : { stack }), account, findings: group };
    }),
    counts: {
      blind: reported.filter(({ urgency }) => urgency === "blind").length,
      weak: reported.filter(({ urgency }) => urgency === "weak").length,
      unknown: reported.filter(({ urgency }) => urgency === "unknown").length,
    },
    looked,
  };
}

/** 0 nothing is wrong, 20 something is blind, 10 something is weak or could not be found out. */
export function exitCodeOf({ counts: { blind, weak, unknown } }: Report): 0 | 10 | 20 {
  if (blind > 0) return 20;
  return weak + unknown > 0 ? 10 : 0;
}

function reportedFinding(finding: Finding, names: ReadonlyMap<string, string>): ReportedFinding {
  const { docs, ...kind } = kindOf(finding.kind);
  const { account: id } = finding.place;
  const name = names.get(id);
  return {
    ...finding,
    ...kind,
    docs: docs ?? `doctor.md#${finding.kind}`,
    account: { id, ...(name === undefined ? {} : { name }) },
  };
}

function byUrgency(one: { readonly urgency: Urgency }, other: { readonly urgency: Urgency }): number {
  return urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency);
}
