/** Types whose content or identity is lost when they are destroyed: logs, secrets, keys, subscriptions confirmed by hand. */
export const statefulTypes: ReadonlySet<string> = new Set([
  "aws_cloudtrail",
  "aws_cloudwatch_event_archive",
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_log_group",
  "aws_dynamodb_table",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
]);

/**
 * Attributes that AWS can't change in place, of the types that the stacks have: the provider makes such a resource anew.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const replacingAttributes: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail: ["name"],
  aws_cloudtrail_organization_delegated_admin_account: ["account_id"],
  aws_cloudwatch_dashboard: ["dashboard_name"],
  aws_cloudwatch_event_archive: ["name", "event_source_arn"],
  aws_cloudwatch_event_bus: ["name"],
  aws_cloudwatch_event_rule: ["name", "event_bus_name"],
  aws_cloudwatch_event_target: ["rule", "target_id", "event_bus_name"],
  aws_cloudwatch_log_group: ["name"],
  aws_cloudwatch_log_metric_filter: ["name", "log_group_name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_dynamodb_table: ["name", "hash_key", "range_key"],
  aws_iam_role: ["name"],
  aws_iam_role_policy: ["name", "role"],
  aws_kms_alias: ["name"],
  aws_organizations_policy: ["type"],
  aws_organizations_policy_attachment: ["policy_id", "target_id"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
  aws_secretsmanager_secret: ["name"],
  aws_sfn_state_machine: ["name", "type"],
  aws_sns_topic: ["name"],
  aws_sns_topic_subscription: ["topic_arn", "protocol", "endpoint"],
  aws_sqs_queue: ["name"],
};

/** Whether a type is of no region. */
export function isGlobal(type: string): boolean {
  return /^aws_(chatbot|cloudtrail_organization|cloudwatch_dashboard|iam|organizations)/.test(type);
}
