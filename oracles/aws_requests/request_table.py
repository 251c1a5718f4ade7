"""
The one table of resource types: what the provider asks of AWS to make each. A type that is not here fails the run.

"""

from .sent import cloudwatch, events, identity, logs, messaging, search, secrets, storage, tables, trail

REQUESTS = {
    "aws_athena_workgroup": search.workgroup,
    "aws_chatbot_slack_channel_configuration": messaging.slack_channel,
    "aws_chatbot_teams_channel_configuration": messaging.teams_channel,
    "aws_cloudtrail": trail.trail,
    "aws_cloudtrail_organization_delegated_admin_account": identity.delegated_administrator,
    "aws_cloudwatch_dashboard": cloudwatch.dashboard,
    "aws_cloudwatch_event_archive": events.archive,
    "aws_cloudwatch_event_bus": events.bus,
    "aws_cloudwatch_event_bus_policy": events.bus_policy,
    "aws_cloudwatch_event_rule": events.rule,
    "aws_cloudwatch_event_target": events.target,
    "aws_cloudwatch_log_group": logs.group,
    "aws_cloudwatch_log_metric_filter": logs.metric_filter,
    "aws_cloudwatch_log_resource_policy": logs.resource_policy,
    "aws_cloudwatch_metric_alarm": cloudwatch.alarm,
    "aws_cloudwatch_query_definition": logs.query,
    "aws_dynamodb_table": tables.table,
    "aws_glue_catalog_database": search.database,
    "aws_glue_catalog_table": search.table,
    "aws_iam_openid_connect_provider": identity.oidc_provider,
    "aws_iam_policy": identity.managed_policy,
    "aws_iam_role": identity.role,
    "aws_iam_role_policy": identity.role_policy,
    "aws_kms_alias": identity.alias,
    "aws_kms_key": identity.key,
    "aws_observabilityadmin_centralization_rule_for_organization": logs.centralization_rule,
    "aws_organizations_policy": identity.organizations_policy,
    "aws_organizations_policy_attachment": identity.organizations_attachment,
    "aws_s3_bucket": storage.bucket,
    "aws_s3_bucket_lifecycle_configuration": storage.lifecycle,
    "aws_s3_bucket_object_lock_configuration": storage.object_lock,
    "aws_s3_bucket_ownership_controls": storage.ownership,
    "aws_s3_bucket_policy": storage.policy,
    "aws_s3_bucket_public_access_block": storage.public_access,
    "aws_s3_bucket_server_side_encryption_configuration": storage.encryption,
    "aws_s3_bucket_versioning": storage.versioning,
    "aws_secretsmanager_secret": secrets.secret,
    "aws_secretsmanager_secret_policy": secrets.policy,
    "aws_secretsmanager_secret_version": secrets.version,
    "aws_sfn_state_machine": messaging.state_machine,
    "aws_sns_topic": messaging.topic,
    "aws_sns_topic_policy": messaging.topic_policy,
    "aws_sns_topic_subscription": messaging.subscription,
    "aws_sqs_queue": messaging.queue,
    "aws_sqs_queue_policy": messaging.queue_policy,
}

# Looked up, with nothing in the request that could be refused but for the right to ask.
DATA = {"aws_iam_roles", "aws_organizations_organization"}
