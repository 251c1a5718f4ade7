import { twin, type Arguments, type Mutation } from "./mutation";

const lifecycle = (change: (rule: Arguments) => void) => (configuration: Arguments) => {
  change((configuration.rule as Arguments[])[0]!);
};
const selector = (trail: Arguments) => (trail.advanced_event_selector as Arguments[])[0]!.field_selector as Arguments[];

export const stores: readonly Mutation[] = [
  {
    what: "a bucket with capitals in its name",
    type: "aws_s3_bucket",
    change: (bucket) => (bucket.bucket = "Acorn-Trail"),
    caught: /not a name for a bucket/,
  },
  {
    what: "a bucket name that is S3's own",
    type: "aws_s3_bucket",
    change: (bucket) => (bucket.bucket = "acorn-trail-s3alias"),
    caught: /not a name for a bucket/,
  },
  {
    what: "files that move when they have expired",
    type: "aws_s3_bucket_lifecycle_configuration",
    change: lifecycle((rule) => ((rule.transition as Arguments[])[0]!.days = 40_000)),
    caught: /moves objects when they have expired/,
  },
  {
    what: "a storage class that there is not",
    type: "aws_s3_bucket_lifecycle_configuration",
    change: lifecycle((rule) => ((rule.transition as Arguments[])[0]!.storage_class = "COLD")),
    caught: /StorageClass is not one of/,
  },
  {
    what: "object lock without versions",
    type: "aws_s3_bucket_versioning",
    change: (versioning) => (versioning.versioning_configuration = { status: "Suspended" }),
    caught: /object lock without versions/,
  },
  {
    what: "object lock on a bucket made without it",
    type: "aws_s3_bucket",
    change: (bucket) => (bucket.object_lock_enabled = false),
    caught: /made without it/,
  },
  {
    what: "object lock in a mode that there is not",
    type: "aws_s3_bucket_object_lock_configuration",
    change: ({ rule }) => {
      const of = (Array.isArray(rule) ? rule[0] : rule) as Arguments;
      const retention = Array.isArray(of.default_retention) ? of.default_retention : [of.default_retention];
      (retention as Arguments[])[0]!.mode = "STRICT";
    },
    caught: /Mode is not one of/,
  },
  {
    what: "an encryption that there is not",
    type: "aws_s3_bucket_server_side_encryption_configuration",
    change: ({ rule }) => {
      const by = (rule as Arguments[])[0]!.apply_server_side_encryption_by_default as Arguments | Arguments[];
      (Array.isArray(by) ? by[0]! : by).sse_algorithm = "aws:kms:twice";
    },
    caught: /SSEAlgorithm is not one of/,
  },
  {
    what: "an ownership that there is not",
    type: "aws_s3_bucket_ownership_controls",
    change: ({ rule }) =>
      ((Array.isArray(rule) ? (rule as Arguments[])[0]! : (rule as Arguments)).object_ownership = "Mine"),
    caught: /ObjectOwnership is not one of/,
  },
  {
    what: "a public access block with a word for a boolean",
    type: "aws_s3_bucket_public_access_block",
    change: (block) => (block.block_public_acls = "yes"),
    caught: /BlockPublicAcls is not true or false/,
  },
  {
    what: "a space in a secret's name",
    type: "aws_secretsmanager_secret",
    change: (secret) => (secret.name = "prod/data base"),
    caught: /names of secrets/,
  },
  {
    what: "a secret that can be restored for 6 days",
    type: "aws_secretsmanager_secret",
    change: (secret) => (secret.recovery_window_in_days = 6),
    caught: /7 to 30 days/,
  },
  {
    what: "a replica in the secret's own region",
    type: "aws_secretsmanager_secret",
    pick: ({ replica, region }) => region === undefined && Array.isArray(replica) && replica.length > 0,
    change: ({ replica }) => ((replica as Arguments[])[0]!.region = "ap-southeast-1"),
    caught: /a replica in its own region/,
  },
  {
    what: "two secrets of one name",
    type: "aws_secretsmanager_secret",
    change: (secret, stack) => void twin("aws_secretsmanager_secret", secret, stack),
    caught: /a name is taken already/,
  },
  {
    what: "a secret's value of more than 65,536 characters",
    type: "aws_secretsmanager_secret_version",
    change: (version) => (version.secret_string_wo = "x".repeat(65_537)),
    caught: /SecretString has more than 65536/,
  },
  {
    what: "a field of event data stores in a trail's selector",
    type: "aws_cloudtrail",
    change: (trail) => selector(trail).push({ field: "eventName", equals: ["GetSecretValue"] }),
    caught: /a field that selectors of a trail/,
  },
  {
    what: "a trail that leaves out Secrets Manager",
    type: "aws_cloudtrail",
    before: (trail) => {
      const fields = selector(trail);
      fields.splice(0, fields.length, { field: "eventCategory", equals: ["Management"] });
    },
    change: (trail) => selector(trail).push({ field: "eventSource", not_equals: ["secretsmanager.amazonaws.com"] }),
    caught: /of KMS and of the RDS Data API/,
  },
  {
    what: "a trail's log group without :*",
    type: "aws_cloudtrail",
    change: (trail) =>
      (trail.cloud_watch_logs_group_arn = String(trail.cloud_watch_logs_group_arn).replace(/:\*$/, "")),
    caught: /ends in :\*/,
  },
  {
    what: "a trail's log group in another account",
    type: "aws_cloudtrail",
    change: (trail) =>
      (trail.cloud_watch_logs_group_arn = String(trail.cloud_watch_logs_group_arn).replace(
        "222222222222",
        "111111111111",
      )),
    caught: /is where CreateTrail is called/,
  },
  {
    what: "a delegated administrator in China",
    type: "aws_cloudtrail",
    of: "everything, aws-cn",
    before: (_trail, { resource }) => delete resource.aws_cloudtrail_organization_delegated_admin_account,
    change: (_trail, { resource }) =>
      (resource.aws_cloudtrail_organization_delegated_admin_account = { New: { account_id: "222222222222" } }),
    caught: /no delegated administrator in China/,
  },
  {
    what: "a trail's name with two hyphens in a row",
    type: "aws_cloudtrail",
    change: (trail) => (trail.name = "acorn--trail"),
    caught: /not a name for a trail/,
  },
];
