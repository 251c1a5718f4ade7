import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";

export interface OrganizationTrailProps {
  readonly trailName: string;
  /** Bucket of the log files; may belong to another account. */
  readonly bucketName: string;
  /** Log group of the account that makes the trail, without `:*`. */
  readonly logGroupArn: string;
  /** Role of the account that makes the trail. */
  readonly deliveryRoleArn: string;
  /** Encrypts the log files; in the bucket's region. */
  readonly key: CustomerManagedKey;
  /** CloudTrail Insights to switch on, as in ApiCallRateInsight. @default - none */
  readonly insights?: readonly string[];
  /** Leave out KMS calls. @default false */
  readonly excludeKmsEvents?: boolean;
  /** Refuse plans that destroy the trail. */
  readonly preventDestroy: boolean;
  /**
   * Of the delegated administrator: log group and role have to be in the account that makes the trail.
   * @default - the stack's own, of the management account
   */
  readonly provider?: TerraformProvider;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A trail of every account and region of the organization, owned by the management account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);

    const exclusion =
      (props.excludeKmsEvents ?? false) ? [{ field: "eventSource", notEquals: ["kms.amazonaws.com"] }] : [];
    new Cloudtrail(this, "Resource", {
      name: props.trailName,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      s3BucketName: props.bucketName,
      kmsKeyId: props.key.keyArn,
      cloudWatchLogsGroupArn: `${props.logGroupArn}:*`,
      cloudWatchLogsRoleArn: props.deliveryRoleArn,
      // No readOnly field: GetSecretValue is a read event, so a trail of write events would be blind.
      // Selectors are written out, so that a plan shows when somebody narrowed them.
      advancedEventSelector: [
        {
          name: "Read and write management events",
          // By the name of the field, as GetEventSelectors returns them; to the provider they are a set.
          fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }, ...exclusion],
        },
      ],
      insightSelector: props.insights?.map((insightType) => ({ insightType })),
      provider: props.provider,
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: [...props.dependsOn],
    });
  }
}
