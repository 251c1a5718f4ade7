import {
  DeleteRolePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type Fault, type Find, openPolicy } from "./fault";

const STACKS = ["security", "log-archive"];
const MEMBERS = ["member-team-0-prod"];

const key = (find: Find) => {
  const { resource, clients } = find("log-archive", "aws_kms_key", "LogArchiveKey_");
  return { resource, kms: clients.of(KMSClient, resource.region), KeyId: resource.learned("key_id") };
};

const bucket = (find: Find) => {
  const { resource, clients } = find("log-archive", "aws_s3_bucket", "LogArchive_");
  return { s3: clients.of(S3Client, resource.region), Bucket: resource.text("bucket"), resource };
};

const role = (find: Find) => {
  const { resource, clients } = find("security", "aws_iam_role", "Watch_Role_");
  return { resource, iam: clients.of(IAMClient, "us-east-1"), RoleName: resource.text("name") };
};

/** Of keys, the bucket and roles. */
export const storageFaults: readonly Fault[] = [
  {
    what: "a key is off",
    kind: "key-off",
    stacks: STACKS,
    plant: (find) => {
      const { kms, KeyId } = key(find);
      return kms.send(new DisableKeyCommand({ KeyId }));
    },
    mend: (find) => {
      const { kms, KeyId } = key(find);
      return kms.send(new EnableKeyCommand({ KeyId }));
    },
  },
  {
    what: "a key is to be deleted",
    kind: "key-going",
    stacks: STACKS,
    plant: (find) => {
      const { kms, KeyId } = key(find);
      return kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    },
    mend: async (find) => {
      const { kms, KeyId } = key(find);
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      await kms.send(new EnableKeyCommand({ KeyId }));
    },
  },
  {
    what: "everybody may use a key",
    kind: "key-policy-changed",
    stacks: STACKS,
    plant: (find) => {
      const { kms, KeyId } = key(find);
      return kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: openPolicy("kms:*", "*") }));
    },
    mend: (find) => {
      const { kms, KeyId, resource } = key(find);
      return kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: resource.text("policy") }));
    },
  },
  {
    what: "the bucket may be public",
    kind: "bucket-open",
    stacks: STACKS,
    plant: (find) => {
      const { s3, Bucket } = bucket(find);
      return s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    },
    mend: (find) => find("log-archive", "aws_s3_bucket_public_access_block").again(),
  },
  {
    what: "everybody may read the bucket",
    kind: "bucket-policy-changed",
    stacks: STACKS,
    plant: (find) => {
      const { s3, Bucket } = bucket(find);
      const Policy = openPolicy("s3:GetObject", `arn:aws:s3:::${Bucket}/*`);
      return s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
    mend: (find) => find("log-archive", "aws_s3_bucket_policy").again(),
  },
  {
    what: "the bucket keeps no versions",
    kind: "bucket-changed",
    stacks: STACKS,
    plant: (find) => {
      const { s3, Bucket } = bucket(find);
      const VersioningConfiguration = { Status: "Suspended" } as const;
      return s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    },
    mend: (find) => find("log-archive", "aws_s3_bucket_versioning").again(),
  },
  {
    what: "somebody else may assume the role that sends reads",
    kind: "role-trust-changed",
    stacks: STACKS,
    plant: (find) => {
      const { iam, RoleName } = role(find);
      const statement = {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999999999999:root" },
        Action: "sts:AssumeRole",
      };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    },
    mend: (find) => {
      const { iam, RoleName, resource } = role(find);
      const PolicyDocument = resource.text("assume_role_policy");
      return iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    },
  },
  {
    what: "the role that sends reads may do anything, by one more policy",
    kind: "role-rights-added",
    stacks: STACKS,
    plant: (find) => {
      const { iam, RoleName } = role(find);
      const statement = { Effect: "Allow", Action: "*", Resource: "*" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "mine", PolicyDocument }));
    },
    mend: (find) => {
      const { iam, RoleName } = role(find);
      return iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "mine" }));
    },
  },
  {
    what: "the role that sends reads may not send",
    kind: "role-rights-changed",
    stacks: STACKS,
    plant: (find) => {
      const { iam, RoleName } = role(find);
      const statement = { Effect: "Allow", Action: "events:ListRules", Resource: "*" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const PolicyName = find("security", "aws_iam_role_policy", "Watch_Role_").resource.text("name");
      return iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    },
    mend: (find) => find("security", "aws_iam_role_policy", "Watch_Role_").again(),
  },
  {
    what: "a role is without its boundary",
    kind: "role-changed",
    stacks: STACKS,
    plant: (find) => {
      const { iam, RoleName } = role(find);
      return iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    },
    mend: (find) => {
      const { iam, RoleName, resource } = role(find);
      const PermissionsBoundary = resource.text("permissions_boundary");
      return iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    },
  },
];

const secret = (find: Find) => {
  const { resource, clients } = find("member-team-0-prod", "aws_secretsmanager_secret", "Secrets_eu-west-1");
  const manager = clients.of(SecretsManagerClient, resource.region);
  return { manager, SecretId: resource.learned("arn") };
};

/** Of secrets that the stacks make. */
export const secretFaults: readonly Fault[] = [
  {
    what: "a decoy is to be deleted",
    kind: "secret-going",
    stacks: MEMBERS,
    plant: (find) => {
      const { manager, SecretId } = secret(find);
      return manager.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
    },
    mend: (find) => {
      const { manager, SecretId } = secret(find);
      return manager.send(new RestoreSecretCommand({ SecretId }));
    },
  },
  {
    what: "a secret lets another account read it",
    kind: "secret-policy",
    stacks: MEMBERS,
    plant: (find) => {
      const { manager, SecretId } = secret(find);
      const ResourcePolicy = openPolicy("secretsmanager:GetSecretValue", "*");
      return manager.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
    },
    mend: (find) => find("member-team-0-prod", "aws_secretsmanager_secret_policy", "Secrets_eu-west-1").again(),
  },
];
