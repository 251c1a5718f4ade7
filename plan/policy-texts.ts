import type { Attributes, ResourceChange } from "./plan-document";
import { statementsOf } from "./policy-grants";
import { shown } from "./sensitive";

export interface PolicyText {
  readonly attribute: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Who a policy without principals is about. */
  readonly holder: string;
  /** Why its text can't be shown. */
  readonly hidden?: string;
}

/** Attributes that hold a policy even where the plan does not know their text yet. */
const POLICY_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_bus_policy: "policy",
  aws_cloudwatch_log_destination_policy: "access_policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_iam_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
  aws_organizations_policy: "content",
  aws_organizations_resource_policy: "content",
  aws_s3_bucket_policy: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue_policy: "policy",
};

/** The policies of a resource: every attribute whose text has statements, or is known to hold them. */
export function policyTexts(resource: ResourceChange): readonly PolicyText[] {
  const { type, change } = resource;
  const names = new Set([...keys(change.before), ...keys(change.after)]);
  const known = POLICY_ATTRIBUTES[type];
  if (known !== undefined) names.add(known);
  return [...names].sort().flatMap((attribute) => {
    const [was, is] = [shown(change, "before", attribute), shown(change, "after", attribute)];
    const [before, after] = [was, is].map((each) => ("value" in each ? each.value : undefined));
    const hidden = "hidden" in is ? is.hidden : "hidden" in was ? was.hidden : undefined;
    const holds = statementsOf(before) !== undefined || statementsOf(after) !== undefined;
    if (hidden === "sensitive" && raw(change.before, attribute) === raw(change.after, attribute)) return [];
    if (!holds && !(attribute === known && hidden !== undefined)) return [];
    return [{ attribute, before, after, holder: holderOf(resource), hidden }];
  });
}

function raw(values: unknown, attribute: string): unknown {
  return typeof values === "object" && values !== null ? (values as Attributes)[attribute] : undefined;
}

function keys(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function holderOf({ type, change }: ResourceChange): string {
  if (type.startsWith("aws_organizations_")) return "everybody in the accounts below its targets";
  for (const kind of ["role", "user", "group"]) {
    for (const side of ["after", "before"] as const) {
      const holder = shown(change, side, kind);
      if ("value" in holder && typeof holder.value === "string") return `${kind} ${holder.value}`;
    }
  }
  return "whoever it is attached to";
}
