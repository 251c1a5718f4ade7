"""What an account and region takes, what names exist once, and what stacks need of each other."""

import collections

from .limits.policies import DOCUMENTS, IAM_QUOTAS, size

EVENT_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
LOG_QUOTAS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/cloudwatch_limits_cwl.html"
ALARM_QUOTAS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html"
SNS_FILTERS = "https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html"
ORGANIZATIONS_QUOTAS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"
TEAMS = "hashicorp/terraform-provider-aws issues 38943 and 45081"
LOST = "recorded in eventbridge/bus_forwarding.json"
NAMES = "a name is taken once; the second request is refused, or replaces what the first one made"

# type, arguments that together are taken once in an account and region, or in an account.
NAMED_IN_A_REGION = {
    "aws_athena_workgroup": ("name",),
    "aws_cloudwatch_dashboard": ("dashboard_name",),
    "aws_cloudwatch_event_archive": ("name",),
    "aws_cloudwatch_event_bus": ("name",),
    "aws_cloudwatch_event_rule": ("event_bus_name", "name"),
    "aws_cloudwatch_event_target": ("event_bus_name", "rule", "target_id"),
    "aws_cloudwatch_log_group": ("name",),
    "aws_cloudwatch_log_metric_filter": ("log_group_name", "name"),
    "aws_cloudwatch_log_resource_policy": ("policy_name",),
    "aws_cloudwatch_metric_alarm": ("alarm_name",),
    "aws_cloudwatch_query_definition": ("name",),
    "aws_dynamodb_table": ("name",),
    "aws_glue_catalog_database": ("name",),
    "aws_glue_catalog_table": ("database_name", "name"),
    "aws_kms_alias": ("name",),
    "aws_secretsmanager_secret": ("name",),
    "aws_sfn_state_machine": ("name",),
    "aws_sns_topic": ("name",),
    "aws_sns_topic_subscription": ("topic_arn", "protocol", "endpoint"),
    "aws_sqs_queue": ("name",),
}
NAMED_IN_AN_ACCOUNT = {
    "aws_chatbot_slack_channel_configuration": ("configuration_name",),
    "aws_chatbot_teams_channel_configuration": ("configuration_name",),
    "aws_iam_openid_connect_provider": ("url",),
    "aws_iam_policy": ("name",),
    "aws_iam_role": ("name",),
    "aws_iam_role_policy": ("role", "name"),
    "aws_organizations_policy": ("name",),
    "aws_organizations_policy_attachment": ("policy_id", "target_id", "content"),
    "aws_s3_bucket": ("bucket",),
}


def quotas(resources):
    """(resource, problem, basis, value) over all stacks of a configuration."""
    yield from _names(resources)
    yield from _secrets_and_replicas(resources)
    yield from _counts(resources)
    yield from _inline_policies(resources)
    yield from _buses(resources)


def _names(resources):
    taken = {}
    for each in resources:
        if keys := NAMED_IN_A_REGION.get(each.kind):
            scope = (each.account, each.region)
        elif keys := NAMED_IN_AN_ACCOUNT.get(each.kind):
            scope = (each.account,)
        else:
            continue
        if each.kind == "aws_organizations_policy_attachment":
            continue
        name = (each.kind, *scope, *(each.get(key) for key in keys))
        if name in taken:
            yield each, f"{each.kind}: a name is taken already in the account and region", NAMES, " ".join(map(str, name[2:]))
        taken[name] = each


def _secrets_and_replicas(resources):
    taken = set()
    for each in resources:
        if each.kind != "aws_secretsmanager_secret":
            continue
        for region in [each.region, *(replica.get("region") for replica in each.blocks("replica"))]:
            name = (each.account, region, each.get("name"))
            if name in taken:
                yield each, "a secret's name is taken already in a region of the secret or of its replicas", NAMES, name[2]
            taken.add(name)


# what is counted, by what it is counted, and how many there may be by default.
COUNTED = (
    ("aws_cloudwatch_event_target", lambda r: (r.get("event_bus_name", "default"), r.get("rule")), 5, "targets of a rule", EVENT_QUOTAS),
    # 300, and 100 in the smaller regions.
    ("aws_cloudwatch_event_rule", lambda r: r.get("event_bus_name", "default"), 100, "rules of a bus", EVENT_QUOTAS),
    ("aws_cloudwatch_event_bus", lambda r: "", 100, "buses", EVENT_QUOTAS),
    ("aws_cloudwatch_log_metric_filter", lambda r: r.get("log_group_name"), 100, "metric filters of a log group", LOG_QUOTAS),
    ("aws_cloudwatch_log_resource_policy", lambda r: "", 10, "resource policies of CloudWatch Logs", LOG_QUOTAS),
    ("aws_cloudwatch_query_definition", lambda r: "", 1000, "saved queries", LOG_QUOTAS),
    ("aws_cloudwatch_metric_alarm", lambda r: "", 5000, "alarms", ALARM_QUOTAS),
    (
        "aws_sns_topic_subscription",
        lambda r: r.get("topic_arn") if "filter_policy" in r else None,
        200,
        "filter policies of a topic",
        SNS_FILTERS,
    ),
    # Five, and one of them is AWS's own that allows everything.
    ("aws_organizations_policy_attachment", lambda r: (r.get("target_id"), _type(r)), 4, "policies of a target", ORGANIZATIONS_QUOTAS),
    (
        "aws_chatbot_teams_channel_configuration",
        lambda r: r.get("team_id"),
        1,
        "channel of one Teams team: the provider looks a configuration up by its team",
        TEAMS,
    ),
)


def _type(attachment):
    """Service and resource control policies are counted apart; the reference of an attachment names its policy."""
    reference = attachment.stack.raw[attachment.kind][attachment.name].get("policy_id", "")
    name = reference.removeprefix("${aws_organizations_policy.").removesuffix(".id}")
    return attachment.stack.raw.get("aws_organizations_policy", {}).get(name, {}).get("type")


def _counts(resources):
    for kind, by, most, what, basis in COUNTED:
        groups = collections.defaultdict(list)
        for each in resources:
            if each.kind == kind and by(each) is not None:
                groups[(each.account, each.region, by(each))].append(each)
        for group in groups.values():
            if len(group) > most:
                yield group[-1], f"more than {most} {what}", basis, f"{len(group)}"


def _inline_policies(resources):
    document = DOCUMENTS["aws_iam_role_policy"]
    roles = collections.defaultdict(list)
    for each in resources:
        if each.kind == "aws_iam_role_policy":
            roles[(each.account, each.get("role"))].append(each)
    for policies in roles.values():
        characters = sum(size(document, each.get("policy", "")) for each in policies)
        if characters > document.most:
            yield policies[0], f"inline policies of a role have more than {document.most:,} characters together", IAM_QUOTAS, (
                f"{characters} characters"
            )


def _buses(resources):
    """A bus that is not there swallows events without a trace; and a target or rule needs what it hangs on."""
    buses = {(r.account, r.region, r.get("name")) for r in resources if r.kind == "aws_cloudwatch_event_bus"}
    accounts = {r.account for r in resources}
    rules = {
        (r.account, r.region, r.get("event_bus_name", "default"), r.get("name"))
        for r in resources
        if r.kind == "aws_cloudwatch_event_rule"
    }
    for each in resources:
        if each.kind == "aws_cloudwatch_event_target":
            arn = each.get("arn", "").split(":", 5)
            bus = arn[5].removeprefix("event-bus/") if len(arn) == 6 and arn[5].startswith("event-bus/") else None
            if bus not in (None, "default") and arn[4] in accounts and (arn[4], arn[3], bus) not in buses:
                yield each, "the target is a bus that nobody makes: events are lost without a trace", LOST, each.get("arn")
            rule = (each.account, each.region, each.get("event_bus_name", "default"), each.get("rule"))
            if rule not in rules:
                yield each, "the rule of a target is not there", EVENT_QUOTAS, each.get("rule")
        if each.kind == "aws_cloudwatch_event_rule":
            bus = each.get("event_bus_name", "default")
            if bus != "default" and (each.account, each.region, bus) not in buses:
                yield each, "the bus of a rule is not there", EVENT_QUOTAS, bus
