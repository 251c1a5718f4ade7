"""S3: the log archive bucket."""


def bucket(r):
    r.leave_out("force_destroy")
    # A bucket in us-east-1 is made without a location.
    location = None if r.region == "us-east-1" else {"LocationConstraint": r.region}
    yield "s3", "CreateBucket", {
        "Bucket": r.get("bucket"),
        "CreateBucketConfiguration": location,
        "ObjectLockEnabledForBucket": r.get("object_lock_enabled"),
    }
    if r.tags():
        yield "s3", "PutBucketTagging", {"Bucket": r.get("bucket"), "Tagging": {"TagSet": r.tag_list()}}


def policy(r):
    yield "s3", "PutBucketPolicy", {"Bucket": r.get("bucket"), "Policy": r.get("policy")}


def ownership(r):
    rule = r.block("rule")
    yield "s3", "PutBucketOwnershipControls", {
        "Bucket": r.get("bucket"),
        "OwnershipControls": {"Rules": [{"ObjectOwnership": rule.get("object_ownership")}]},
    }


def public_access(r):
    yield "s3", "PutPublicAccessBlock", {
        "Bucket": r.get("bucket"),
        "PublicAccessBlockConfiguration": {
            "BlockPublicAcls": r.get("block_public_acls"),
            "BlockPublicPolicy": r.get("block_public_policy"),
            "IgnorePublicAcls": r.get("ignore_public_acls"),
            "RestrictPublicBuckets": r.get("restrict_public_buckets"),
        },
    }


def encryption(r):
    rules = []
    for rule in r.blocks("rule"):
        default = rule.block("apply_server_side_encryption_by_default")
        blocked = rule.get("blocked_encryption_types")
        rules.append(
            {
                "ApplyServerSideEncryptionByDefault": {
                    "SSEAlgorithm": default.get("sse_algorithm"),
                    "KMSMasterKeyID": default.get("kms_master_key_id"),
                },
                "BucketKeyEnabled": rule.get("bucket_key_enabled"),
                "BlockedEncryptionTypes": None if blocked is None else {"EncryptionType": blocked},
            }
        )
    yield "s3", "PutBucketEncryption", {
        "Bucket": r.get("bucket"),
        "ServerSideEncryptionConfiguration": {"Rules": rules},
    }


def versioning(r):
    configuration = r.block("versioning_configuration")
    yield "s3", "PutBucketVersioning", {
        "Bucket": r.get("bucket"),
        "VersioningConfiguration": {"Status": configuration.get("status")},
    }


def object_lock(r):
    retention = r.block("rule").block("default_retention")
    yield "s3", "PutObjectLockConfiguration", {
        "Bucket": r.get("bucket"),
        "ObjectLockConfiguration": {
            "ObjectLockEnabled": r.get("object_lock_enabled", "Enabled"),
            "Rule": {
                "DefaultRetention": {
                    "Mode": retention.get("mode"),
                    "Days": retention.get("days"),
                    "Years": retention.get("years"),
                }
            },
        },
    }


def lifecycle(r):
    yield "s3", "PutBucketLifecycleConfiguration", {
        "Bucket": r.get("bucket"),
        "LifecycleConfiguration": {"Rules": [_rule(each) for each in r.blocks("rule")]},
    }


def _rule(rule):
    out = {"ID": rule.get("id"), "Status": rule.get("status")}
    selection = rule.block("filter")
    out["Filter"] = {
        "Prefix": selection.get("prefix"),
        "ObjectSizeGreaterThan": selection.get("object_size_greater_than"),
    }
    if expiration := rule.block("expiration"):
        out["Expiration"] = {
            "Days": expiration.get("days"),
            "ExpiredObjectDeleteMarker": expiration.get("expired_object_delete_marker"),
        }
    if transitions := rule.blocks("transition"):
        out["Transitions"] = [
            {"Days": each.get("days"), "StorageClass": each.get("storage_class")} for each in transitions
        ]
    if old := rule.block("noncurrent_version_expiration"):
        out["NoncurrentVersionExpiration"] = {
            "NoncurrentDays": old.get("noncurrent_days"),
            "NewerNoncurrentVersions": old.get("newer_noncurrent_versions"),
        }
    if parts := rule.block("abort_incomplete_multipart_upload"):
        out["AbortIncompleteMultipartUpload"] = {"DaysAfterInitiation": parts.get("days_after_initiation")}
    return out
