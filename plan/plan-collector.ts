import { Groups, compare, leveling, type Group, type Occurrence } from "./comment/groups";
import { maskedText } from "./masked";
import { foreignOrganizations } from "./policies/open-grants";
import type {
  AttachmentChange,
  Danger,
  Note,
  OtherChange,
  PatternChange,
  PlanSummary,
  PolicyChange,
  StackSummary,
  UnreadablePlan,
} from "./plan-summary";
import type { Grant } from "./policies/policy-grants";
import type { StackFindings } from "./stack-findings";

/** Puts the findings of many stacks together: what is the same is kept once. */
export class PlanCollector {
  private readonly stacks: StackSummary[] = [];
  private readonly unreadable: UnreadablePlan[] = [];
  private readonly dangers = new Groups<Danger>();
  private readonly policies = new Groups<PolicyChange>();
  private readonly attachments = new Groups<AttachmentChange>();
  private readonly patterns = new Groups<PatternChange>();
  private readonly others = new Groups<OtherChange>();
  private readonly notes = new Groups<Note>();
  private readonly limited = new Groups<{ readonly type: string; readonly grant: Grant }>();
  private readonly organizations = { before: new Map<string, number>(), after: new Map<string, number>() };

  /** @param ownOrganization id; @default - the one that most policies name */
  constructor(private readonly ownOrganization?: string) {}

  add(file: string, findings: StackFindings): void {
    findings.complete();
    const { stack, account, counts, changes } = findings;
    this.stacks.push({ stack, account, file, counts, changes });
    const leveled = leveling({ stack, account });
    const addAll = <Value extends object>(groups: Groups<Value>, found: readonly (readonly [Value, Occurrence])[]) => {
      for (const [value, occurrence] of found) groups.add(value, { ...occurrence, stack, account }, leveled);
    };
    addAll(this.dangers, findings.dangers.map(said));
    addAll(this.policies, findings.policies);
    addAll(this.attachments, findings.attachments);
    addAll(this.patterns, findings.patterns);
    addAll(this.others, findings.others);
    addAll(this.notes, findings.notes.map(said));
    addAll(this.limited, findings.limited);
    for (const side of ["before", "after"] as const) {
      for (const id of findings.organizations[side]) {
        this.organizations[side].set(id, (this.organizations[side].get(id) ?? 0) + 1);
      }
    }
  }

  refuse(file: string, problem: string): void {
    this.unreadable.push({ file, problem });
  }

  summary(): PlanSummary {
    return {
      stacks: [...this.stacks].sort((a, b) => compare(a.stack, b.stack)),
      dangers: [...this.dangers.all(), ...this.foreign()],
      policies: this.policies.all(),
      attachments: this.attachments.all(),
      patterns: this.patterns.all(),
      others: this.others.all(),
      notes: this.notes.all(),
      unreadable: this.unreadable,
    };
  }

  /** What is in force tells whose organization this is; of a first rollout, what is planned. */
  private foreign(): readonly Group<Danger>[] {
    const ours =
      this.ownOrganization ?? mostFrequent(this.organizations.before) ?? mostFrequent(this.organizations.after);
    return this.limited.all().flatMap(({ value: { type, grant }, occurrences }) => {
      const others = foreignOrganizations(grant, ours);
      if (others.length === 0) return [];
      const what = `lets in another organization, ${others.join(", ")}: ${grant.actions.join(", ")}`;
      return [{ value: { kind: "open-policy", type, what } as const, occurrences }];
    });
  }
}

/** What is said in words of a finding's own: whoever finds something need not think of secrets in it. */
function said<Value extends { readonly what: string }>([value, place]: readonly [Value, Occurrence]) {
  return [{ ...value, what: maskedText(value.what) }, place] as const;
}

function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))[0]?.[0];
}
