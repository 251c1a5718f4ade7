import { RefusedCall } from "../../aws/calls";
import type { AnswerOf } from "../../aws/operations";
import type { WantedResource } from "../wanted";
import { type Block, blocks } from "./blocks";
import type { LiveType, Looking, LookAt } from "./live-type";
import { policySentence } from "./policy-difference";
import { type Compared, unlike } from "./unlike";

type Attributes = WantedResource["attributes"];

/**
 * How each call is asked. A bucket of that name in another account, which somebody made after ours was deleted, does not answer.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
function asked({ bucket }: Attributes, { place }: Looking): { Bucket: string; ExpectedBucketOwner: string } {
  return { Bucket: String(bucket), ExpectedBucketOwner: place.account };
}

function whose({ bucket }: Attributes): string {
  return `The bucket ${String(bucket)}`;
}

const bucket: LookAt = async ({ attributes }, looking) => {
  await looking.calls.call("s3:HeadBucket", asked(attributes, looking), looking.place);
  return [];
};

const policy: LookAt = async ({ attributes }, looking) => {
  const { Policy } = await looking.calls.call("s3:GetBucketPolicy", asked(attributes, looking), looking.place);
  const what = policySentence(`The policy of the bucket ${String(attributes.bucket)}`, attributes.policy, Policy);
  return what === undefined ? [] : [{ kind: "bucket-policy-changed", what }];
};

const publicAccess: LookAt = async ({ attributes }, looking) => {
  const found = await publicAccessOf(attributes, looking);
  if (found === undefined) {
    return [{ kind: "bucket-open", what: `${whose(attributes)} has nothing that blocks public access.` }];
  }
  return unlike("bucket-open", whose(attributes), [
    ["whether it blocks public ACLs", attributes.block_public_acls, found.BlockPublicAcls ?? false],
    ["whether it ignores public ACLs", attributes.ignore_public_acls, found.IgnorePublicAcls ?? false],
    ["whether it blocks a public policy", attributes.block_public_policy, found.BlockPublicPolicy ?? false],
    ["whether it restricts a public policy", attributes.restrict_public_buckets, found.RestrictPublicBuckets ?? false],
  ]);
};

/** What blocks it; undefined if nothing does. */
async function publicAccessOf(attributes: Attributes, looking: Looking) {
  try {
    const answer = await looking.calls.call("s3:GetPublicAccessBlock", asked(attributes, looking), looking.place);
    return answer.PublicAccessBlockConfiguration ?? {};
  } catch (error) {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
    if (error instanceof RefusedCall && error.refusal.code === "NoSuchPublicAccessBlockConfiguration") return undefined;
    throw error;
  }
}

const ownership: LookAt = async ({ attributes }, looking) => {
  const answer = await looking.calls.call("s3:GetBucketOwnershipControls", asked(attributes, looking), looking.place);
  const [wanted] = blocks(attributes.rule);
  const [found] = answer.OwnershipControls?.Rules ?? [];
  return unlike("bucket-open", whose(attributes), [
    ["who owns what is in it", wanted?.object_ownership, found?.ObjectOwnership],
  ]);
};

const versioning: LookAt = async ({ attributes }, looking) => {
  const found = await looking.calls.call("s3:GetBucketVersioning", asked(attributes, looking), looking.place);
  const [wanted] = blocks(attributes.versioning_configuration);
  return unlike("bucket-changed", whose(attributes), [["its versioning", wanted?.status, found.Status]]);
};

const encryption: LookAt = async ({ attributes }, looking) => {
  const answer = await looking.calls.call("s3:GetBucketEncryption", asked(attributes, looking), looking.place);
  const [wanted] = blocks(attributes.rule);
  const [byDefault] = blocks(wanted?.apply_server_side_encryption_by_default);
  const [found] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
  const blocked: readonly Compared[] =
    wanted?.blocked_encryption_types === undefined
      ? []
      : [
          [
            "how nothing may be encrypted in it",
            wanted.blocked_encryption_types,
            found?.BlockedEncryptionTypes?.EncryptionType,
          ],
        ];
  return unlike("bucket-changed", whose(attributes), [
    ["how it is encrypted", byDefault?.sse_algorithm, found?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm],
    ["its key", byDefault?.kms_master_key_id, found?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID],
    ["whether it has a bucket key", wanted?.bucket_key_enabled ?? false, found?.BucketKeyEnabled ?? false],
    ...blocked,
  ]);
};

const objectLock: LookAt = async ({ attributes }, looking) => {
  const answer = await looking.calls.call("s3:GetObjectLockConfiguration", asked(attributes, looking), looking.place);
  const [retention] = blocks(blocks(attributes.rule)[0]?.default_retention);
  const found = answer.ObjectLockConfiguration;
  return unlike("bucket-changed", whose(attributes), [
    ["whether it locks what is in it", "Enabled", found?.ObjectLockEnabled],
    ["how it locks", retention?.mode, found?.Rule?.DefaultRetention?.Mode],
    ["for how many days it locks", retention?.days, found?.Rule?.DefaultRetention?.Days],
    ["for how many years it locks", retention?.years, found?.Rule?.DefaultRetention?.Years],
  ]);
};

type LifecycleRule = NonNullable<AnswerOf<"s3:GetBucketLifecycleConfiguration">["Rules"]>[number];

const lifecycle: LookAt = async ({ attributes }, looking) => {
  const operation = "s3:GetBucketLifecycleConfiguration";
  const { Rules = [] } = await looking.calls.call(operation, asked(attributes, looking), looking.place);
  const wanted = blocks(attributes.rule).map(lifecycleRule);
  return unlike("bucket-changed", whose(attributes), [["when things in it end", wanted, Rules.map(withoutDefaults)]]);
};

/** As the API has it. */
function lifecycleRule(rule: Block): Block {
  const [filter = {}] = blocks(rule.filter);
  const [expiration] = blocks(rule.expiration);
  const [noncurrent] = blocks(rule.noncurrent_version_expiration);
  const [abort] = blocks(rule.abort_incomplete_multipart_upload);
  return {
    ID: rule.id,
    Status: rule.status,
    Filter: { Prefix: filter.prefix },
    Expiration: expiration && {
      Days: expiration.days,
      ExpiredObjectDeleteMarker: expiration.expired_object_delete_marker,
    },
    Transitions: blocks(rule.transition).map(({ days, storage_class }) => ({
      Days: days,
      StorageClass: storage_class,
    })),
    NoncurrentVersionExpiration: noncurrent && {
      NoncurrentDays: noncurrent.noncurrent_days,
      NewerNoncurrentVersions: noncurrent.newer_noncurrent_versions,
    },
    AbortIncompleteMultipartUpload: abort && { DaysAfterInitiation: abort.days_after_initiation },
  };
}

/** AWS says of an expiration by days that it is not one of delete markers. */
function withoutDefaults({ Expiration, Filter = {}, ...rule }: LifecycleRule): object {
  const marker = Expiration?.ExpiredObjectDeleteMarker === true ? true : undefined;
  return { ...rule, Filter, Expiration: Expiration && { ...Expiration, ExpiredObjectDeleteMarker: marker } };
}

/** Buckets as they are. */
export const storageLooks: Readonly<Record<string, LiveType>> = {
  aws_s3_bucket: bucket,
  aws_s3_bucket_lifecycle_configuration: lifecycle,
  aws_s3_bucket_object_lock_configuration: objectLock,
  aws_s3_bucket_ownership_controls: ownership,
  aws_s3_bucket_policy: policy,
  aws_s3_bucket_public_access_block: publicAccess,
  aws_s3_bucket_server_side_encryption_configuration: encryption,
  aws_s3_bucket_versioning: versioning,
};
