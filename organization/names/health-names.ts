import { Naming } from "./naming";

/** As in examples/drill-role/template.yaml. */
export const DRILL_ROLE_NAME = "SecretwatchDrill";

/** What follows the prefix in names of secrets that are read to test the watch, and that never exist. */
export const testSecrets = { canary: "canary-", drill: "drill-" } as const;

/** What shows whether the watch works. */
export class HealthNames extends Naming {
  /** CloudWatch metrics of the watch itself. */
  readonly metricNamespace = `${this.facts.namePrefix}/health`;

  readonly heartbeatLogGroupName = `/aws/events/${this.ownPrefix}heartbeats`;

  /** State machine that asks which accounts are heard of, and its role. */
  readonly rollCallName = `${this.ownPrefix}roll-call`;

  /** Role with which a schedule starts the roll call. */
  readonly rollCallStartRoleName = `${this.ownPrefix}roll-call-start`;

  /** Beginning of the names of secrets that don't exist, one of which the roll call reads each time. */
  readonly canarySecretPrefix = `${this.ownPrefix}${testSecrets.canary}`;

  /** Beginning of the names of secrets that don't exist, one of which a drill reads in every account and region. */
  readonly drillSecretPrefix = `${this.ownPrefix}${testSecrets.drill}`;

  /** The same of a drill that people are told of. */
  readonly loudDrillSecretPrefix = `${this.drillSecretPrefix}notify-`;

  /** Role in every account with which a drill reads. Not of our prefix, like the deploy role: out of its reach. */
  readonly drillRoleName = DRILL_ROLE_NAME;

  /** Topic of alarms on the watch itself. */
  readonly topicName = `${this.ownPrefix}health`;

  readonly dashboardName = this.facts.namePrefix;

  get rollCallArn(): string {
    return this.stateMachineArn(this.rollCallName);
  }

  /** Dashboards are of no region. */
  get dashboardArn(): string {
    return this.arnOf("cloudwatch", "", this.facts.securityAccountId, `dashboard/${this.dashboardName}`);
  }
}
