import { policyAttachments, POWERFUL_POLICY, type PolicyAttachment } from "../resources/policy-attachments";
import type { Occurrence } from "./comment/groups";
import { maskedText } from "./masked";
import type { Change, ConfiguredResource, ResourceChange } from "./plan-document";
import type { AttachmentChange, Danger } from "./plan-summary";
import { part, shown, type Side } from "./sensitive";

type Found<Value> = readonly [Value, Occurrence];

const UNKNOWN = "(known after the apply)";
const ORGANIZATION = "aws_organizations_policy_attachment";
const POLICIES = new Set(Object.values(policyAttachments).map((each) => each.of));

/** What a plan puts on whom. Policies that it makes have no id yet; the configuration says which one is meant. */
export class Attachments {
  private readonly changes: { readonly resource: ResourceChange; readonly place: Occurrence }[] = [];
  /** Names of policies, by address, id and ARN. */
  private readonly names = new Map<string, string>();
  private readonly kinds = new Map<string, string>();
  /** Address of a policy, by that of what attaches it. */
  private readonly references = new Map<string, string>();

  add(resource: ResourceChange, place: Occurrence): void {
    const { type, mode, address, change } = resource;
    if (mode === "data") return;
    if (Object.hasOwn(policyAttachments, type)) this.changes.push({ resource, place });
    if (!POLICIES.has(type)) return;
    const name = textOf(change, "after", "name") ?? textOf(change, "before", "name");
    if (name === undefined) return;
    for (const key of [address, textOf(change, "before", "id"), textOf(change, "before", "arn")]) {
      if (key !== undefined) this.names.set(key, name);
    }
    const kind = textOf(change, "after", "type") ?? textOf(change, "before", "type");
    if (kind !== undefined) this.kinds.set(name, kind);
  }

  configured({ address, type, expressions }: ConfiguredResource): void {
    if (!Object.hasOwn(policyAttachments, type)) return;
    const { policy } = policyAttachments[type]!;
    const references = part(part(expressions, policy), "references");
    const whole = Array.isArray(references) ? (references as readonly unknown[]).at(-1) : undefined;
    if (typeof whole === "string") this.references.set(address, whole);
  }

  /** Each by itself, once the whole plan is known. */
  all(): { readonly attachments: readonly Found<AttachmentChange>[]; readonly dangers: readonly Found<Danger>[] } {
    const attachments = this.changes.flatMap(({ resource, place }) => {
      const [before, after] = [this.pairsOf(resource, "before"), this.pairsOf(resource, "after")];
      const found = [
        ...[...after].filter(([key]) => !before.has(key)).map(([, pair]) => ({ verb: "attach", ...pair }) as const),
        ...[...before].filter(([key]) => !after.has(key)).map(([, pair]) => ({ verb: "detach", ...pair }) as const),
      ];
      return found.map((value) => [{ type: resource.type, ...value }, place] as const);
    });
    const dangers = attachments.flatMap(([{ type, verb, policy, target }, place]) =>
      verb === "attach" && POWERFUL_POLICY.test(policy)
        ? [
            [
              { kind: "open-policy", type, what: `lets ${target} do whatever ${policy} allows` } as const,
              place,
            ] as const,
          ]
        : [],
    );
    return { attachments, dangers };
  }

  private pairsOf({ type, address, change }: ResourceChange, side: Side) {
    const row = policyAttachments[type]!;
    const pairs = new Map<string, { policy: string; kind?: string; target: string }>();
    const absent = side === "before" ? change.before : change.after;
    if (absent === null || absent === undefined) return pairs;
    const policy = this.policyOf(row, address, change, side);
    const kind = type === ORGANIZATION ? this.kinds.get(policy) : undefined;
    for (const [attribute, word] of Object.entries(row.targets)) {
      for (const name of targetsOf(change, side, attribute)) {
        const target = `${word}${maskedText(name)}`;
        pairs.set(JSON.stringify([policy, target]), {
          policy: maskedText(policy),
          ...(kind === undefined ? {} : { kind }),
          target,
        });
      }
    }
    return pairs;
  }

  private policyOf({ policy }: PolicyAttachment, address: string, change: Change, side: Side): string {
    const id = textOf(change, side, policy);
    if (id !== undefined) return this.names.get(id) ?? id;
    const reference = this.references.get(address) ?? this.references.get(withoutIndex(address));
    return (reference === undefined ? undefined : this.names.get(reference)) ?? UNKNOWN;
  }
}

/** One of several has a key or a number behind it, of which the configuration knows nothing. */
function withoutIndex(address: string): string {
  return address.endsWith("]") ? address.slice(0, address.lastIndexOf("[")) : address;
}

function targetsOf(change: Change, side: Side, attribute: string): readonly string[] {
  const value = shown(change, side, attribute);
  if ("hidden" in value) return [UNKNOWN];
  const all: readonly unknown[] = Array.isArray(value.value) ? value.value : [value.value];
  return all.filter((each) => typeof each === "string");
}

function textOf(change: Change, side: Side, attribute: string): string | undefined {
  const value = shown(change, side, attribute);
  return "value" in value && typeof value.value === "string" ? value.value : undefined;
}
