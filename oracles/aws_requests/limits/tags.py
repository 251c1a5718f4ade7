"""Tags, with the provider's default tags joined."""

import collections

import regex

GENERAL = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"
IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html"

# Whose requests have no tags, and whose provider resource takes none.
UNTAGGED = {
    "aws_cloudtrail_organization_delegated_admin_account",
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_event_archive",
    "aws_cloudwatch_event_bus_policy",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_metric_filter",
    "aws_cloudwatch_log_resource_policy",
    "aws_cloudwatch_query_definition",
    "aws_glue_catalog_table",
    "aws_iam_role_policy",
    "aws_kms_alias",
    "aws_organizations_policy_attachment",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_object_lock_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
    "aws_secretsmanager_secret_policy",
    "aws_secretsmanager_secret_version",
    "aws_sns_topic_policy",
    "aws_sns_topic_subscription",
    "aws_sqs_queue_policy",
}


def tags(r):
    if r.kind in UNTAGGED:
        return
    given = r.tags()
    if len(given) > 50:
        yield "more than 50 tags, with those that every resource of the account has", GENERAL, f"{len(given)} tags"
    for key, value in given.items():
        if not isinstance(value, str):
            yield "a tag's value is not a string", GENERAL, f"{key}: {value}"
            continue
        if not regex.fullmatch(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}", key):
            yield "characters or length of a tag's key", GENERAL, key
        if not regex.fullmatch(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}", value):
            yield "characters or length of a tag's value", GENERAL, f"{key}: {value}"
        if key.lower().startswith("aws:"):
            yield "a tag's key begins with aws:", GENERAL, key
    if r.kind in ("aws_iam_role", "aws_iam_openid_connect_provider"):
        same = collections.defaultdict(list)
        for key in given:
            same[key.lower()].append(key)
        for keys in same.values():
            if len(keys) > 1:
                yield "IAM takes tag keys that differ in case only for duplicates", IAM, ", ".join(keys)
