"""DynamoDB."""

import fnmatch

import regex

from .policies import allowed_of

NAMES = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html"
CREATE = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html"
DEFINITION = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html"
EXPIRY = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html"
KEYS = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html"
BACKUPS = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html"

# The least that the policy of a table's key has to allow whoever makes the table, through DynamoDB.
LEAST = ("CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo")


def table(r):
    name = r.get("name", "")
    if not regex.fullmatch(r"[A-Za-z0-9_.-]{3,255}", name):
        yield "names of tables are 3 to 255 letters, digits, _, - and .", NAMES, name
    keys = [each for each in (r.get("hash_key"), r.get("range_key")) if each is not None]
    if r.get("hash_key") is None:
        yield "a table has a partition key", CREATE, name
    if len(keys) != len(set(keys)):
        yield "partition key and sort key are one attribute", CREATE, ", ".join(keys)
    defined = [each.get("name") for each in r.blocks("attribute")]
    # Without indexes, which the judge does not know of and therefore reports.
    if sorted(defined) != sorted(set(keys)):
        yield "the attributes that a table defines are those of its keys", DEFINITION, f"{defined}, {keys}"
    billing = r.get("billing_mode", "PROVISIONED")
    if billing == "PROVISIONED" and None in (r.get("read_capacity"), r.get("write_capacity")):
        yield "a provisioned table says its capacities", CREATE, name
    if billing == "PAY_PER_REQUEST" and ("read_capacity" in r or "write_capacity" in r):
        yield "a table on demand has no capacities", CREATE, name
    expires = r.block("ttl").get("attribute_name")
    if r.block("ttl").get("enabled") and expires in keys:
        yield "the time at which items go is a number, and no part of the key", EXPIRY, expires
    key = r.block("server_side_encryption").get("kms_key_arn", "")
    if key and not _is_near(r, key):
        yield "the key of a table is of its account and region", KEYS, key
    days = r.block("point_in_time_recovery").get("recovery_period_in_days")
    if days is not None and not 1 <= days <= 35:
        yield "points in time of 1 to 35 days can be recovered", BACKUPS, days


def _is_near(r, key):
    arn = key.split(":", 5)
    return len(arn) == 6 and arn[2:5] == ["kms", r.region, r.account]


def of_its_key(resources):
    """The key of a table lets DynamoDB in; the policy is judged where the key is in the table's stack."""
    keys = {each.name: each for each in resources if each.kind == "aws_kms_key"}
    for each in resources:
        if each.kind != "aws_dynamodb_table":
            continue
        encryption = each.stack.raw[each.kind][each.name].get("server_side_encryption", {})
        reference = (encryption[0] if isinstance(encryption, list) else encryption).get("kms_key_arn", "")
        key = keys.get(reference.removeprefix("${aws_kms_key.").removesuffix(".arn}"))
        if key is None:
            continue
        allowed = allowed_of(key.get("policy", "{}"))
        missing = [action for action in LEAST if not any(fnmatch.fnmatchcase(f"kms:{action}", by) for by in allowed)]
        if missing:
            yield each, "the policy of a table's key lacks what DynamoDB needs", KEYS, ", ".join(missing)
