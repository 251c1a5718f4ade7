"""CloudWatch Logs and the centralization of logs."""


def group(r):
    yield "logs", "CreateLogGroup", {
        "logGroupName": r.get("name"),
        "kmsKeyId": r.get("kms_key_id"),
        "logGroupClass": r.get("log_group_class"),
        "deletionProtectionEnabled": r.get("deletion_protection_enabled"),
        "tags": r.tags() or None,
    }
    if r.get("retention_in_days", 0) != 0:
        yield "logs", "PutRetentionPolicy", {
            "logGroupName": r.get("name"),
            "retentionInDays": r.get("retention_in_days"),
        }


def metric_filter(r):
    transformation = r.block("metric_transformation")
    default = transformation.get("default_value")
    yield "logs", "PutMetricFilter", {
        "logGroupName": r.get("log_group_name"),
        "filterName": r.get("name"),
        # The provider trims it.
        "filterPattern": r.get("pattern", "").strip(),
        "metricTransformations": [
            {
                "metricName": transformation.get("name"),
                "metricNamespace": transformation.get("namespace"),
                "metricValue": transformation.get("value"),
                "unit": transformation.get("unit", "None"),
                "defaultValue": None if default is None else _number(default),
                "dimensions": transformation.get("dimensions"),
            }
        ],
    }


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


def query(r):
    yield "logs", "PutQueryDefinition", {
        "name": r.get("name"),
        "queryString": r.get("query_string"),
        "logGroupNames": r.get("log_group_names"),
    }


def resource_policy(r):
    yield "logs", "PutResourcePolicy", {
        "policyName": r.get("policy_name"),
        "policyDocument": r.get("policy_document"),
    }


def centralization_rule(r):
    r.leave_out("timeouts")
    rule = r.block("rule")
    source, destination = rule.block("source"), rule.block("destination")
    from_logs = source.block("source_logs_configuration")
    to_logs = destination.block("destination_logs_configuration")
    encryption, names = to_logs.block("logs_encryption_configuration"), to_logs.block("log_group_name_configuration")
    yield "observabilityadmin", "CreateCentralizationRuleForOrganization", {
        "RuleName": r.get("rule_name"),
        "Tags": r.tags() or None,
        "Rule": {
            "Source": {
                "Regions": source.get("regions"),
                "Scope": source.get("scope"),
                "SourceLogsConfiguration": {
                    "LogGroupSelectionCriteria": from_logs.get("log_group_selection_criteria"),
                    "EncryptedLogGroupStrategy": from_logs.get("encrypted_log_group_strategy"),
                },
            },
            "Destination": {
                "Region": destination.get("region"),
                "Account": destination.get("account"),
                "DestinationLogsConfiguration": {
                    "LogsEncryptionConfiguration": {
                        "EncryptionStrategy": encryption.get("encryption_strategy"),
                        "KmsKeyArn": encryption.get("kms_key_arn"),
                        "EncryptionConflictResolutionStrategy": encryption.get(
                            "encryption_conflict_resolution_strategy"
                        ),
                    }
                    if encryption
                    else None,
                    "LogGroupNameConfiguration": {"LogGroupNamePattern": names.get("log_group_name_pattern")}
                    if names
                    else None,
                },
            },
        },
    }
