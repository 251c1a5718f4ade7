import { partitions, type PartitionName } from "./regions";

/** What names and ARNs are computed from. */
export interface NamingFacts {
  readonly partition: PartitionName;
  readonly homeRegion: string;
  readonly namePrefix: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly securityAccountId: string;
  /** Account of the log archive bucket: the security account unless there is a log archive account. */
  readonly archiveAccountId: string;
  readonly deployRoleName: string;
  /** @default - <namePrefix>-organization */
  readonly trailName?: string;
  /** @default - <namePrefix>-trail-<archive account id>-<home region> */
  readonly archiveBucketName?: string;
}

/**
 * Every name and ARN that two stacks share, computed from the configuration alone, so that each stack can be planned
 * before any other is applied. The only place that writes ARNs.
 */
export class Names {
  readonly trailName: string;
  /** CloudWatch metrics of all detections. */
  readonly metricNamespace: string;
  readonly alertTopicName: string;
  readonly archiveBucketName: string;
  readonly trailLogGroupName: string;
  readonly trailDeliveryRoleName: string;

  constructor(private readonly facts: NamingFacts) {
    const { namePrefix: prefix, archiveAccountId, homeRegion } = facts;
    this.trailName = facts.trailName ?? `${prefix}-organization`;
    this.metricNamespace = prefix;
    this.alertTopicName = `${prefix}-alerts`;
    this.archiveBucketName = facts.archiveBucketName ?? `${prefix}-trail-${archiveAccountId}-${homeRegion}`;
    this.trailLogGroupName = `/${prefix}/organization-trail`;
    this.trailDeliveryRoleName = `${prefix}-trail-delivery`;
  }

  /** Name of the metric filter, the metric and the alarm of a detection, and of other alarms. */
  alarmName(id: string): string {
    return `${this.facts.namePrefix}-${id}`;
  }

  /** In the folder of the product. */
  queryName(title: string): string {
    return `${this.facts.namePrefix}/${title}`;
  }

  keyAlias(purpose: string): string {
    return `alias/${this.facts.namePrefix}-${purpose}`;
  }

  /**
   * ARN of the organization trail. It carries the management account id in every account, also when the delegated
   * administrator made the trail.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  get trailArn(): string {
    const { managementAccountId, homeRegion } = this.facts;
    return this.arn("cloudtrail", homeRegion, managementAccountId, `trail/${this.trailName}`);
  }

  /** Trails of the management account, in the form that CloudTrail puts in a key's encryption context. */
  get trailArnPattern(): string {
    return this.arn("cloudtrail", "*", this.facts.managementAccountId, "trail/*");
  }

  /** Without the `:*` that CloudTrail wants behind it. */
  get trailLogGroupArn(): string {
    return this.arn("logs", this.facts.homeRegion, this.facts.securityAccountId, `log-group:${this.trailLogGroupName}`);
  }

  /**
   * Streams that CloudTrail writes for an organization trail. AWS does not say which account id starts the stream of
   * the trail's own account when a delegated administrator made it, so both are here.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
   */
  get trailLogStreamArns(): readonly string[] {
    const { homeRegion, managementAccountId, securityAccountId, organizationId } = this.facts;
    return [
      `${managementAccountId}_CloudTrail_${homeRegion}*`,
      `${securityAccountId}_CloudTrail_${homeRegion}*`,
      `${organizationId}_*`,
    ].map((stream) => `${this.trailLogGroupArn}:log-stream:${stream}`);
  }

  get trailDeliveryRoleArn(): string {
    return this.arn("iam", "", this.facts.securityAccountId, `role/${this.trailDeliveryRoleName}`);
  }

  get archiveBucketArn(): string {
    return this.arn("s3", "", "", this.archiveBucketName);
  }

  get alertTopicArn(): string {
    return this.arn("sns", this.facts.homeRegion, this.facts.securityAccountId, this.alertTopicName);
  }

  /** Alarms of the security account. */
  get alarmArnPattern(): string {
    return this.arn("cloudwatch", this.facts.homeRegion, this.facts.securityAccountId, "alarm:*");
  }

  deployRoleArn(accountId: string): string {
    return this.arn("iam", "", accountId, `role/${this.facts.deployRoleName}`);
  }

  /** The account as a principal: whoever its administrators allow. */
  accountRootArn(accountId: string): string {
    return this.arn("iam", "", accountId, "root");
  }

  /** Regional endpoint of a service, as kms:ViaService and service principals name it. */
  serviceEndpoint(service: string, region: string): string {
    return `${service}.${region}.${partitions[this.facts.partition].dnsSuffix}`;
  }

  private arn(service: string, region: string, accountId: string, resource: string): string {
    return `arn:${this.facts.partition}:${service}:${region}:${accountId}:${resource}`;
  }
}
