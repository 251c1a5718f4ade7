"""Secrets Manager."""


def secret(r):
    replicas = [
        {"Region": each.get("region"), "KmsKeyId": each.get("kms_key_id")} for each in r.blocks("replica")
    ]
    yield "secretsmanager", "CreateSecret", {
        "Name": r.get("name"),
        "Description": r.get("description"),
        "KmsKeyId": r.get("kms_key_id"),
        "ForceOverwriteReplicaSecret": r.get("force_overwrite_replica_secret", False),
        "AddReplicaRegions": replicas or None,
        "Tags": r.tag_list(),
    }
    yield "secretsmanager", "DeleteSecret", {
        "SecretId": r.get("name"),
        "RecoveryWindowInDays": r.get("recovery_window_in_days", 30),
    }


def policy(r):
    yield "secretsmanager", "PutResourcePolicy", {
        "SecretId": r.get("secret_arn"),
        "ResourcePolicy": r.get("policy"),
        "BlockPublicPolicy": r.get("block_public_policy"),
    }


def version(r):
    # Counts the provider's own rewriting of a write-only value.
    r.leave_out("secret_string_wo_version")
    yield "secretsmanager", "PutSecretValue", {
        "SecretId": r.get("secret_id"),
        "SecretString": r.get("secret_string_wo", r.get("secret_string")),
        "VersionStages": r.get("version_stages"),
    }
