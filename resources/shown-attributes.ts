import type { cloudwatchTypes } from "./cloudwatch-types";
import type { eventTypes } from "./event-types";
import type { byHandTypes, identityTypes } from "./identity-types";
import type { messageTypes } from "./message-types";
import type { searchTypes } from "./search-types";
import type { secretTypes } from "./secret-types";
import type { storageTypes } from "./storage-types";
import type { trailTypes } from "./trail-types";

type OwnType =
  | keyof typeof byHandTypes
  | keyof typeof cloudwatchTypes
  | keyof typeof eventTypes
  | keyof typeof identityTypes
  | keyof typeof messageTypes
  | keyof typeof searchTypes
  | keyof typeof secretTypes
  | keyof typeof storageTypes
  | keyof typeof trailTypes;

/**
 * Attributes whose values a comment on a plan shows, of each type of the stacks; of any other attribute, and of all other types, it
 * tells that it changes. Not here: tags, bodies of messages and of dashboards, definitions, headers, and whatever else people put values
 * of secrets into. Policies and patterns are told in words of their own (plan/policies).
 */
const shown: Readonly<Record<OwnType, string>> = {
  aws_cloudtrail:
    "advanced_event_selector cloud_watch_logs_group_arn cloud_watch_logs_role_arn event_selector include_global_service_events " +
    "insight_selector kms_key_id name region s3_bucket_name s3_key_prefix sns_topic_name",
  aws_cloudtrail_organization_delegated_admin_account: "account_id",
  aws_observabilityadmin_centralization_rule_for_organization: "region rule rule_name",

  aws_s3_bucket: "acl bucket bucket_prefix region request_payer",
  aws_s3_bucket_lifecycle_configuration:
    "bucket expected_bucket_owner region rule transition_default_minimum_object_size",
  aws_s3_bucket_object_lock_configuration: "bucket expected_bucket_owner object_lock_enabled region rule",
  aws_s3_bucket_ownership_controls: "bucket region rule",
  aws_s3_bucket_policy: "bucket region",
  aws_s3_bucket_public_access_block: "bucket region",
  aws_s3_bucket_server_side_encryption_configuration: "bucket expected_bucket_owner region rule",
  aws_s3_bucket_versioning: "bucket expected_bucket_owner region versioning_configuration",
  aws_dynamodb_table:
    "attribute billing_mode global_secondary_index hash_key local_secondary_index name on_demand_throughput point_in_time_recovery " +
    "range_key read_capacity region replica server_side_encryption stream_view_type table_class ttl write_capacity",

  aws_athena_workgroup: "configuration description name region state",
  aws_glue_catalog_database:
    "catalog_id create_table_default_permission description federated_database location_uri name region target_database",
  aws_glue_catalog_table:
    "catalog_id database_name description name owner partition_index partition_keys region retention storage_descriptor table_type " +
    "target_table view_expanded_text view_original_text",

  aws_kms_alias: "name name_prefix region target_key_id",
  aws_kms_key:
    "custom_key_store_id customer_master_key_spec deletion_window_in_days description key_usage region rotation_period_in_days xks_key_id",
  aws_secretsmanager_secret: "description kms_key_id name name_prefix recovery_window_in_days region replica",
  aws_secretsmanager_secret_policy: "region secret_arn",
  aws_secretsmanager_secret_version: "region secret_id version_stages",

  aws_cloudwatch_dashboard: "dashboard_name region",
  aws_cloudwatch_log_group: "kms_key_id log_group_class name name_prefix region retention_in_days",
  aws_cloudwatch_log_metric_filter: "log_group_name metric_transformation name pattern region",
  aws_cloudwatch_log_resource_policy: "policy_name region",
  aws_cloudwatch_metric_alarm:
    "alarm_actions alarm_description alarm_name comparison_operator datapoints_to_alarm dimensions " +
    "evaluate_low_sample_count_percentiles evaluation_periods extended_statistic insufficient_data_actions metric_name metric_query " +
    "namespace ok_actions period region statistic threshold threshold_metric_id treat_missing_data unit",
  aws_cloudwatch_query_definition: "log_group_names name query_string region",

  aws_cloudwatch_event_archive: "description event_source_arn kms_key_identifier name region retention_days",
  aws_cloudwatch_event_bus:
    "dead_letter_config description event_source_name kms_key_identifier log_config name region",
  aws_cloudwatch_event_bus_policy: "event_bus_name region",
  aws_cloudwatch_event_rule: "description event_bus_name name name_prefix region role_arn schedule_expression state",
  aws_cloudwatch_event_target: "arn dead_letter_config event_bus_name region retry_policy role_arn rule target_id",
  aws_sfn_state_machine:
    "encryption_configuration logging_configuration name name_prefix region role_arn tracing_configuration type",

  aws_chatbot_slack_channel_configuration:
    "configuration_name guardrail_policy_arns iam_role_arn logging_level region slack_channel_id slack_team_id sns_topic_arns",
  aws_chatbot_teams_channel_configuration:
    "channel_id channel_name configuration_name guardrail_policy_arns iam_role_arn logging_level region sns_topic_arns team_id " +
    "team_name tenant_id",
  aws_sns_topic: "display_name kms_master_key_id name name_prefix region signature_version",
  aws_sns_topic_policy: "arn region",
  aws_sns_topic_subscription:
    "endpoint filter_policy filter_policy_scope protocol redrive_policy region subscription_role_arn topic_arn",
  aws_sqs_queue:
    "delay_seconds kms_data_key_reuse_period_seconds kms_master_key_id max_message_size message_retention_seconds name name_prefix " +
    "receive_wait_time_seconds redrive_allow_policy redrive_policy region visibility_timeout_seconds",
  aws_sqs_queue_policy: "queue_url region",

  aws_iam_openid_connect_provider: "client_id_list thumbprint_list url",
  aws_iam_role: "description managed_policy_arns max_session_duration name name_prefix path permissions_boundary",
  aws_iam_role_policy: "name name_prefix role",
  aws_organizations_policy: "description name type",
  aws_organizations_policy_attachment: "policy_id target_id",
};

const shownOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(shown).map(([type, names]) => [type, new Set(names.split(" "))]),
);

const NONE: ReadonlySet<string> = new Set();

/** Attributes of a type, at the top, whose values may be shown. */
export function shownAttributes(type: string): ReadonlySet<string> {
  return shownOf.get(type) ?? NONE;
}
