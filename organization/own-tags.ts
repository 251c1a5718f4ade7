import { placeOfArn } from "./names/arn";

/** The tag of every resource. */
export const managedBy = { key: "managed-by", value: "secretwatch" } as const;

/** Tags that the product puts on resources itself: the only place that names them. */
export const ownTags = {
  /** On every resource; guardrails know secrets by it. */
  everywhere: { [managedBy.key]: managedBy.value },
  /**
   * On the key of the log group to which CloudWatch Logs centralization copies: its own policy lets it use no other key.
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSObservabilityAdminLogsCentralizationServiceRolePolicy.html
   */
  centralizedKey: { LogsManaged: "true" },
} as const;

/** What the owner of a secret runs before it is adopted: without the tag, the deploy role may not change it. */
export function tagCommand(secretArn: string): string {
  const region = placeOfArn(secretArn)?.region ?? "";
  const tag = `Key=${managedBy.key},Value=${managedBy.value}`;
  return `aws secretsmanager tag-resource --region ${region} --secret-id ${secretArn} --tags ${tag}`;
}
