"""The one table of documented limits by type of resource, and what holds within a stack."""

from .limits import alarms, dashboards, events, identity, logs, messaging, search, secrets, storage, tables, trail
from .limits.policies import policies
from .limits.tags import tags

# Of every type.
EVERYWHERE = (tags, policies)

LIMITS = {
    "aws_athena_workgroup": search.workgroup,
    "aws_cloudtrail": trail.trail,
    "aws_cloudtrail_organization_delegated_admin_account": trail.delegated_administrator,
    "aws_cloudwatch_dashboard": dashboards.dashboard,
    "aws_cloudwatch_event_archive": events.archive,
    "aws_cloudwatch_event_bus": events.bus,
    "aws_cloudwatch_event_bus_policy": events.bus_policy,
    "aws_cloudwatch_event_rule": events.rule,
    "aws_cloudwatch_event_target": events.target,
    "aws_cloudwatch_log_group": logs.group,
    "aws_cloudwatch_log_metric_filter": logs.metric_filter,
    "aws_cloudwatch_metric_alarm": alarms.alarm,
    "aws_cloudwatch_query_definition": logs.query,
    "aws_dynamodb_table": tables.table,
    "aws_glue_catalog_database": search.database,
    "aws_glue_catalog_table": search.table,
    "aws_iam_openid_connect_provider": identity.oidc_provider,
    "aws_kms_alias": identity.alias,
    "aws_kms_key": identity.key,
    "aws_s3_bucket": storage.bucket,
    "aws_s3_bucket_lifecycle_configuration": storage.lifecycle,
    "aws_s3_bucket_object_lock_configuration": storage.object_lock,
    "aws_secretsmanager_secret": secrets.secret,
    "aws_sfn_state_machine": messaging.state_machine,
    "aws_sns_topic": messaging.topic,
    "aws_sns_topic_subscription": messaging.subscription,
    "aws_sqs_queue": messaging.queue,
}

# Between resources of one stack: (resource, problem, basis, value).
WITHIN_A_STACK = (storage.of_the_bucket, tables.of_its_key)


def problems_of(resource):
    for check in (*EVERYWHERE, LIMITS.get(resource.kind)):
        if check is not None:
            yield from check(resource)
