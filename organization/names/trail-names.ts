import { Naming } from "./naming";

/** What the organization trail, its log group and its log files are called. */
export class TrailNames extends Naming {
  readonly name = this.facts.trailName ?? `${this.ownPrefix}organization`;

  readonly bucketName =
    this.facts.archiveBucketName ?? `${this.ownPrefix}trail-${this.facts.archiveAccountId}-${this.facts.homeRegion}`;

  readonly logGroupName = `/${this.facts.namePrefix}/organization-trail`;

  readonly deliveryRoleName = `${this.ownPrefix}trail-delivery`;

  /** Rule that copies the events of a trail that is there already. */
  readonly centralizationRuleName = `${this.ownPrefix}trail-centralization`;

  /**
   * ARN of the organization trail. It carries the management account id in every account, also when the delegated
   * administrator made the trail.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  get arn(): string {
    const { managementAccountId, homeRegion } = this.facts;
    return this.arnOf("cloudtrail", homeRegion, managementAccountId, `trail/${this.name}`);
  }

  /** Trails of the management account, in the form that CloudTrail puts in a key's encryption context. */
  get arnPattern(): string {
    return this.arnOf("cloudtrail", "*", this.facts.managementAccountId, "trail/*");
  }

  /** Without the `:*` that CloudTrail wants behind it. */
  get logGroupArn(): string {
    return this.arnOf("logs", this.facts.homeRegion, this.facts.trailAccountId, `log-group:${this.logGroupName}`);
  }

  /**
   * Streams that CloudTrail writes for an organization trail. AWS does not say which account id starts the stream of
   * the trail's own account when a delegated administrator made it, so both are here.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
   */
  get logStreamArns(): readonly string[] {
    const { homeRegion, managementAccountId, trailAccountId, organizationId } = this.facts;
    const accounts = [...new Set([managementAccountId, trailAccountId])];
    return [...accounts.map((id) => `${id}_CloudTrail_${homeRegion}*`), `${organizationId}_*`].map(
      (stream) => `${this.logGroupArn}:log-stream:${stream}`,
    );
  }

  /** Service-linked role of the security account with which CloudWatch Logs centralization writes. */
  get centralizationRoleArnPattern(): string {
    const path = "aws-service-role/logs-centralization.observabilityadmin.amazonaws.com";
    return this.arnOf("iam", "", this.facts.securityAccountId, `role/${path}/*`);
  }

  get deliveryRoleArn(): string {
    return this.arnOf("iam", "", this.facts.trailAccountId, `role/${this.deliveryRoleName}`);
  }

  get bucketArn(): string {
    return this.arnOf("s3", "", "", this.bucketName);
  }

  /** Alarms on the events of the trail, which are where its log group is. */
  get alarmArnPattern(): string {
    return this.arnOf("cloudwatch", this.facts.homeRegion, this.facts.trailAccountId, `alarm:${this.anyName}`);
  }

  /** Our trail, whichever account and region a request names. */
  get arnAnywhere(): string {
    return this.arnOf("cloudtrail", "*", "*", `trail/${this.name}`);
  }

  /** An alarm on the events of the trail that is ours. */
  alarmArn(id: string): string {
    return this.arnOf("cloudwatch", this.facts.homeRegion, this.facts.trailAccountId, `alarm:${this.alarmName(id)}`);
  }
}
