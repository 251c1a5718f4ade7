import type { Occurrence } from "./comment/groups";
import type { ResourceChange } from "./plan-document";
import type { Danger, PatternChange, Verb } from "./plan-summary";
import { patternDifference } from "./policies/pattern-difference";
import { part, shown, type Shown } from "./sensitive";

const RULE = "aws_cloudwatch_event_rule";
const TARGET = "aws_cloudwatch_event_target";

type Found<Value> = readonly [Value, Occurrence];

interface Rule {
  readonly verb: Verb | undefined;
  readonly before: Shown;
  readonly after: Shown;
  readonly isScheduled: boolean;
  readonly place: Occurrence;
}

/** The rules of a stack, by region and bus: only together they say what is reported. */
export class RuleChanges {
  private readonly buses = new Map<string, Rule[]>();
  /** Targets that go, and what is there in their place: rules go with theirs, and may be called otherwise. */
  private readonly goneRules = new Set<string>();
  private readonly goneTargets: { readonly rule: string; readonly target: string; readonly place: Occurrence }[] = [];
  private readonly newTargets = new Set<string>();

  /** @param verb undefined if it stays as it is, which counts, too */
  add(resource: ResourceChange, verb: Verb | undefined, place: Occurrence): void {
    const { type, mode, change } = resource;
    if (mode === "data") return;
    if (type === TARGET && verb === "destroy") {
      this.goneTargets.push({ rule: keyOf(change.before, "rule"), target: targetOf(change.before), place });
    }
    if (type === TARGET && verb !== "destroy") this.newTargets.add(targetOf(change.after));
    if (type !== RULE) return;
    if (verb === "destroy") this.goneRules.add(keyOf(change.before, "name"));
    const known = verb === "destroy" ? change.before : change.after;
    const bus = JSON.stringify([part(known, "region"), part(known, "event_bus_name") ?? "default"]);
    const none: Shown = { value: undefined };
    const rule = {
      verb,
      before: verb === "create" ? none : shown(change, "before", "event_pattern"),
      after: verb === "destroy" ? none : shown(change, "after", "event_pattern"),
      isScheduled: Boolean(part(change.before, "schedule_expression")),
      place,
    };
    this.buses.set(bus, [...(this.buses.get(bus) ?? []), rule]);
  }

  /** What changes for whom, and what of it is dangerous, once all rules are known. */
  all(): { readonly patterns: readonly Found<PatternChange>[]; readonly dangers: readonly Found<Danger>[] } {
    const patterns: Found<PatternChange>[] = [];
    const dangers: Found<Danger>[] = [];
    for (const rules of this.buses.values()) {
      for (const rule of rules.filter(({ verb, isScheduled }) => verb === "destroy" && isScheduled)) {
        dangers.push([blinding("no longer runs on its schedule"), rule.place]);
      }
      const changed = rules.filter((rule) => rule.verb !== undefined && differs(rule));
      if (!changed.some(({ verb }) => verb !== "create")) continue;
      const value = changeOf(rules, changed);
      if (value === undefined) continue;
      // What goes as a whole is told among the dangers.
      if (value.verb !== "destroy") for (const { place } of changed) patterns.push([value.change, place]);
      for (const what of value.lost) for (const { place } of changed) dangers.push([blinding(what), place]);
    }
    for (const { rule, target, place } of this.goneTargets) {
      if (this.goneRules.has(rule) || this.newTargets.has(target)) continue;
      dangers.push([blinding("gets nothing any more of what its rule finds", TARGET), place]);
    }
    return { patterns, dangers };
  }
}

/** By which rules and targets belong together. */
function keyOf(attributes: unknown, name: "name" | "rule"): string {
  return JSON.stringify([
    part(attributes, "region"),
    part(attributes, "event_bus_name") ?? "default",
    part(attributes, name),
  ]);
}

function targetOf(attributes: unknown): string {
  return JSON.stringify([keyOf(attributes, "rule"), part(attributes, "arn")]);
}

function changeOf(rules: readonly Rule[], changed: readonly Rule[]) {
  const verb: Verb = changed.every((rule) => rule.verb === "destroy") ? "destroy" : "update";
  const [before, after] = [rules.map((rule) => rule.before), rules.map((rule) => rule.after)];
  const hidden = [...after, ...before].flatMap((side) => ("hidden" in side ? [side.hidden] : []))[0];
  if (hidden !== undefined) return { verb, change: { verb, hidden }, lost: [] };
  const difference = patternDifference(before.map(valueOf), after.map(valueOf));
  if (difference === undefined) return undefined;
  const { added, removed, lost } = difference;
  return { verb, change: { verb, difference: { added, removed } }, lost };
}

function differs({ before, after }: Rule): boolean {
  return "hidden" in before || "hidden" in after || (before.value ?? null) !== (after.value ?? null);
}

function valueOf(side: Shown): unknown {
  return "value" in side ? side.value : undefined;
}

function blinding(what: string, type = RULE): Danger {
  return { kind: "blinding", type, what };
}
