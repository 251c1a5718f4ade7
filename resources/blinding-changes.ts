/** A change of one attribute that makes the watch see, keep or tell less, or opens what protects it. */
export interface BlindingChange {
  /** At the top, or in the first block of that name: `versioning_configuration.status`. */
  readonly attribute: string;
  readonly when: When;
  /** What then is, in words that a resource's name may stand before. */
  readonly what: string;
}

export type When =
  /** It was true, and is not. */
  | "off"
  /** It is true, and was not. */
  | "on"
  /** A number becomes smaller. */
  | "less"
  /** A time to keep becomes shorter; 0 and nothing are for ever. */
  | "shorter"
  /** A list loses one, or all of it. */
  | "loses"
  /** There was something, and there is nothing. */
  | "gone"
  /** There was something, and there is something else or nothing. */
  | "another"
  /** It is anything else than before, nothing included. */
  | "changes"
  /** It was this, and is not. */
  | { readonly leaves: string }
  /** It is this, and was not. */
  | { readonly becomes: string };

/** What harms in changes of a type. */
export interface Blinding {
  readonly changes?: readonly BlindingChange[];
  /** What is, once such a resource is destroyed. @default - nothing that harms, or the type is stateful and tells what is lost */
  readonly ends?: string;
  /** What is, once there is a new one. @default - nothing that harms */
  readonly begins?: string;
}

const unprotected = "can be deleted by one call: its protection is off";
const shorter = "keeps what it has for a shorter time";

function on(attribute: string, when: When, what: string): BlindingChange {
  return { attribute, when, what };
}

/** The watch: what records, counts, sends on and tells. */
const watching: Readonly<Record<string, Blinding>> = {
  aws_cloudtrail: {
    changes: [
      on("enable_logging", "off", "records nothing any more: logging is off"),
      on("is_multi_region_trail", "off", "records one region alone"),
      on("is_organization_trail", "off", "records one account alone"),
      on("include_global_service_events", "off", "records no calls of IAM, STS and CloudFront any more"),
      on("enable_log_file_validation", "off", "no longer lets anybody prove that its files are as they were"),
      on("cloud_watch_logs_group_arn", "another", "sends its events to another log group, or to none"),
      on("s3_bucket_name", "another", "writes its files to another bucket"),
      on("event_selector", "changes", "records other events than before"),
      on("advanced_event_selector", "changes", "records other events than before"),
      on("kms_key_id", "gone", "no longer encrypts its files under a key of its own"),
    ],
  },
  aws_cloudtrail_organization_delegated_admin_account: { ends: "The security account no longer manages the trail" },
  aws_observabilityadmin_centralization_rule_for_organization: {
    changes: [on("rule", "changes", "copies other events, or elsewhere")],
  },
  aws_cloudwatch_log_group: {
    changes: [
      on("deletion_protection_enabled", "off", unprotected),
      on("retention_in_days", "shorter", shorter),
      on("kms_key_id", "gone", "no longer encrypts events under a key of its own"),
    ],
  },
  aws_cloudwatch_log_metric_filter: { ends: "Nothing counts any more what it counted" },
  aws_cloudwatch_metric_alarm: {
    changes: [
      on("actions_enabled", "off", "tells nobody any more: its actions are off"),
      on("alarm_actions", "loses", "tells fewer than before: an action is gone"),
      on("treat_missing_data", { leaves: "breaching" }, "no longer goes off when nothing arrives any more"),
    ],
    ends: "Nobody is told any more of what it was about",
  },
  // What rules look for is judged from their patterns, all of a bus together.
  aws_cloudwatch_event_rule: {
    changes: [
      on("state", { becomes: "DISABLED" }, "is off"),
      on("is_enabled", "off", "is off"),
      on(
        "state",
        { leaves: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" },
        "no longer sees reads, which are read-only",
      ),
      on("schedule_expression", "gone", "no longer runs by itself"),
      on("event_bus_name", "another", "listens elsewhere"),
    ],
  },
  // Its end is judged beside that of its rule.
  aws_cloudwatch_event_target: {
    changes: [on("arn", "another", "gets what the rule finds in place of who got it")],
  },
  aws_cloudwatch_event_archive: { changes: [on("retention_days", "shorter", shorter)] },
  aws_cloudwatch_event_bus: {
    changes: [on("dead_letter_config", "gone", "no longer keeps what it can't deliver")],
  },
  aws_sfn_state_machine: { ends: "What it put into words nobody is told any more" },
  aws_chatbot_slack_channel_configuration: {
    changes: [on("sns_topic_arns", "loses", "gets fewer messages than before: a topic is gone")],
    ends: "The chat is told nothing any more",
  },
  aws_chatbot_teams_channel_configuration: {
    changes: [on("sns_topic_arns", "loses", "gets fewer messages than before: a topic is gone")],
    ends: "The chat is told nothing any more",
  },
  aws_sns_topic_subscription: {
    changes: [on("filter_policy", "changes", "gets other messages than before: its filter changes")],
  },
  aws_sqs_queue: { changes: [on("message_retention_seconds", "less", shorter)] },
};

/** What keeps records, keys and values as they are. */
const keeping: Readonly<Record<string, Blinding>> = {
  aws_s3_bucket: { changes: [on("force_destroy", "on", "can be destroyed with all files in it")] },
  aws_s3_bucket_versioning: {
    changes: [
      on("versioning_configuration.status", { leaves: "Enabled" }, "keeps no older versions of files any more"),
    ],
    ends: "Older versions of files are no longer kept",
  },
  aws_s3_bucket_object_lock_configuration: {
    changes: [
      on("object_lock_enabled", { leaves: "Enabled" }, "no longer locks files"),
      on("rule", "gone", "no longer locks files by itself"),
      on("rule.default_retention.mode", { leaves: "COMPLIANCE" }, "locks files in a mode that can be passed by"),
      on("rule.default_retention.days", "less", "locks files for a shorter time"),
      on("rule.default_retention.years", "less", "locks files for a shorter time"),
    ],
    ends: "Files are no longer locked",
  },
  aws_s3_bucket_lifecycle_configuration: {
    changes: [
      on("rule.expiration.days", "less", "deletes files sooner"),
      on("rule.noncurrent_version_expiration.noncurrent_days", "less", "deletes older versions sooner"),
    ],
  },
  aws_s3_bucket_ownership_controls: {
    changes: [on("rule.object_ownership", { leaves: "BucketOwnerEnforced" }, "lets access lists decide again")],
    ends: "Access lists may decide again",
  },
  aws_s3_bucket_public_access_block: {
    changes: ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map(
      (attribute) => on(attribute, "off", "may become public"),
    ),
    ends: "The bucket may become public",
  },
  aws_dynamodb_table: {
    changes: [
      on("deletion_protection_enabled", "off", unprotected),
      on("point_in_time_recovery.enabled", "off", "can't be brought back to a time before"),
    ],
  },
  aws_kms_key: {
    changes: [
      on("is_enabled", "off", "is disabled: what is under it can't be read"),
      on("enable_key_rotation", "off", "is no longer rotated"),
      on("deletion_window_in_days", "less", "is gone sooner once its deletion is scheduled"),
      on("bypass_policy_lockout_safety_check", "on", "may get a policy that nobody can change again"),
    ],
  },
  aws_secretsmanager_secret: {
    changes: [on("recovery_window_in_days", "less", "is gone sooner once it is deleted")],
  },
  aws_iam_role: { changes: [on("permissions_boundary", "another", "has another boundary, or none")] },
  aws_organizations_policy: { ends: "What it refused is refused no longer" },
  aws_organizations_policy_attachment: { ends: "The policy no longer binds its target" },
};

/** Types that no stack has. */
const foreign: Readonly<Record<string, Blinding>> = {
  aws_cloudtrail_event_data_store: {
    changes: [
      on("termination_protection_enabled", "off", unprotected),
      on("retention_period", "less", shorter),
      on("suspend", "on", "takes in nothing any more"),
      on("advanced_event_selector", "changes", "records other events than before"),
    ],
  },
  // What is masked no metric filter matches; what is not can be read by whoever reads the log.
  aws_cloudwatch_log_data_protection_policy: {
    changes: [on("policy_document", "changes", "masks other data: what it masks no filter finds")],
    begins: "Masks data in a log group: what it masks no filter finds",
    ends: "Data that it masked can be read",
  },
  aws_cloudwatch_log_account_policy: {
    changes: [on("policy_document", "changes", "does something else to every log group of the account")],
    begins: "Does something to every log group of the account: what it masks no filter finds",
    ends: "What it did to every log group of the account is over",
  },
  aws_cloudwatch_log_subscription_filter: { ends: "What it sent on is sent on no longer" },
  aws_cloudwatch_composite_alarm: {
    changes: [
      on("actions_enabled", "off", "tells nobody any more: its actions are off"),
      on("alarm_actions", "loses", "tells fewer than before: an action is gone"),
    ],
    ends: "Nobody is told any more of what it was about",
  },
  aws_config_configuration_recorder: {
    changes: [on("recording_group", "changes", "records other resources than before")],
    ends: "Nothing records any more how resources change",
  },
  aws_config_configuration_recorder_status: {
    changes: [on("is_enabled", "off", "records nothing any more")],
    ends: "Nothing records any more how resources change",
  },
  aws_guardduty_detector: {
    changes: [on("enable", "off", "finds nothing any more")],
    ends: "GuardDuty finds nothing any more",
  },
  aws_guardduty_detector_feature: { changes: [on("status", { leaves: "ENABLED" }, "finds nothing any more")] },
  aws_securityhub_account: { ends: "Security Hub gathers nothing any more" },
  aws_accessanalyzer_analyzer: { ends: "Nothing looks any more for what is open to others" },
  aws_flow_log: { ends: "Traffic is no longer recorded" },
  aws_s3_bucket_logging: { ends: "Access to the bucket is no longer recorded" },
  aws_db_instance: { changes: [on("deletion_protection", "off", unprotected)] },
  aws_rds_cluster: { changes: [on("deletion_protection", "off", unprotected)] },
  aws_kms_replica_key: { changes: [on("enabled", "off", "is disabled: what is under it can't be read")] },
  aws_kms_external_key: { changes: [on("enabled", "off", "is disabled: what is under it can't be read")] },
};

/**
 * What makes the watch blind, as Terraform writes it: of each type the attributes that do, and what its end does. harm/ has the same
 * as calls.
 */
export const blindingChanges: Readonly<Record<string, Blinding>> = { ...watching, ...keeping, ...foreign };

const NOTHING: Blinding = {};

/** What harms in changes of a type, whatever a plan calls it. */
export function blindingOf(type: string): Blinding {
  return (Object.hasOwn(blindingChanges, type) ? blindingChanges[type] : undefined) ?? NOTHING;
}
