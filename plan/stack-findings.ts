import { lossOf } from "../resources/resource-types";
import { Attachments } from "./attachments";
import { attributeChanges, changedAttributes, replacing } from "./attribute-changes";
import { blindedBy } from "./blinding";
import type { Occurrence } from "./comment/groups";
import { keepsOthersOut, letsInEverybody, organizationsIn, organizationsNamed } from "./policies/open-grants";
import type { Change, CheckResult, ConfiguredResource, ProviderConfig, ResourceChange } from "./plan-document";
import type { AttachmentChange, Danger, Note, OtherChange, PatternChange, PolicyChange, Verb } from "./plan-summary";
import type { Grant } from "./policies/policy-grants";
import { maskedDifference, maskedGrant } from "./policies/masked-difference";
import { changesNothing, importInWords } from "./imports";
import { policyDifference } from "./policies/policy-difference";
import { refusedNoLonger, widenings } from "./policies/widened";
import { policyTexts, type PolicyText } from "./policies/policy-texts";
import type { PlanVisitor } from "./read-plan";
import { Decoys } from "./decoys";
import { LeftPlaces } from "./left-places";
import { maskedText } from "./masked";
import { SecretAccess } from "./secret-access";
import { outputsSecretValue, readsSecretValue, touchesSecretValue } from "./secret-values";
import { RuleChanges } from "./rule-changes";
import { nameOf, verbOf } from "./resource-facts";

type Found<Value> = readonly [Value, Occurrence];

/** What one plan has that people want to know, gathered while it is read. */
export class StackFindings implements PlanVisitor {
  account: string | undefined;
  changes = false;
  readonly counts: Record<Verb, number> = { create: 0, update: 0, replace: 0, destroy: 0 };
  dangers: Found<Danger>[] = [];
  readonly policies: Found<PolicyChange>[] = [];
  readonly attachments: Found<AttachmentChange>[] = [];
  readonly patterns: Found<PatternChange>[] = [];
  readonly others: Found<OtherChange>[] = [];
  readonly notes: Found<Note>[] = [];
  /** Grants that name organizations, before it is known which one is ours. */
  readonly limited: Found<{ readonly type: string; readonly grant: Grant }>[] = [];
  readonly organizations: { readonly before: string[]; readonly after: string[] } = { before: [], after: [] };

  private readonly rules = new RuleChanges();
  private readonly attached = new Attachments();
  private readonly decoys = new Decoys();
  private readonly secretAccess = new SecretAccess();
  private readonly left: LeftPlaces;

  constructor(readonly stack: string) {
    this.left = new LeftPlaces(stack);
  }

  /** What only the whole plan tells. To be called once, behind its last part. */
  complete(): void {
    const { patterns, dangers } = this.rules.all();
    const { attachments, dangers: powerful } = this.attached.all();
    this.patterns.push(...patterns);
    this.notes.push(...this.decoys.notes());
    this.attachments.push(...attachments);
    this.dangers = this.left.summedUp([...this.dangers, ...dangers, ...powerful]);
  }

  change(resource: ResourceChange): void {
    this.noteStateOnly(resource);
    const verb = verbOf(resource.change);
    const place = this.place(resource);
    this.rules.add(resource, verb, place);
    this.attached.add(resource, place);
    this.left.add(resource, verb, place);
    this.decoys.add(resource, verb, place);
    for (const what of this.secretAccess.losses(resource)) {
      this.dangers.push([{ kind: "secret-access", type: resource.type, what }, place]);
    }
    if (resource.mode === "data" || verb === undefined || changesNothing(resource)) return;
    this.changes = true;
    this.counts[verb]++;

    this.findLosses(resource, verb, place);
    const policies = policyTexts(resource);
    for (const policy of policies) this.findPolicy(resource, verb, policy, place);
    const rule = resource.type === "aws_cloudwatch_event_rule";

    const told = new Set([...policies.map(({ attribute }) => attribute), ...(rule ? ["event_pattern"] : [])]);
    const whole = verb === "create" || verb === "destroy";
    const attributes = whole ? [] : attributeChanges(resource, told);
    if (whole || verb === "replace" || attributes.length > 0)
      this.others.push([{ type: resource.type, verb, attributes }, place]);
  }

  drift(resource: ResourceChange): void {
    const verb = verbOf(resource.change);
    if (resource.mode === "data" || verb === undefined) return;
    const names = changedAttributes(resource.change, new Set()).map(maskedText);
    const what = verb === "destroy" ? "is gone" : verb === "create" ? "appeared" : `has another ${names.join(", ")}`;
    this.notes.push([{ kind: "drift", what: `${resource.type} ${what}` }, this.place(resource)]);
  }

  output(name: string, change: Change): void {
    if (change.actions.every((action) => action === "no-op")) return;
    this.changes = true;
    const place = { stack: this.stack, address: `output.${name}` };
    this.notes.push([{ kind: "output", what: change.actions.join(" and ") }, place]);
    this.secretValue("output", outputsSecretValue(change), place);
  }

  check({ address, status, instances }: CheckResult): void {
    if (status !== "fail" && status !== "error") return;
    const messages = (instances ?? []).flatMap(({ problems }) => (problems ?? []).map(({ message }) => message ?? ""));
    const what =
      [...new Set(messages)].join(" ") || `its condition ${status === "fail" ? "does not hold" : "can't be checked"}`;
    this.notes.push([
      { kind: "check", what },
      { stack: this.stack, address: maskedText(address?.to_display ?? "check") },
    ]);
  }

  provider({ alias, expressions }: ProviderConfig): void {
    if (alias === undefined) this.account = expressions?.allowed_account_ids?.constant_value?.[0] ?? this.account;
  }

  configured(resource: ConfiguredResource): void {
    this.attached.configured(resource);
    this.decoys.configured(resource);
    this.secretValue(resource.type, readsSecretValue(resource), { stack: this.stack, address: resource.address });
  }

  applyable(): void {
    this.changes = true;
  }

  private place(resource: ResourceChange): Occurrence {
    const { address, deposed } = resource;
    const full = deposed === undefined ? address : `${address} (left from an earlier replacement)`;
    return { stack: this.stack, address: maskedText(full), name: nameOf(resource) };
  }

  private noteStateOnly(resource: ResourceChange): void {
    const { address, previous_address, change } = resource;
    const note = (kind: Note["kind"], what: string) => {
      this.changes = true;
      this.notes.push([{ kind, what }, this.place(resource)]);
    };
    if (previous_address !== undefined && previous_address !== address) note("moved", `from ${previous_address}`);
    const imported = importInWords(resource);
    if (imported !== undefined) note("imported", imported);
    if (change.actions.includes("forget")) note("forgotten", "stays in AWS and is no longer managed");
  }

  private findLosses(resource: ResourceChange, verb: Verb, place: Occurrence): void {
    const { type, change } = resource;
    const loss = lossOf(type);
    if (loss !== undefined && (verb === "destroy" || verb === "replace")) {
      const because = verb === "replace" ? replacing(change) : [];
      this.dangers.push([{ kind: "stateful", verb, type, what: loss.lost, because }, place]);
    }
    for (const what of blindedBy(resource, verb)) this.dangers.push([{ kind: "blinding", type, what }, place]);
    this.secretValue(type, touchesSecretValue(resource), place);
  }

  private secretValue(type: string, what: string | undefined, place: Occurrence): void {
    if (what !== undefined) this.dangers.push([{ kind: "secret-value", type, what }, place]);
  }

  private findPolicy({ type, change }: ResourceChange, verb: Verb, policy: PolicyText, place: Occurrence): void {
    const { before, after, holder, hidden } = policy;
    this.organizations.before.push(...organizationsNamed(before));
    this.organizations.after.push(...organizationsNamed(after));
    if (hidden !== undefined) {
      this.policies.push([{ type, verb, hidden }, place]);
      return;
    }
    const difference = policyDifference(before, after, holder);
    if (difference === undefined) return;
    const { added, removed, changed } = difference;
    if (added.length + removed.length + changed.length === 0) return;
    this.policies.push([{ type, verb, difference: maskedDifference(difference) }, place]);
    if (!change.actions.includes("delete") || change.actions.includes("create")) {
      this.findOpenings(type, difference, place);
    }
  }

  private findOpenings(type: string, difference: NonNullable<PolicyChange["difference"]>, place: Occurrence): void {
    const { added, removed, changed } = difference;
    const open = (what: string) => this.dangers.push([{ kind: "open-policy", type, what }, place]);
    for (const what of new Set(widenings(maskedDifference(difference)))) open(what);
    const refused = type === "aws_organizations_policy" ? refusedNoLonger(difference) : [];
    if (refused.length > 0) open(`no longer refuses as much: ${refused.join(", ")}`);
    for (const grant of [...added, ...changed.map(({ after }) => after)]) {
      const shownGrant = maskedGrant(grant);
      if (letsInEverybody(grant)) open(`lets in everybody: ${shownGrant.actions.join(", ")}`);
      if (organizationsIn([grant]).length > 0) this.limited.push([{ type, grant: shownGrant }, place]);
    }
    const denied = removed.filter(keepsOthersOut).flatMap(({ actions }) => actions);
    const still = added.filter(keepsOthersOut).flatMap(({ actions }) => actions);
    const gone = denied.filter((action) => !still.includes(action));
    if (gone.length > 0) open(`no longer keeps other organizations out: ${gone.map(maskedText).join(", ")}`);
  }
}
