import { actions, type ResourceType } from "./resource-type";

/** Secrets Manager, and the keys of KMS. */
export const secretTypes = {
  aws_kms_alias: {
    plan: actions("kms", "ListAliases"),
    apply: actions("kms", "CreateAlias DeleteAlias UpdateAlias"),
    replacedBy: ["name", "name_prefix"],
    // A name of a key, which stays: what is encrypted names the key.
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_kms_key: {
    plan: actions("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListKeyPolicies ListResourceTags"),
    apply: actions(
      "kms",
      "CancelKeyDeletion CreateKey DisableKeyRotation EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription",
    ),
    replacedBy: ["custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region", "xks_key_id"],
    stateful: { noun: "key", lost: "whatever is encrypted under it, once the waiting period is over." },
    policies: ["policy"],
    scope: "regional",
  },
  aws_secretsmanager_secret: {
    plan: actions("secretsmanager", "DescribeSecret GetResourcePolicy"),
    apply: [
      ...actions(
        "secretsmanager",
        "CreateSecret DeleteSecret RemoveRegionsFromReplication ReplicateSecretToRegions TagResource UntagResource UpdateSecret",
      ),
      // Secrets Manager tries the key of a secret as whoever makes the secret.
      ...actions("kms", "Decrypt GenerateDataKey"),
    ],
    replacedBy: ["name", "name_prefix"],
    stateful: { noun: "secret", lost: "the value with all versions and replicas, once the recovery window is over." },
    policies: [],
    inStateAlone: ["force_overwrite_replica_secret", "recovery_window_in_days"],
    scope: "regional",
  },
  aws_secretsmanager_secret_policy: {
    plan: actions("secretsmanager", "GetResourcePolicy"),
    apply: actions("secretsmanager", "DeleteResourcePolicy PutResourcePolicy ValidateResourcePolicy"),
    replacedBy: ["secret_arn"],
    stateful: false,
    policies: ["policy"],
    scope: "regional",
  },
  aws_secretsmanager_secret_version: {
    // Of a write-only value the provider lists the versions, from 6.26 on, and does not read it.
    plan: actions("secretsmanager", "DescribeSecret ListSecretVersionIds"),
    apply: actions("secretsmanager", "PutSecretValue"),
    replacedBy: ["secret_binary", "secret_id", "secret_string", "secret_string_wo_version"],
    // The made-up value of a decoy. A plan that touches any other is told as that: plan/secret-values.ts.
    stateful: false,
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
