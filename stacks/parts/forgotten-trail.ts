import type { TerraformStack } from "cdktf";

import type { Organization } from "../../organization/organization";

const DELIVERY_ROLE = [
  "aws_iam_role.TrailDeliveryRole_70E0DB0A",
  "aws_iam_role_policy.TrailDeliveryRole_Policy_8FFD0F50",
];
const LOG_ARCHIVE = [
  "aws_kms_alias.LogArchiveKey_Alias_E24181A7",
  "aws_kms_key.LogArchiveKey_3EA712C9",
  "aws_s3_bucket.LogArchive_62E50B8E",
  "aws_s3_bucket_lifecycle_configuration.LogArchive_Lifecycle_D9FE28CB",
  "aws_s3_bucket_object_lock_configuration.LogArchive_ObjectLock_1CE8996C",
  "aws_s3_bucket_ownership_controls.LogArchive_Ownership_F9690093",
  "aws_s3_bucket_policy.LogArchive_Policy_A06CF80A",
  "aws_s3_bucket_public_access_block.LogArchive_PublicAccess_469DC735",
  "aws_s3_bucket_server_side_encryption_configuration.LogArchive_Encryption_AC4CCA74",
  "aws_s3_bucket_versioning.LogArchive_Versioning_41EF2975",
];
const TRAIL = "aws_cloudtrail.Trail_022F0CF2";
const TRAIL_KEY = ["aws_kms_alias.TrailKey_Alias_8BC00E5A", "aws_kms_key.TrailKey_38EB2549"];

type CentralStack = Organization["trailMaker"];

/** What only a trail of our own needs: by the account that makes it, and by stack. */
export const ADDRESSES_OF_OUR_TRAIL: Readonly<Record<CentralStack, Readonly<Record<CentralStack, readonly string[]>>>> =
  {
    security: {
      security: [...DELIVERY_ROLE, ...LOG_ARCHIVE],
      management: [
        TRAIL,
        "aws_cloudtrail_organization_delegated_admin_account.DelegatedAdministrator_AF79333E",
        ...TRAIL_KEY,
      ],
    },
    management: {
      security: LOG_ARCHIVE,
      // The log group, too: filters and alarms go to that of the other trail.
      management: [
        TRAIL,
        ...TRAIL_KEY,
        ...DELIVERY_ROLE,
        "aws_cloudwatch_log_group.TrailLogGroup_7A1F916A",
        "aws_kms_alias.TrailLogGroupKey_Alias_B78A337F",
        "aws_kms_key.TrailLogGroupKey_735A74E9",
      ],
    },
  };

/**
 * Lets go of a trail of our own, where there was one, without destroying anything: the files of years, and the trail
 * until its successor is seen to deliver. `prevent_destroy` would not help; it goes with the resource.
 * https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forgetOurTrail(stack: TerraformStack, { trailMaker }: Organization, name: CentralStack): void {
  stack.addOverride(
    "removed",
    ADDRESSES_OF_OUR_TRAIL[trailMaker][name].map((from) => ({ from, lifecycle: { destroy: false } })),
  );
}
