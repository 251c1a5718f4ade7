"""EventBridge: buses, rules, targets, archives."""


def bus(r):
    yield "events", "CreateEventBus", {
        "Name": r.get("name"),
        "Description": r.get("description"),
        "KmsKeyIdentifier": r.get("kms_key_identifier"),
        "Tags": r.tag_list(),
    }


def bus_policy(r):
    yield "events", "PutPermission", {"EventBusName": r.get("event_bus_name"), "Policy": r.get("policy")}


def rule(r):
    yield "events", "PutRule", {
        "Name": r.get("name"),
        "Description": r.get("description"),
        "EventBusName": r.get("event_bus_name", "default"),
        "EventPattern": r.get("event_pattern"),
        "ScheduleExpression": r.get("schedule_expression"),
        "State": r.get("state", "ENABLED"),
        "Tags": r.tag_list(),
    }


def target(r):
    one = {
        "Id": r.get("target_id"),
        "Arn": r.get("arn"),
        "RoleArn": r.get("role_arn"),
        "Input": r.get("input"),
        "InputPath": r.get("input_path"),
    }
    if transformer := r.block("input_transformer"):
        one["InputTransformer"] = {
            "InputPathsMap": transformer.get("input_paths"),
            "InputTemplate": transformer.get("input_template"),
        }
    if letters := r.block("dead_letter_config"):
        one["DeadLetterConfig"] = {"Arn": letters.get("arn")}
    if retries := r.block("retry_policy"):
        one["RetryPolicy"] = {
            "MaximumEventAgeInSeconds": retries.get("maximum_event_age_in_seconds"),
            "MaximumRetryAttempts": retries.get("maximum_retry_attempts"),
        }
    yield "events", "PutTargets", {
        "Rule": r.get("rule"),
        "EventBusName": r.get("event_bus_name", "default"),
        "Targets": [one],
    }


def archive(r):
    yield "events", "CreateArchive", {
        "ArchiveName": r.get("name"),
        "EventSourceArn": r.get("event_source_arn"),
        "Description": r.get("description"),
        "EventPattern": r.get("event_pattern"),
        "RetentionDays": r.get("retention_days"),
        "KmsKeyIdentifier": r.get("kms_key_identifier"),
    }
