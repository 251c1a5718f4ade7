"""CloudTrail."""

_SELECTIONS = {
    "equals": "Equals",
    "not_equals": "NotEquals",
    "starts_with": "StartsWith",
    "not_starts_with": "NotStartsWith",
    "ends_with": "EndsWith",
    "not_ends_with": "NotEndsWith",
}


def trail(r):
    r.leave_out("enable_logging")
    name = r.get("name")
    yield "cloudtrail", "CreateTrail", {
        "Name": name,
        "S3BucketName": r.get("s3_bucket_name"),
        "S3KeyPrefix": r.get("s3_key_prefix"),
        "IncludeGlobalServiceEvents": r.get("include_global_service_events", True),
        "IsMultiRegionTrail": r.get("is_multi_region_trail", False),
        "IsOrganizationTrail": r.get("is_organization_trail", False),
        "EnableLogFileValidation": r.get("enable_log_file_validation", False),
        "CloudWatchLogsLogGroupArn": r.get("cloud_watch_logs_group_arn"),
        "CloudWatchLogsRoleArn": r.get("cloud_watch_logs_role_arn"),
        "KmsKeyId": r.get("kms_key_id"),
        "TagsList": r.tag_list(),
    }
    # The trail belongs to the management account, whoever makes it.
    owner = r.stack.providers[""]["allowed_account_ids"][0]
    arn = f"arn:{r.partition}:cloudtrail:{r.region}:{owner}:trail/{name}"
    yield "cloudtrail", "StartLogging", {"Name": arn}
    selectors = [
        {
            "Name": each.get("name"),
            "FieldSelectors": [
                {"Field": field.get("field"), **{name: field.get(key) for key, name in _SELECTIONS.items()}}
                for field in each.blocks("field_selector")
            ],
        }
        for each in r.blocks("advanced_event_selector")
    ]
    if selectors:
        yield "cloudtrail", "PutEventSelectors", {"TrailName": arn, "AdvancedEventSelectors": selectors}
    insights = [{"InsightType": each.get("insight_type")} for each in r.blocks("insight_selector")]
    if insights:
        yield "cloudtrail", "PutInsightSelectors", {"TrailName": arn, "InsightSelectors": insights}
