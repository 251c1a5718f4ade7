import { partitions } from "../regions";
import { TrailNames } from "./trail-names";
import { ReadNames } from "./read-names";
import { MessageNames } from "./message-names";
import { HealthNames } from "./health-names";
import { AccessNames } from "./access-names";
import { SearchNames } from "./search-names";
import { Naming } from "./naming";

/**
 * Every name and ARN that two stacks share, computed from the configuration alone, so that each stack can be planned
 * before any other is applied. The only place that writes ARNs.
 */
export class Names extends Naming {
  /** What the organization trail, its log group and its log files are called. */
  readonly trail = new TrailNames(this.facts);
  /** What unexpected reads travel through. */
  readonly reads = new ReadNames(this.facts);
  /** What tells people. */
  readonly messages = new MessageNames(this.facts);
  /** What shows whether the watch works. */
  readonly health = new HealthNames(this.facts);
  /** Who gets in, and keys. */
  readonly access = new AccessNames(this.facts);
  /** What the archive is searched with. */
  readonly search = new SearchNames(this.facts);

  /** CloudWatch metrics of all detections. */
  readonly metricNamespace = this.facts.namePrefix;

  /** In the folder of the product. */
  queryName(title: string): string {
    return `${this.facts.namePrefix}/${title}`;
  }

  /** Name of a policy of the organization. */
  policyName(purpose: string): string {
    return `${this.ownPrefix}${purpose}`;
  }

  /** Rules of an account that are ours, on its default bus and on the central one, whose name begins like theirs. */
  ruleArnPattern(region: string, accountId: string): string {
    return this.arnOf("events", region, accountId, `rule/${this.ownPrefix}*`);
  }

  /** A rule on the default bus of an account. */
  ruleArn(id: string, region: string, accountId: string): string {
    return this.arnOf("events", region, accountId, `rule/${this.ruleName(id)}`);
  }

  queueArn(queueName: string, region: string, accountId: string): string {
    return this.arnOf("sqs", region, accountId, queueName);
  }

  /** Without the `:*` behind it, as EventBridge wants it. */
  logGroupArn(logGroupName: string): string {
    return this.arnOf("logs", this.facts.homeRegion, this.facts.securityAccountId, `log-group:${logGroupName}`);
  }

  /**
   * Integration of Step Functions with an API: `sns:publish`, or `aws-sdk:cloudwatchlogs:filterLogEvents`.
   * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
   */
  integrationArn(api: string): string {
    return this.arnOf("states", "", "", api);
  }

  /** ARN of a secret without the random suffix, which nobody knows before it is made. */
  secretArn(region: string, accountId: string, secretName: string): string {
    return this.arnOf("secretsmanager", region, accountId, `secret:${secretName}`);
  }

  /** @param name with a slash before it */
  parameterArn(region: string, accountId: string, name: string): string {
    return this.arnOf("ssm", region, accountId, `parameter${name}`);
  }

  /** Alarms of the security account. */
  get alarmArnPattern(): string {
    return this.arnOf("cloudwatch", this.facts.homeRegion, this.facts.securityAccountId, "alarm:*");
  }

  /** Alarms of the security account that are ours. */
  get ownAlarmArnPattern(): string {
    return this.arnOf("cloudwatch", "*", "*", `alarm:${this.anyName}`);
  }

  /** An alarm of the security account that is ours. */
  alarmArn(id: string): string {
    return this.arnOf("cloudwatch", this.facts.homeRegion, this.facts.securityAccountId, `alarm:${this.alarmName(id)}`);
  }

  /** A bucket, or what is in it under a key. */
  bucketArn(bucketName: string, key = ""): string {
    return this.arnOf("s3", "", "", key === "" ? bucketName : `${bucketName}/${key}`);
  }

  /** Regional endpoint of a service, as kms:ViaService and service principals name it. */
  serviceEndpoint(service: string, region: string): string {
    return `${service}.${region}.${partitions[this.facts.partition].dnsSuffix}`;
  }
}
