import type { PartitionName } from "../regions";
import { arn } from "./arn";

/** What names and ARNs are computed from. */
export interface NamingFacts {
  readonly partition: PartitionName;
  readonly homeRegion: string;
  readonly namePrefix: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly securityAccountId: string;
  /** Account that makes the trail, so that the log group of its events is there: that of security, or of management. */
  readonly trailAccountId: string;
  /** Account of the log archive bucket: the security account unless there is a log archive account. */
  readonly archiveAccountId: string;
  readonly deployRoleName: string;
  /** @default - no pipeline */
  readonly planRoleName?: string;
  /** @default - <namePrefix>-organization */
  readonly trailName?: string;
  /** @default - <namePrefix>-trail-<archive account id>-<home region> */
  readonly archiveBucketName?: string;
}

/** What all names have in common: how a name begins, and how an ARN is written. Nobody else writes one. */
export abstract class Naming {
  /** What every name begins with, the dash included. */
  readonly ownPrefix: string;
  /** Matches every name that begins with the prefix, where a policy takes patterns. */
  readonly anyName: string;

  constructor(protected readonly facts: NamingFacts) {
    this.ownPrefix = `${facts.namePrefix}-`;
    this.anyName = `${this.ownPrefix}*`;
  }

  /** Name of the metric filter, the metric and the alarm of a detection, and of other alarms. */
  alarmName(id: string): string {
    return `${this.ownPrefix}${id}`;
  }

  /** Name of a rule on an event bus. */
  ruleName(id: string): string {
    return `${this.ownPrefix}${id}`;
  }

  /** A topic of the security account. */
  topicArn(topicName: string): string {
    return this.arnOf("sns", this.facts.homeRegion, this.facts.securityAccountId, topicName);
  }

  /** A state machine of the security account. */
  stateMachineArn(stateMachineName: string): string {
    return this.arnOf(
      "states",
      this.facts.homeRegion,
      this.facts.securityAccountId,
      `stateMachine:${stateMachineName}`,
    );
  }

  protected arnOf(service: string, region: string, accountId: string, resource: string): string {
    return arn({ partition: this.facts.partition, service, region, account: accountId }, resource);
  }
}
