import { z } from "zod";

import { lockModes, modes } from "../../organization/settings";
import { acknowledgements } from "./acknowledgements";
import { alerts } from "./alerts";
import { detectionSettings, ownDetections } from "./detection";
import { guardrails } from "./guardrails";
import {
  accountRegions,
  decoys,
  expectedReaders,
  include,
  memberList,
  recoveryWindowDays,
  replicaRegions,
} from "./member";
import { pipeline } from "./pipeline";
import { partitionNames } from "../../organization/regions";
import {
  accountId,
  accountName,
  governedRegion,
  keyArn,
  must,
  region,
  roleArn,
  section,
  set,
  tags,
  text,
  wholeNumber,
  word,
  yesOrNo,
} from "./values";
import { silence } from "./silence";
import { trail } from "./trail";
import { ofKind } from "./value-kinds";

const account = section("the account", {
  name: accountName("Name of the account, as people know it."),
  id: accountId,
  tags: tags.optional(),
  regions: accountRegions.optional(),
  expectedReaders: expectedReaders("any secret of the account").optional(),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketPattern =
  /^(?!aws-controltower)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(\.\.|\.-|-\.))(?!\d+\.\d+\.\d+\.\d+$)(?!.*(-s3alias|--ol-s3|--x-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const localState = section("state", {
  type: z.literal("local").describe("State in files beside the project: for trying it out."),
  directory: text(
    "the state directory is a path in the project, of letters, digits and ._/-, and not in cdktf.out",
    "Write a relative path, for example: terraform-state.",
    /^(?!\/)(?!cdktf\.out)(?!(.*\/)?\.\.(\/|$))[\w./-]+$/,
  )
    .default("terraform-state")
    .describe("Directory of the state files, relative to the project."),
});

const s3State = section("state", {
  type: z.literal("s3").describe("State in S3, locked by S3 itself."),
  bucket: text("bucket is the name of an S3 bucket", "Write its name, not its ARN.", bucketPattern).describe(
    "Bucket of the state; it has to exist.",
  ),
  region: region.optional().describe("Region of the bucket. Default: the home region."),
  keyPrefix: text(
    // A key has 1,024 bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    "keyPrefix is a path of at most 900 characters that ends in a slash and does not begin with one",
    "For example: secretwatch/",
    /^(?=.{1,900}$)(?!\/)(?!.*\/\/)[\w!.*'()/-]+\/$/,
  )
    .default("secretwatch/")
    .describe("Prefix of the keys; each stack has <keyPrefix><stack>/terraform.tfstate."),
  kmsKeyArn: keyArn.optional().describe("Key that encrypts the state. Default: the bucket's own."),
  roleArn: roleArn("roleArn is the ARN of an IAM role", "Write the ARN of a role that may use the bucket.")
    .optional()
    .describe("Role to assume for reading and writing state. Default: the caller's own identity."),
});

/** Days CloudWatch Logs can keep events. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const nameDefaults = { namePrefix: "secretwatch", deployRoleName: "SecretwatchDeploy" };

export const archiveDefaults = { expireAfterDays: 2557, archiveAfterDays: 90, scanLimitGigabytes: 100, resultDays: 7 };

export const defaultWaves: readonly string[] = ["canary", "all"];

/** The file a user writes: every key, its default and its meaning. */
export const organizationFileSchema = section("the file", {
  example: yesOrNo("example")
    .default(false)
    .describe("Allows placeholder ids, mail addresses and URLs. Delete this line in a real organization."),
  organizationId: word(
    "organizationId",
    "organization ids are o- and 10 to 32 lower-case letters and digits",
    "Find it: aws organizations describe-organization --query Organization.Id",
    /^o-[a-z0-9]{10,32}$/,
  ).describe("Id of the AWS Organization."),
  organizationalUnits: z
    .record(
      ofKind("text", z.string()),
      word(
        "unitId",
        "organizational unit ids look like ou-ab12-34cd56ef; that of the root, for accounts in no unit, like r-ab12",
        "Find them: aws organizations list-organizational-units-for-parent --parent-id r-ab12",
        /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
      ).describe("Id of the unit, like ou-ab12-34cd56ef, or of the root, like r-ab12, for accounts in no unit."),
      must("organizationalUnits is a mapping of names to ids", "Write one `name: ou-...` a line."),
    )
    .describe("Organizational units by the name that members use for them."),
  partition: z
    .enum(partitionNames, must(`partitions are ${partitionNames.join(", ")}`, "Leave it out for commercial AWS."))
    .default("aws")
    .describe("AWS partition. In aws-cn the management account makes the trail, and has its log group and alarms."),
  homeRegion: governedRegion.describe(
    "Region of the trail, the log group and the alarms, and of secrets that name no other.",
  ),
  governedRegions: set("governedRegions", region)
    .min(1, must("governedRegions has at least one region", "Add the home region."))
    .describe("Regions in which accounts may hold secrets; the home region is one of them."),
  namePrefix: text(
    "namePrefix is 2 to 20 lower-case letters, digits and hyphens, and not aws…",
    "Choose another prefix.",
    /^(?=.{2,20}$)(?!aws)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  )
    .default(nameDefaults.namePrefix)
    .describe("Prefix of the name of every resource. Changing it replaces them."),
  management: account.describe("Management account of the organization."),
  security: account.describe("Security account: CloudTrail delegated administrator; holds log group and alarms."),
  logArchive: account.optional().describe("Account of the log archive bucket. Default: the security account."),
  deployment: section("deployment", {
    roleName: text(
      "roleName is the name of an IAM role without path",
      "Write the name only, not the ARN.",
      /^[\w+=,.@-]{1,64}$/,
    )
      .default(nameDefaults.deployRoleName)
      .describe("Role that Terraform assumes in every account."),
    state: z
      .discriminatedUnion(
        "type",
        [localState, s3State],
        must("state has a type, local or s3", "Write type: local or type: s3."),
      )
      .prefault({ type: "local" })
      .describe("Where Terraform keeps its state."),
  })
    .prefault({})
    .describe("How Terraform runs."),
  pipeline: pipeline.optional(),
  protection: yesOrNo("protection")
    .default(true)
    .describe("Refuses plans that would destroy the trail, buckets, keys, log groups or secrets."),
  alerts,
  trail,
  logGroup: section("logGroup", {
    retentionDays: z
      .literal(retentionDays, must(`retentionDays is one of ${retentionDays.join(", ")}`, "Choose one of them."))
      .default(365)
      .describe("Days the log group keeps events. Security Hub CloudWatch.16 wants 365 or more."),
  })
    .prefault({})
    .describe("The log group of the trail, in the account that makes it: security, in China management."),
  archive: section("archive", {
    bucketName: text(
      "bucket names are 3 to 63 lower-case letters, digits, dots and hyphens, and not aws-controltower…",
      "Choose another name.",
      bucketPattern,
    )
      .optional()
      .describe("Name of the log archive bucket. Default: <namePrefix>-trail-<account id>-<home region>."),
    archiveAfterDays: wholeNumber("archiveAfterDays", 1, 3650, "days")
      .default(archiveDefaults.archiveAfterDays)
      .describe("Days after which files of 128 KB and more move to Glacier Instant Retrieval."),
    expireAfterDays: wholeNumber("expireAfterDays", 90, 36500, "days")
      .default(archiveDefaults.expireAfterDays)
      .describe("Days after which files are deleted; they can be brought back for 30 more."),
    objectLock: section("objectLock", {
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
      mode: z
        .enum(
          lockModes,
          must(`objectLock modes are ${lockModes.join(" and ")}`, "Start with governance: compliance can't be undone."),
        )
        .describe(
          "In governance mode a role with a permission of its own may lift the lock; in compliance mode nobody may.",
        ),
      days: wholeNumber("days", 1, 36500, "days").describe("Days of the lock, from the moment a file is written."),
    })
      .optional()
      .describe("Keeps every file from being changed or deleted for so many days. Default: off."),
    athena: section("athena", {
      scanLimitGigabytes: wholeNumber("scanLimitGigabytes", 1, 1_000_000, "gigabytes")
        .default(archiveDefaults.scanLimitGigabytes)
        .describe("Gigabytes of files that one query may read; Athena stops it there. They are what it charges for."),
      resultDays: wholeNumber("resultDays", 1, 3650, "days")
        .default(archiveDefaults.resultDays)
        .describe("Days that results of queries are kept."),
    })
      .optional()
      .describe("A table over the files that Athena queries, beside the bucket. {} takes the defaults. Default: off."),
  })
    .prefault({})
    .describe("The bucket of the trail's log files."),
  guardrails,
  waves: set("waves", text("wave names are lower-case words", "Rename it.", /^[a-z][a-z0-9-]*$/))
    .min(1, must("waves has at least one wave", "Leave it out to get canary and all."))
    .default([...defaultWaves])
    .describe("Rollout waves in order, the careful one first."),
  modes: z
    .record(
      ofKind("waveName", z.string()),
      z
        .enum(modes, must(`modes are ${modes.join(" and ")}`, "Write quiet to count without telling anybody."))
        .describe("quiet counts and charts and tells nobody; notify tells people."),
      must(`modes is a mapping of waves to ${modes.join(" or ")}`, "Write one `wave: quiet` a line."),
    )
    .default({})
    .describe("What happens in the accounts of a wave. Default: notify."),
  defaults: section("defaults", {
    tags: tags.optional(),
    expectedReaders: expectedReaders("any secret of any account").optional(),
    decoys: decoys.optional(),
    replicaRegions: replicaRegions.optional(),
    recoveryWindowDays: recoveryWindowDays.optional(),
  })
    .prefault({})
    .describe(
      "What holds for every member unless it says otherwise; tags and readers are added to its own, with which tags may not differ in upper and lower case only.",
    ),
  detections: detectionSettings.default({}),
  ownDetections: ownDetections.default([]),
  silence: silence.default([]),
  acknowledgements: acknowledgements.default([]),
  members: memberList.optional(),
  include: include.optional(),
});

export type OrganizationFile = z.output<typeof organizationFileSchema>;
