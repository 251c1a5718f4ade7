import type { Group } from "./comment/groups";
import type { PatternDifference } from "./policies/pattern-difference";
import type { PolicyDifference } from "./policies/policy-difference";

export type Verb = "create" | "update" | "replace" | "destroy";

/** What may do harm that nobody can undo, or opens a door. */
export interface Danger {
  readonly kind: "stateful" | "blinding" | "secret-access" | "secret-value" | "open-policy";
  /** Of a stateful resource. */
  readonly verb?: "destroy" | "replace";
  readonly type: string;
  /** What happens, in words; of a stateful resource what is lost. */
  readonly what: string;
  /** Attributes that make Terraform replace it. */
  readonly because?: readonly string[];
}

export interface PolicyChange {
  readonly type: string;
  readonly verb: Verb;
  /** Undefined if it can't be shown. */
  readonly difference?: PolicyDifference;
  readonly hidden?: string;
}

/** A policy that somebody gets, or loses. */
export interface AttachmentChange {
  readonly type: string;
  readonly verb: "attach" | "detach";
  /** Its name where the plan has it, its id or ARN otherwise. */
  readonly policy: string;
  /** Of a policy of the organization, as AWS calls its type. */
  readonly kind?: string;
  /** A unit or an account by its id; a role, a user or a group by its name. */
  readonly target: string;
}

export interface PatternChange {
  readonly verb: Verb;
  readonly difference?: PatternDifference;
  readonly hidden?: string;
}

export interface AttributeChange {
  /** Of what is not shown, with the path to what changes in it: `environment[0].variables.PASSWORD`. */
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
}

export interface OtherChange {
  readonly type: string;
  readonly verb: Verb;
  /** Of updates and replacements. */
  readonly attributes: readonly AttributeChange[];
}

/** What changes in the state or outside of Terraform, and not in AWS; what does not hold, and what has to be there first. */
export interface Note {
  readonly kind: "first" | "moved" | "imported" | "forgotten" | "drift" | "output" | "check";
  readonly what: string;
}

export interface StackSummary {
  readonly stack: string;
  readonly account?: string;
  readonly file: string;
  readonly counts: Readonly<Record<Verb, number>>;
  readonly changes: boolean;
}

export interface UnreadablePlan {
  readonly file: string;
  readonly problem: string;
}

export interface PlanSummary {
  readonly stacks: readonly StackSummary[];
  readonly dangers: readonly Group<Danger>[];
  readonly policies: readonly Group<PolicyChange>[];
  readonly attachments: readonly Group<AttachmentChange>[];
  readonly patterns: readonly Group<PatternChange>[];
  readonly others: readonly Group<OtherChange>[];
  readonly notes: readonly Group<Note>[];
  readonly unreadable: readonly UnreadablePlan[];
}

/** 0 nothing changes, 10 something does, 20 something is dangerous, 1 a plan could not be read. */
export function exitCode({ stacks, dangers, unreadable }: PlanSummary): 0 | 1 | 10 | 20 {
  if (unreadable.length > 0) return 1;
  if (dangers.length > 0) return 20;
  return stacks.some(({ changes }) => changes) ? 10 : 0;
}
