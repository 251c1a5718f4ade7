"""
Every policy put to parliament, an IAM linter that knows actions, resources and condition keys from AWS's documentation.

What it says and what does not hold is in SKIPPED, each with its reason; a skip that nothing needs any more is reported.
"""

import functools
import json
from typing import Callable, NamedTuple

import regex
from botocore.exceptions import UnknownServiceError
from parliament import analyze_policy_string

from . import model
from .limits.policies import IDENTITY, SERVICE_CONTROL, TRUST, document_of, statements_of

BASIS = "parliament 1.6.4"

# Which actions have a condition key, AWS's newer list says: __tests__/stacks/service-reference.test.ts asks it.
ASKED_ELSEWHERE = {"UNKNOWN_CONDITION_FOR_ACTION"}


class Skip(NamedTuple):
    """A finding of parliament that does not hold, for one kind of document."""

    issue: str
    kind: str  # type of resource, or kind of policy
    holds: Callable[[str], bool]  # of the finding's detail
    reason: str


def _in_the_api_model(detail):
    """Whether the action is an operation that botocore knows: its models are newer than parliament's list."""
    match = regex.search(r"Unknown action ([\w-]+):(\w+)", detail)
    try:
        return match is not None and match[2] in model.service(match[1])["operations"]
    except UnknownServiceError:
        return False


def _about(*words):
    return lambda detail: any(word in detail for word in words)


SKIPPED = (
    Skip("RESOURCE_STAR", TRUST, _about("sts:AssumeRole"), "the Resource is the judge's own: a trust policy has none"),
    Skip(
        "RESOURCE_STAR",
        "aws_kms_key",
        _about("kms:"),
        "in the policy of a key * is that key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    ),
    Skip(
        "MISMATCHED_TYPE",
        "aws_kms_key",
        _about("ArnEquals"),
        "as AWS has it, of an encryption context that is an ARN: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/encrypt-log-data-kms.html",
    ),
    Skip(
        "MISMATCHED_TYPE",
        "aws_cloudwatch_event_bus_policy",
        _about("Bool requires a value of type Bool but given String"),
        "events:eventBusInvocation is true or false: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html",
    ),
    Skip(
        "UNKNOWN_ACTION",
        SERVICE_CONTROL,
        _in_the_api_model,
        "botocore's API model has the operation; parliament's list of actions is older",
    ),
    Skip(
        "UNKNOWN_ACTION",
        IDENTITY,
        _in_the_api_model,
        "botocore's API model has the operation; parliament's list of actions is older",
    ),
    Skip(
        "RESOURCE_STAR",
        IDENTITY,
        _about("Describe", "List", "chatbot:", "organizations:"),
        "narrower than AWS takes it; who may do what is for __tests__/examples and __tests__/pipeline",
    ),
    Skip(
        "RESOURCE_STAR",
        IDENTITY,
        _about("kms:TagResource", "kms:PutKeyPolicy"),
        "CreateKey asks for both, of no key: https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html",
    ),
    Skip(
        "RESOURCE_MISMATCH",
        IDENTITY,
        _about("kms:CreateAlias"),
        "AWS asks of the alias and of the key, and a statement is about each",
    ),
    Skip(
        "MISMATCHED_TYPE_BUT_USABLE",
        IDENTITY,
        _about("StringEquals requires a value of type String but given Arn"),
        "a boundary is compared as AWS does it: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ),
    Skip(
        "RESOURCE_STAR",
        IDENTITY,
        _about("logs:GetQueryResults"),
        "its parameter is a query's id, and no log group: "
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html",
    ),
    Skip(
        "RESOURCE_MISMATCH",
        IDENTITY,
        _about("events:DescribeApiDestination"),
        "it comes of events:Describe*, whose other actions are about buses, rules and archives",
    ),
    Skip(
        "RESOURCE_MISMATCH",
        IDENTITY,
        _about("athena:ListTagsForResource", "athena:TagResource", "athena:UntagResource"),
        "tags are those of workgroups; data catalogs and capacity reservations, which have some as well, are not ours",
    ),
    Skip(
        "UNKNOWN_FEDERATION_SOURCE",
        TRUST,
        _about(":oidc-provider/"),
        "parliament knows three providers by name; this one is made in the same stack",
    ),
)


class Linter:
    """Lints each document once, and remembers which skips were of use."""

    def __init__(self):
        self.used = set()

    def problems(self, r):
        """(problem, basis, value) of a resource that has a policy."""
        found = document_of(r)
        if found is None:
            return
        document, text = found
        for issue, detail in _lint(document.kind, _without_ids(text)):
            skip = next((each for each in SKIPPED if _applies(each, r.kind, document.kind, issue, detail)), None)
            if skip is None:
                yield f"{r.kind}.{document.argument}: parliament: {issue}", BASIS, detail
            else:
                self.used.add(skip)

    def unused(self):
        return [each for each in SKIPPED if each not in self.used]


def _applies(skip, resource, kind, issue, detail):
    return skip.issue == issue and skip.kind in (resource, kind) and skip.holds(detail)


def _without_ids(text):
    """Accounts differ in their ids, and policies of a thousand of them in nothing else."""
    return regex.sub(r"\b\d{12}\b", "123456789012", text)


@functools.cache
def _lint(kind, text):
    try:
        policy = json.loads(text)
    except ValueError:
        return ()
    if kind == TRUST:
        # parliament takes every statement for one with a Resource, which a trust policy has not.
        for statement in statements_of(policy):
            statement.setdefault("Resource", "*")
    try:
        findings = analyze_policy_string(json.dumps(policy)).findings
    except Exception as error:  # it stumbles over values that have no place there
        return (("it can't read the policy", str(error)),)
    told = (each for each in findings if each.issue not in ASKED_ELSEWHERE)
    return tuple(dict.fromkeys((each.issue, json.dumps(each.detail, default=str)[:300]) for each in told))
