"""CloudTrail."""

import regex

CREATE = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html"
FIELDS = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html"
NAMES = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html"

# What a selector of a trail's management events may look at; event data stores take more.
MANAGEMENT_FIELDS = {"eventCategory", "eventSource", "readOnly"}
EXCLUDABLE = {"kms.amazonaws.com", "rdsdata.amazonaws.com"}
OPERATORS = ("equals", "not_equals", "starts_with", "not_starts_with", "ends_with", "not_ends_with")


def trail(r):
    name = r.get("name", "")
    if not regex.fullmatch(r"(?!.*[._-]{2})(?!\d+(\.\d+){3}$)[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]", name):
        yield "not a name for a trail", NAMES, name
    group, role = r.get("cloud_watch_logs_group_arn"), r.get("cloud_watch_logs_role_arn")
    if (group is None) != (role is None):
        yield "a trail has a log group and a role, or neither", CREATE
    if group is not None:
        if not group.endswith(":*"):
            yield "the ARN of a trail's log group ends in :*", CREATE, group
        if group.split(":")[3:5] != [r.region, r.account]:
            yield "the log group of a trail is where CreateTrail is called", CREATE, group
    if role is not None and role.split(":")[4] != r.account:
        yield "the role of a trail is in the account that calls CreateTrail", CREATE, role
    if r.get("is_organization_trail", False) and not r.get("is_multi_region_trail", False):
        yield "this organization trail covers one region only", CREATE
    for selector in r.blocks("advanced_event_selector"):
        yield from _selector(selector)


def delegated_administrator(r):
    if r.partition == "aws-cn":
        yield "CloudTrail has no delegated administrator in China", (
            "https://aws.amazon.com/about-aws/whats-new/2022/11/aws-cloudtrail-delegated-account-support-aws-organizations"
        ), r.get("account_id")


def _selector(selector):
    fields = selector.blocks("field_selector")
    names = [each.get("field") for each in fields]
    categories = [value for each in fields if each.get("field") == "eventCategory" for value in each.get("equals", [])]
    if len(categories) != 1:
        yield "an event selector has one eventCategory", FIELDS, names
        return
    if len(set(names)) < len(names):
        yield "an event selector has a field twice", FIELDS, names
    if categories == ["Management"]:
        for each in names:
            if each not in MANAGEMENT_FIELDS:
                yield "a field that selectors of a trail's management events don't take", FIELDS, each
    elif "resources.type" not in names:
        yield "an event selector of data events has a resources.type", FIELDS, names
    for each in fields:
        if not any(each.get(operator) for operator in OPERATORS):
            yield "a field selector has a condition", FIELDS, each.get("field")
        if each.get("field") == "eventSource" and categories == ["Management"]:
            if each.get("equals") or not set(each.get("not_equals", [])) <= EXCLUDABLE:
                yield "of management events, only those of KMS and of the RDS Data API can be left out", FIELDS, each.get("not_equals")
