"""DynamoDB."""


def table(r):
    stream = r.get("stream_enabled")
    keys = [(r.get("hash_key"), "HASH"), (r.get("range_key"), "RANGE")]
    encryption = r.block("server_side_encryption")
    key = encryption.get("kms_key_arn")
    capacity = {"ReadCapacityUnits": r.get("read_capacity"), "WriteCapacityUnits": r.get("write_capacity")}
    yield "dynamodb", "CreateTable", {
        "TableName": r.get("name"),
        "BillingMode": r.get("billing_mode", "PROVISIONED"),
        "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in keys if name is not None],
        "AttributeDefinitions": [
            {"AttributeName": each.get("name"), "AttributeType": each.get("type")} for each in r.blocks("attribute")
        ],
        "ProvisionedThroughput": capacity if any(each is not None for each in capacity.values()) else None,
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": r.get("stream_view_type")} if stream else None,
        "SSESpecification": {
            "Enabled": encryption.get("enabled"),
            "SSEType": None if key is None else "KMS",
            "KMSMasterKeyId": key,
        }
        if encryption
        else None,
        "TableClass": r.get("table_class"),
        "DeletionProtectionEnabled": r.get("deletion_protection_enabled"),
        "Tags": r.tag_list(),
    }
    expiry = r.block("ttl")
    if expiry.get("enabled"):
        yield "dynamodb", "UpdateTimeToLive", {
            "TableName": r.get("name"),
            "TimeToLiveSpecification": {"Enabled": True, "AttributeName": expiry.get("attribute_name")},
        }
    recovery = r.block("point_in_time_recovery")
    # While the table is made, the provider asks for it only where it is wanted.
    if recovery.get("enabled"):
        yield "dynamodb", "UpdateContinuousBackups", {
            "TableName": r.get("name"),
            "PointInTimeRecoverySpecification": {
                "PointInTimeRecoveryEnabled": True,
                "RecoveryPeriodInDays": recovery.get("recovery_period_in_days"),
            },
        }
