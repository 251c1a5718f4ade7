/** Resources that can't be made again as they were, and what goes with them. */
export const STATEFUL_TYPES: Readonly<Record<string, { readonly noun: string; readonly lost: string }>> = {
  aws_cloudtrail: {
    noun: "trail",
    lost: "what happens while there is none is neither recorded nor reported, also not later.",
  },
  aws_cloudtrail_event_data_store: { noun: "event data store", lost: "all events in it." },
  aws_s3_bucket: { noun: "bucket", lost: "all files in it." },
  aws_kms_key: { noun: "key", lost: "whatever is encrypted under it, once the waiting period is over." },
  aws_kms_replica_key: { noun: "replica key", lost: "what is encrypted under it in that region." },
  aws_kms_external_key: { noun: "key", lost: "whatever is encrypted under it." },
  aws_cloudwatch_log_group: { noun: "log group", lost: "all events in it." },
  aws_secretsmanager_secret: {
    noun: "secret",
    lost: "the value with all versions and replicas, once the recovery window is over.",
  },
  aws_cloudwatch_event_bus: { noun: "event bus", lost: "the archives, and what is sent to it while it is gone." },
  aws_cloudwatch_event_archive: { noun: "event archive", lost: "all events in it." },
  aws_sns_topic: { noun: "topic", lost: "the subscriptions: each mail address has to confirm again." },
  aws_sqs_queue: { noun: "queue", lost: "the messages that wait in it." },
  aws_dynamodb_table: { noun: "table", lost: "all items in it." },
  aws_ssm_parameter: { noun: "parameter", lost: "the value." },
  aws_organizations_account: { noun: "account", lost: "the account, which is closed or leaves the organization." },
};
