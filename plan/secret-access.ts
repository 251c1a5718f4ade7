import type { Attributes, Change, ResourceChange } from "./plan-document";
import { lostGrants } from "./policies/lost-grants";
import type { Grant } from "./policies/policy-grants";
import { part, shown, type Side } from "./sensitive";

const SECRET = "aws_secretsmanager_secret";
const POLICY = "aws_secretsmanager_secret_policy";
const HOLDER = "whoever it is attached to";

/** What of a plan may take a secret away from those who read it, its parts in whichever order. */
export class SecretAccess {
  /** Policies that secrets have already, and those that are put on secrets, by ARN. */
  private readonly had = new Map<string, unknown>();
  private readonly put = new Map<string, unknown>();

  /** Each in words, as the parts come in. */
  losses({ type, change, mode }: ResourceChange): readonly string[] {
    if (mode === "data") return [];
    if (type === POLICY) return this.ofPolicy(change);
    if (type !== SECRET || change.before === null || change.before === undefined) return [];
    const arn = valueOf(change, "before", "arn");
    const put = typeof arn === "string" ? this.put.get(arn) : undefined;
    if (typeof arn === "string") this.had.set(arn, valueOf(change, "before", "policy"));
    return [
      ...(put === undefined ? [] : inWords(lostGrants(valueOf(change, "before", "policy"), put, HOLDER))),
      ...(change.actions.includes("update")
        ? [...ofKey(change), ...ofTags(change), ...ofCopies(change), ...ofOwnPolicy(change)]
        : []),
    ];
  }

  private ofPolicy(change: Change): readonly string[] {
    const { actions } = change;
    const [before, after] = [valueOf(change, "before", "policy"), valueOf(change, "after", "policy")];
    if (actions.join() === "create") {
      // It takes the place of what the secret has.
      const arn = valueOf(change, "after", "secret_arn");
      if (typeof arn !== "string") return [];
      this.put.set(arn, after);
      return inWords(lostGrants(this.had.get(arn), after, HOLDER));
    }
    if (actions.join() === "delete") return inWords(lostGrants(before, undefined, HOLDER));
    // Of a policy that is known after the apply nobody knows what it loses.
    return actions.includes("update") && after !== undefined ? inWords(lostGrants(before, after, HOLDER)) : [];
  }
}

function inWords(lost: readonly Grant[]): readonly string[] {
  return lost.map(
    ({ principals, actions, conditions }) =>
      `no longer lets ${principals.join(", ")} use ${actions.join(", ")}${conditions.length === 0 ? "" : `, where ${conditions.join(" and ")}`}`,
  );
}

function ofKey(change: Change): readonly string[] {
  const [was, is] = [shown(change, "before", "kms_key_id"), shown(change, "after", "kms_key_id")];
  if ("value" in was && "value" in is && (was.value ?? "") === (is.value ?? "")) return [];
  const text = (key: typeof was) => ("hidden" in key ? `(${key.hidden})` : nameOf(key.value));
  return [
    `gets another key: ${text(is)} instead of ${text(was)}; whoever may not use that one can't read what is written from then on`,
  ];
}

function nameOf(key: unknown): string {
  return typeof key === "string" && key !== "" ? key : "the key of AWS";
}

/** Whoever is let in by a tag is let in no more. */
function ofTags(change: Change): readonly string[] {
  const attribute = part(change.before, "tags_all") === undefined ? "tags" : "tags_all";
  const after = shown(change, "after", attribute);
  if ("hidden" in after) return [];
  const left = asAttributes(after.value);
  const lost = Object.keys(asAttributes(valueOf(change, "before", attribute))).filter(
    (key) => !Object.hasOwn(left, key),
  );
  return lost.length === 0 ? [] : [`loses the tag ${lost.sort().join(", ")}; whoever is let in by a tag no longer is`];
}

function ofCopies({ before, after, after_unknown }: Change): readonly string[] {
  // Of a copy that stays, it may not be known when it was read last.
  if (part(after_unknown, "replica") === true) return [];
  const left = copies(part(after, "replica"));
  return [...copies(part(before, "replica"))]
    .filter(([region, key]) => left.get(region) !== key)
    .map(([region]) =>
      left.has(region)
        ? `makes its copy in ${region} anew, under another key: until it is there, nobody reads it in that region`
        : `loses its copy in ${region}`,
    );
}

function copies(replica: unknown): ReadonlyMap<string, string> {
  const all = Array.isArray(replica) ? (replica as readonly unknown[]) : [];
  return new Map(all.map((each) => [textOf(part(each, "region")), textOf(part(each, "kms_key_id"))]));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ofOwnPolicy(change: Change): readonly string[] {
  const after = shown(change, "after", "policy");
  return "hidden" in after ? [] : inWords(lostGrants(valueOf(change, "before", "policy"), after.value, HOLDER));
}

function valueOf(change: Change, side: Side, attribute: string): unknown {
  const value = shown(change, side, attribute);
  return "value" in value ? value.value : undefined;
}

function asAttributes(value: unknown): Attributes {
  return typeof value === "object" && value !== null ? (value as Attributes) : {};
}
