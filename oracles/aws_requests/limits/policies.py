"""
The one table of policy documents: where they are, of which kind, and how long they may be; and what AWS takes as a
policy of each kind.
"""

import collections
import json
from typing import NamedTuple

import regex

GRAMMAR = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"
SID = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html"
IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
ORGANIZATIONS_QUOTAS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"
RCP = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"
SCP = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html"
SQS_QUOTAS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html"
PARTITIONS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"

IDENTITY, RESOURCE, TRUST, SERVICE_CONTROL, RESOURCE_CONTROL = "identity", "resource", "trust", "SCP", "RCP"


class Document(NamedTuple):
    """A policy in an argument of a resource."""

    argument: str
    kind: str
    most: int
    basis: str
    # IAM does not count white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    counts_space: bool = True


ORGANIZATIONS = Document("content", SERVICE_CONTROL, 5_120, ORGANIZATIONS_QUOTAS)
DOCUMENTS = {
    "aws_cloudwatch_event_bus_policy": Document(
        "policy", RESOURCE, 10_240, "recorded in eventbridge/permissions.json: quota L-FC354966, its default"
    ),
    "aws_cloudwatch_log_resource_policy": Document(
        "policy_document",
        RESOURCE,
        5_120,
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/AWS-logs-and-resource-policy.html",
    ),
    "aws_iam_policy": Document("policy", IDENTITY, 6_144, IAM_QUOTAS, counts_space=False),
    "aws_iam_role": Document("assume_role_policy", TRUST, 2_048, IAM_QUOTAS, counts_space=False),
    "aws_iam_role_policy": Document("policy", IDENTITY, 10_240, IAM_QUOTAS, counts_space=False),
    "aws_kms_key": Document(
        "policy", RESOURCE, 32_768, "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html"
    ),
    "aws_organizations_policy": ORGANIZATIONS,
    "aws_s3_bucket_policy": Document(
        "policy", RESOURCE, 20_480, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html"
    ),
    "aws_secretsmanager_secret_policy": Document(
        "policy", RESOURCE, 20_480, "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html"
    ),
    "aws_sns_topic_policy": Document(
        "policy", RESOURCE, 30_720, "https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html"
    ),
    "aws_sqs_queue_policy": Document("policy", RESOURCE, 8_192, SQS_QUOTAS),
}


def document_of(r):
    """(document, text) of a resource that has a policy, or None."""
    document = DOCUMENTS.get(r.kind)
    text = None if document is None else r.get(document.argument)
    if text is None:
        return None
    if document is ORGANIZATIONS and r.get("type") == "RESOURCE_CONTROL_POLICY":
        document = document._replace(kind=RESOURCE_CONTROL)
    return document, text


def size(document, text):
    return len((text if document.counts_space else regex.sub(r"\s", "", text)).encode())


def policies(r):
    found = document_of(r)
    if found is None:
        return
    document, text = found
    name = f"{r.kind}.{document.argument}"
    # Inline policies share one quota: see quotas.py.
    if r.kind != "aws_iam_role_policy" and size(document, text) > document.most:
        yield f"{name}: more than {document.most:,} characters", document.basis, f"{size(document, text)} characters"
    try:
        policy = json.loads(text)
    except ValueError as error:
        yield f"{name} is not JSON", GRAMMAR, str(error)
        return
    for what, basis, *value in _problems(r, document.kind, policy):
        yield f"{name}: {what}", basis, *value


def statements_of(policy):
    statements = policy.get("Statement", []) if isinstance(policy, dict) else []
    return statements if isinstance(statements, list) else [statements]


def allowed_of(text):
    """Actions, or patterns of them, that any statement of a policy allows anybody."""
    try:
        statements = statements_of(json.loads(text))
    except ValueError:
        return []
    return [action for each in statements if each.get("Effect") == "Allow" for action in _listed(each, "Action")]


def _problems(r, kind, policy):
    statements = statements_of(policy)
    if not statements:
        yield "no statement", GRAMMAR
    if policy.get("Version") not in ("2012-10-17", "2008-10-17"):
        yield "Version is 2012-10-17 or 2008-10-17", GRAMMAR, policy.get("Version")
    for key in set(policy) - {"Version", "Statement", "Id"}:
        yield "a policy has Version, Id and Statement", GRAMMAR, key
    sids = collections.Counter(each["Sid"] for each in statements if "Sid" in each)
    for sid, times in sids.items():
        if times > 1:
            yield "two statements with one Sid", SID, sid
        if kind != RESOURCE and not regex.fullmatch(r"[A-Za-z0-9]*", sid):
            yield "a Sid is letters and digits", SID, sid
    for statement in statements:
        yield from _statement(kind, statement)
    for arn in sorted({each for each in _strings(policy) if regex.match(r"arn:[^:*]+:", each)}):
        if arn.split(":")[1] != r.partition:
            yield f"an ARN of another partition than {r.partition}", PARTITIONS, arn
    if r.kind == "aws_sqs_queue_policy":
        yield from _queue(statements)
    if r.kind == "aws_kms_key" and not r.get("bypass_policy_lockout_safety_check", False):
        yield from _lockout(r, statements)


ELEMENTS = {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}


def _statement(kind, statement):
    for key in set(statement) - ELEMENTS:
        yield "an element that statements have not", GRAMMAR, key
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield "Effect is Allow or Deny", GRAMMAR, statement.get("Effect")
    for pair in (("Action", "NotAction"), ("Principal", "NotPrincipal"), ("Resource", "NotResource")):
        given = [key for key in pair if key in statement]
        wanted = _wanted(kind, pair[0])
        if len(given) > 1 or len(given) != wanted:
            there = "needs one of" if wanted else "has none of"
            yield f"a statement of this kind of policy ({kind}) {there} {' and '.join(pair)}", GRAMMAR, given
        for key in given:
            if statement[key] in ([], "", {}):
                yield f"{key} is empty", GRAMMAR
    for action in _listed(statement, "Action", "NotAction"):
        if action != "*" and not regex.fullmatch(r"[a-z0-9-]+:[A-Za-z*?0-9]+", action):
            yield "an action is a service and a name", GRAMMAR, action
    for resource in _listed(statement, "Resource", "NotResource"):
        if resource != "*" and (not resource.startswith("arn:") or resource.count(":") < 5):
            yield "a resource is * or an ARN", GRAMMAR, resource
    for operator in statement.get("Condition", {}):
        if not regex.fullmatch(_OPERATOR, operator):
            yield "a condition operator that there is not", GRAMMAR, operator
    if kind == RESOURCE_CONTROL:
        yield from _resource_control(statement)


_OPERATOR = regex.compile(
    r"(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals"
    r"|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals"
    r"|(Not)?IpAddress)(IfExists)?|Null"
)


def _wanted(kind, element):
    """How many of an element and its opposite a statement has."""
    if element == "Principal":
        return 0 if kind in (IDENTITY, SERVICE_CONTROL) else 1
    if element == "Resource":
        return 0 if kind == TRUST else 1
    return 1


def _resource_control(statement):
    if statement.get("Effect") != "Deny":
        yield "a resource control policy only denies", RCP, statement.get("Effect")
    if statement.get("Principal") not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
        yield "a resource control policy is about everybody, and takes no NotPrincipal", RCP, (
            statement.get("Principal") or statement.get("NotPrincipal")
        )
    if "NotAction" in statement or "*" in _listed(statement, "Action"):
        yield "a resource control policy names its actions", RCP


def _queue(statements):
    if len(statements) > 20:
        yield "more than 20 statements", SQS_QUOTAS
    for each in statements:
        if len(_listed(each, "Action")) > 7:
            yield "more than 7 actions in a statement", SQS_QUOTAS, _listed(each, "Action")


def _lockout(r, statements):
    """https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html: the policy lets the caller change it."""
    root = f"arn:{r.partition}:iam::{r.account}:root"
    for each in statements:
        principals = each.get("Principal", {})
        principals = principals.get("AWS", []) if isinstance(principals, dict) else [principals]
        who = principals if isinstance(principals, list) else [principals]
        may = {"kms:PutKeyPolicy", "kms:*", "kms:Put*"} & set(_listed(each, "Action"))
        if each.get("Effect") == "Allow" and may and {root, r.account} & set(who):
            return
    yield "nobody in the account may change the policy of the key", (
        "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"
    )


def _listed(statement, *keys):
    values = [statement[key] for key in keys if key in statement]
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def _strings(value):
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(each)
