import type { PriceName } from "../prices/prices";

/** What AWS charges a month for a resource, whatever is done with it. */
export interface Charge {
  readonly price: PriceName;
  readonly quantity: number;
  /** Charged for once in an account, however many resources have it. @default - each is charged for */
  readonly once?: string;
}

type Attributes = Readonly<Record<string, unknown>>;

/** Charges of a resource; or that it costs nothing; or that only its use does, which is in usage.ts. */
type ChargeOf = ((attributes: Attributes) => readonly Charge[]) | "nothing" | "by use";

const list = (value: unknown): readonly Attributes[] => (Array.isArray(value) ? (value as readonly Attributes[]) : []);

/** An alarm costs as much as the metrics that it reads; one on a query is one. */
export function metricsOfAlarm({ metric_query: queries }: Attributes): number {
  return Math.max(1, list(queries).filter((query) => "metric" in query).length);
}

/** What each type of the stacks costs: a test insists on a row for each. */
export const charges: Readonly<Record<string, ChargeOf>> = {
  aws_cloudwatch_metric_alarm: (alarm) => [{ price: "alarmMetric", quantity: metricsOfAlarm(alarm) }],
  // Several filters may feed one. It costs in the hours in which it is counted: at most this.
  aws_cloudwatch_log_metric_filter: ({ metric_transformation: metric }) => {
    const { namespace, name } = (Array.isArray(metric) ? metric[0] : metric) as Attributes;
    return [{ price: "metric", quantity: 1, once: `${String(namespace)}/${String(name)}` }];
  },
  aws_cloudwatch_dashboard: () => [{ price: "dashboard", quantity: 1 }],
  aws_kms_key: () => [{ price: "key", quantity: 1 }],
  aws_secretsmanager_secret: ({ replica }) => [{ price: "secret", quantity: 1 + list(replica).length }],

  aws_athena_workgroup: "by use",
  aws_cloudtrail: "by use",
  aws_cloudwatch_event_archive: "by use",
  aws_cloudwatch_event_bus: "by use",
  aws_cloudwatch_log_group: "by use",
  aws_dynamodb_table: "by use",
  aws_s3_bucket: "by use",
  aws_sfn_state_machine: "by use",
  aws_sns_topic: "by use",
  aws_sqs_queue: "by use",

  aws_chatbot_slack_channel_configuration: "nothing",
  aws_chatbot_teams_channel_configuration: "nothing",
  aws_cloudtrail_organization_delegated_admin_account: "nothing",
  aws_cloudwatch_event_bus_policy: "nothing",
  aws_cloudwatch_event_rule: "nothing",
  aws_cloudwatch_event_target: "nothing",
  aws_cloudwatch_log_resource_policy: "nothing",
  aws_cloudwatch_query_definition: "nothing",
  // Of the catalogue's objects a million are free: https://aws.amazon.com/glue/pricing/
  aws_glue_catalog_database: "nothing",
  aws_glue_catalog_table: "nothing",
  aws_iam_openid_connect_provider: "nothing",
  aws_iam_role: "nothing",
  aws_iam_role_policy: "nothing",
  aws_kms_alias: "nothing",
  aws_observabilityadmin_centralization_rule_for_organization: "nothing",
  aws_organizations_policy: "nothing",
  aws_organizations_policy_attachment: "nothing",
  aws_s3_bucket_lifecycle_configuration: "nothing",
  aws_s3_bucket_object_lock_configuration: "nothing",
  aws_s3_bucket_ownership_controls: "nothing",
  aws_s3_bucket_policy: "nothing",
  aws_s3_bucket_public_access_block: "nothing",
  aws_s3_bucket_server_side_encryption_configuration: "nothing",
  aws_s3_bucket_versioning: "nothing",
  aws_secretsmanager_secret_policy: "nothing",
  aws_secretsmanager_secret_version: "nothing",
  aws_sns_topic_policy: "nothing",
  aws_sns_topic_subscription: "nothing",
  aws_sqs_queue_policy: "nothing",
};
