"""IAM, KMS and Organizations."""

from ..references import KEY_ID


def role(r):
    yield "iam", "CreateRole", {
        "RoleName": r.get("name"),
        "Path": r.get("path", "/"),
        "AssumeRolePolicyDocument": r.get("assume_role_policy"),
        "Description": r.get("description"),
        "MaxSessionDuration": r.get("max_session_duration"),
        "PermissionsBoundary": r.get("permissions_boundary"),
        "Tags": r.tag_list(),
    }


def managed_policy(r):
    yield "iam", "CreatePolicy", {
        "PolicyName": r.get("name"),
        "Path": r.get("path", "/"),
        "PolicyDocument": r.get("policy"),
        "Description": r.get("description"),
        "Tags": r.tag_list(),
    }


def role_policy(r):
    yield "iam", "PutRolePolicy", {
        "RoleName": r.get("role"),
        "PolicyName": r.get("name"),
        "PolicyDocument": r.get("policy"),
    }


def oidc_provider(r):
    yield "iam", "CreateOpenIDConnectProvider", {
        "Url": r.get("url"),
        "ClientIDList": r.get("client_id_list"),
        "ThumbprintList": r.get("thumbprint_list"),
        "Tags": r.tag_list(),
    }


def key(r):
    yield "kms", "CreateKey", {
        "Description": r.get("description"),
        "Policy": r.get("policy"),
        "KeyUsage": r.get("key_usage", "ENCRYPT_DECRYPT"),
        "KeySpec": r.get("customer_master_key_spec", "SYMMETRIC_DEFAULT"),
        "MultiRegion": r.get("multi_region"),
        "BypassPolicyLockoutSafetyCheck": r.get("bypass_policy_lockout_safety_check", False),
        "Tags": r.tag_list("TagKey", "TagValue"),
    }
    if r.get("enable_key_rotation", False):
        yield "kms", "EnableKeyRotation", {
            "KeyId": KEY_ID,
            "RotationPeriodInDays": r.get("rotation_period_in_days"),
        }
    yield "kms", "ScheduleKeyDeletion", {"KeyId": KEY_ID, "PendingWindowInDays": r.get("deletion_window_in_days")}


def alias(r):
    yield "kms", "CreateAlias", {"AliasName": r.get("name"), "TargetKeyId": r.get("target_key_id")}


def organizations_policy(r):
    yield "organizations", "CreatePolicy", {
        "Name": r.get("name"),
        "Description": r.get("description", ""),
        "Type": r.get("type", "SERVICE_CONTROL_POLICY"),
        "Content": r.get("content"),
        "Tags": r.tag_list(),
    }


def organizations_attachment(r):
    yield "organizations", "AttachPolicy", {"PolicyId": r.get("policy_id"), "TargetId": r.get("target_id")}


def delegated_administrator(r):
    yield "cloudtrail", "RegisterOrganizationDelegatedAdmin", {"MemberAccountId": r.get("account_id")}
