import { type FindingGroup, type Report, type ReportedFinding, urgencies } from "./report";

/** What a person reads of a report, however large the organization is; JSON has all of it. */
export interface Shown {
  /** The worst first. */
  readonly parts: readonly Part[];
  /** What is counted instead, by kind. */
  readonly left: readonly LeftFindings[];
}

/** The same in many accounts, which has one cause most of the time: a permission that a role lacks everywhere. */
export interface AlikeFindings {
  /** Names of the accounts, or their ids. */
  readonly accounts: readonly string[];
  /** The first of them. */
  readonly example: ReportedFinding;
  readonly count: number;
  /** Whether one remedy is that of all. */
  readonly hasOneMend: boolean;
}

export interface LeftFindings extends Pick<ReportedFinding, "urgency" | "title"> {
  readonly count: number;
  readonly accounts: number;
}

/** In so many accounts, the same is said once. */
const MANY_ACCOUNTS = 4;

/** More than this nobody reads. */
const MOST_SHOWN = 60;

type Part = FindingGroup | AlikeFindings;

export function shownOf({ groups }: Report): Shown {
  const findings = groups.flatMap((group) => group.findings);
  const byText = grouped(findings, textOf);
  const alike = [...byText.values()].filter((each) => accountsOf(each).length >= MANY_ACCOUNTS);
  const inAlike = new Set(alike.flat());
  const alone = groups.flatMap((group) => withFindings(group, (each) => !inAlike.has(each)));
  const sorted = [...alike.map(alikeOf), ...alone].sort((one, other) => rankOf(one) - rankOf(other));

  let room = MOST_SHOWN;
  const shown = new Set<ReportedFinding>();
  const parts = sorted.flatMap((part): readonly Part[] => {
    const some = "example" in part ? [part.example] : part.findings.slice(0, room);
    if (room === 0) return [];
    room -= some.length;
    for (const each of some) shown.add(each);
    return "example" in part ? [part] : withFindings(part, (each) => shown.has(each));
  });
  for (const same of alike) if (shown.has(same[0])) for (const each of same) shown.add(each);
  return { parts, left: leftOf(findings.filter((each) => !shown.has(each))) };
}

type Some = readonly [ReportedFinding, ...ReportedFinding[]];

function grouped(findings: readonly ReportedFinding[], keyOf: (finding: ReportedFinding) => string) {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
  for (const each of findings) {
    const key = keyOf(each);
    const alike = groups.get(key);
    if (alike === undefined) groups.set(key, [each]);
    else alike.push(each);
  }
  return groups;
}

/** What a finding says, without where it is: names and ids of its account, and what AWS numbers by itself. */
function textOf({ kind, what, mend, account, place, stack }: ReportedFinding): string {
  const own = [stack, account.id, account.name, place.region].filter((each) => each !== undefined && each !== "");
  return [kind, what, mend]
    .map((text) =>
      own
        .reduce<string>((rest, each) => rest.replaceAll(each!, "*"), text)
        // Ids of keys; the end of a secret's ARN. In time that grows with the text: it may be of any length.
        .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "*")
        .replace(/:secret:[\w/+=.@-]+/g, (each) => each.replace(/-[A-Za-z0-9]{6}$/, "")),
    )
    .join("\n");
}

function alikeOf(findings: Some): AlikeFindings {
  const [example] = findings;
  return {
    example,
    accounts: accountsOf(findings),
    count: findings.length,
    hasOneMend: findings.every(({ mend }) => mend === example.mend),
  };
}

function accountsOf(findings: readonly ReportedFinding[]): readonly string[] {
  return [...new Map(findings.map(({ account: { id, name } }) => [id, name ?? id])).values()];
}

function withFindings(group: FindingGroup, isKept: (finding: ReportedFinding) => boolean): readonly FindingGroup[] {
  const [first, ...others] = group.findings.filter(isKept);
  return first === undefined ? [] : [{ ...group, findings: [first, ...others] }];
}

function rankOf(part: Part): number {
  return urgencies.indexOf("example" in part ? part.example.urgency : part.findings[0].urgency);
}

function leftOf(findings: readonly ReportedFinding[]): readonly LeftFindings[] {
  return [...grouped(findings, ({ kind }) => kind).values()]
    .map((same): LeftFindings => {
      const [{ urgency, title }] = same;
      return { urgency, title, count: same.length, accounts: accountsOf(same).length };
    })
    .sort((one, other) => urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency) || other.count - one.count);
}
