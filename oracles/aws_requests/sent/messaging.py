"""SNS, SQS, Step Functions and the chat service."""


def topic(r):
    attributes = {
        "DisplayName": r.get("display_name"),
        "KmsMasterKeyId": r.get("kms_master_key_id"),
        "Policy": r.get("policy"),
    }
    yield "sns", "CreateTopic", {
        "Name": r.get("name"),
        "Attributes": {key: value for key, value in attributes.items() if value is not None},
        "Tags": r.tag_list(),
    }


def topic_policy(r):
    yield "sns", "SetTopicAttributes", {
        "TopicArn": r.get("arn"),
        "AttributeName": "Policy",
        "AttributeValue": r.get("policy"),
    }


def subscription(r):
    r.leave_out("confirmation_timeout_in_minutes", "endpoint_auto_confirms")
    attributes = {
        "FilterPolicy": r.get("filter_policy"),
        "FilterPolicyScope": r.get("filter_policy_scope"),
        "RawMessageDelivery": "true" if r.get("raw_message_delivery", False) else None,
    }
    yield "sns", "Subscribe", {
        "TopicArn": r.get("topic_arn"),
        "Protocol": r.get("protocol"),
        "Endpoint": r.get("endpoint"),
        "Attributes": {key: value for key, value in attributes.items() if value is not None},
        "ReturnSubscriptionArn": True,
    }


QUEUE_ATTRIBUTES = {
    "delay_seconds": "DelaySeconds",
    "kms_master_key_id": "KmsMasterKeyId",
    "message_retention_seconds": "MessageRetentionPeriod",
    "redrive_policy": "RedrivePolicy",
    "sqs_managed_sse_enabled": "SqsManagedSseEnabled",
    "visibility_timeout_seconds": "VisibilityTimeout",
}


def queue(r):
    attributes = {name: r.get(key) for key, name in QUEUE_ATTRIBUTES.items()}
    yield "sqs", "CreateQueue", {
        "QueueName": r.get("name"),
        "Attributes": {name: str(value).lower() for name, value in attributes.items() if value is not None},
        "tags": r.tags(),
    }


def queue_policy(r):
    yield "sqs", "SetQueueAttributes", {"QueueUrl": r.get("queue_url"), "Attributes": {"Policy": r.get("policy")}}


def state_machine(r):
    logging = r.block("logging_configuration")
    yield "stepfunctions", "ValidateStateMachineDefinition", {
        "definition": r.get("definition"),
        "type": r.get("type", "STANDARD"),
    }
    yield "stepfunctions", "CreateStateMachine", {
        "name": r.get("name"),
        "definition": r.get("definition"),
        "roleArn": r.get("role_arn"),
        "type": r.get("type", "STANDARD"),
        "loggingConfiguration": {
            "level": logging.get("level"),
            "includeExecutionData": logging.get("include_execution_data"),
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": logging.get("log_destination")}}],
        }
        if logging
        else None,
        "tags": r.tag_list("key", "value"),
    }


def _channel(r):
    return {
        "ConfigurationName": r.get("configuration_name"),
        "IamRoleArn": r.get("iam_role_arn"),
        "SnsTopicArns": r.get("sns_topic_arns"),
        "LoggingLevel": r.get("logging_level"),
        "GuardrailPolicyArns": r.get("guardrail_policy_arns"),
        "UserAuthorizationRequired": r.get("user_authorization_required"),
        "Tags": r.tag_list("TagKey", "TagValue"),
    }


def slack_channel(r):
    yield "chatbot", "CreateSlackChannelConfiguration", {
        "SlackTeamId": r.get("slack_team_id"),
        "SlackChannelId": r.get("slack_channel_id"),
        **_channel(r),
    }


def teams_channel(r):
    yield "chatbot", "CreateMicrosoftTeamsChannelConfiguration", {
        "TeamId": r.get("team_id"),
        "TenantId": r.get("tenant_id"),
        "ChannelId": r.get("channel_id"),
        "ChannelName": r.get("channel_name"),
        "TeamName": r.get("team_name"),
        **_channel(r),
    }
