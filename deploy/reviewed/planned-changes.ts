import { createHash } from "node:crypto";

import type { Change, ResourceChange } from "../../plan/plan-document";
import { PlanProblem } from "../../plan/plan-shape";
import type { PlanVisitor } from "../../plan/read-plan";

/** What is no change, or is in the configuration, which is compared as a whole. */
const passOver = () => undefined;

/** Deeper than anything that a provider's schema has. */
const MOST_DEPTH = 200;

/**
 * All that applying a plan would do, as far as it is said: changes of resources with all values before and after, and outputs. Left
 * out are resources that stay as they are, and why Terraform does something. Of each the digest is kept, not what it says.
 */
export class PlannedChanges implements PlanVisitor {
  /** By what people call it; nothing but a plan that is made up has several of one name. */
  private readonly digests = new Map<string, string[]>();

  change(change: ResourceChange): void {
    const { actions } = change.change;
    if (actions.length === 1 && actions[0] === "no-op") return;
    this.add(change.address, Object.fromEntries(Object.entries(change).filter(([key]) => key !== "action_reason")));
  }

  output(name: string, change: Change): void {
    this.add(`output.${name}`, [name, change]);
  }

  readonly drift = passOver;
  readonly check = passOver;
  readonly provider = passOver;
  readonly configured = passOver;
  readonly applyable = passOver;

  get isEmpty(): boolean {
    return this.digests.size === 0;
  }

  /** What only one of two plans does, or both do otherwise: addresses of resources and `output.<name>`, sorted. */
  differences(other: PlannedChanges): readonly string[] {
    const names = new Set([...this.digests.keys(), ...other.digests.keys()]);
    return [...names].filter((name) => this.of(name) !== other.of(name)).sort();
  }

  private add(name: string, what: unknown): void {
    const digest = createHash("sha256").update(inOrder(what, 0)).digest("hex");
    this.digests.set(name, [...(this.digests.get(name) ?? []), digest].sort());
  }

  private of(name: string): string {
    return (this.digests.get(name) ?? []).join();
  }
}

/** JSON with the keys of each object sorted. */
function inOrder(value: unknown, depth: number): string {
  if (depth > MOST_DEPTH) throw new PlanProblem("it is nested deeper than any plan");
  if (Array.isArray(value)) return `[${value.map((each) => inOrder(each, depth + 1)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${inOrder(each, depth + 1)}`).join()}}`;
}
