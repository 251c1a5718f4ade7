import { partitions, type PartitionName } from "./regions";

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

/**
 * Every name and ARN that two stacks share, computed from the configuration alone, so that each stack can be planned
 * before any other is applied. The only place that writes ARNs.
 */
export class Names {
  readonly trailName: string;
  /** CloudWatch metrics of all detections. */
  readonly metricNamespace: string;
  /** CloudWatch metrics of the watch itself. */
  readonly healthNamespace: string;
  readonly alertTopicName: string;
  readonly archiveBucketName: string;
  readonly trailLogGroupName: string;
  readonly trailDeliveryRoleName: string;
  /** Rule that copies the events of a trail that is there already. */
  readonly centralizationRuleName: string;
  /** Where the unexpected reads of all accounts meet. */
  readonly centralBusName: string;
  /** Where the unexpected reads of quiet waves meet, of which nobody is told. */
  readonly quietBusName: string;
  /** Role in each account that forwards to the central bus. */
  readonly forwardingRoleName: string;
  /** Queue in each account and region of what could not be forwarded. */
  readonly undeliveredQueueName: string;
  /** Queue in the security account of what the central bus could not deliver. */
  readonly centralUndeliveredQueueName: string;
  /** Every unexpected read, as it came in. EventBridge writes to groups under /aws/events only. */
  readonly journalLogGroupName: string;
  /** Unexpected reads in quiet waves. */
  readonly quietLogGroupName: string;
  readonly heartbeatLogGroupName: string;
  /** State machine that words messages of reads, and its role. */
  readonly composerName: string;
  /** State machine that tells of what was not told of at once, and its role. */
  readonly digestName: string;
  /** State machine that words messages of the trail's alarms, and its role. */
  readonly alarmComposerName: string;
  /** State machine that tells of alarms that were not told of at once or stay on, and its role. */
  readonly alarmDigestName: string;
  /** State machine that asks which accounts are heard of, and its role. */
  readonly rollCallName: string;
  /** Table in which the state machines remember what they told. */
  readonly memoryTableName: string;
  /** Role with which a schedule starts the roll call. */
  readonly rollCallStartRoleName: string;
  /** Beginning of the names of secrets that don't exist, one of which the roll call reads each time. */
  readonly canarySecretPrefix: string;
  readonly ownersTopicName: string;
  /** Topic of alarms on the watch itself. */
  readonly healthTopicName: string;
  /** Topic that alarms of detections publish to, and that tells nobody. */
  readonly alarmTopicName: string;
  /** Role with which event rules start the composer. */
  readonly composerStartRoleName: string;
  /** Role with which a schedule starts the digest. */
  readonly digestStartRoleName: string;
  /** Role with which event rules start what tells of the trail's alarms. */
  readonly alarmStartRoleName: string;
  readonly dashboardName: string;
  /** What every name begins with, the dash included. */
  readonly ownPrefix: string;
  /** Matches every name that begins with the prefix, where a policy takes patterns. */
  readonly anyName: string;
  /** Role that Terraform assumes in every account. */
  readonly deployRoleName: string;
  /** Role that Terraform assumes in every account to plan. @default - no pipeline */
  readonly planRoleName?: string;

  constructor(private readonly facts: NamingFacts) {
    const { namePrefix: prefix, archiveAccountId, homeRegion } = facts;
    this.trailName = facts.trailName ?? `${prefix}-organization`;
    this.metricNamespace = prefix;
    this.healthNamespace = `${prefix}/health`;
    this.alertTopicName = `${prefix}-alerts`;
    this.archiveBucketName = facts.archiveBucketName ?? `${prefix}-trail-${archiveAccountId}-${homeRegion}`;
    this.trailLogGroupName = `/${prefix}/organization-trail`;
    this.trailDeliveryRoleName = `${prefix}-trail-delivery`;
    this.centralizationRuleName = `${prefix}-trail-centralization`;
    this.centralBusName = `${prefix}-unexpected-reads`;
    this.quietBusName = `${prefix}-quiet-reads`;
    this.forwardingRoleName = `${prefix}-forwarding`;
    this.undeliveredQueueName = `${prefix}-undelivered`;
    this.centralUndeliveredQueueName = `${prefix}-central-undelivered`;
    this.journalLogGroupName = `/aws/events/${prefix}-unexpected-reads`;
    this.quietLogGroupName = `/aws/events/${prefix}-quiet-reads`;
    this.heartbeatLogGroupName = `/aws/events/${prefix}-heartbeats`;
    this.composerName = `${prefix}-message-composer`;
    this.digestName = `${prefix}-digest`;
    this.alarmComposerName = `${prefix}-alarm-composer`;
    this.alarmDigestName = `${prefix}-alarm-digest`;
    this.rollCallName = `${prefix}-roll-call`;
    this.memoryTableName = `${prefix}-memory`;
    this.rollCallStartRoleName = `${prefix}-roll-call-start`;
    this.canarySecretPrefix = `${prefix}-canary-`;
    this.ownersTopicName = `${prefix}-owners`;
    this.healthTopicName = `${prefix}-health`;
    this.digestStartRoleName = `${prefix}-digest-start`;
    this.alarmTopicName = `${prefix}-alarms`;
    this.composerStartRoleName = `${prefix}-message-start`;
    this.alarmStartRoleName = `${prefix}-alarm-start`;
    this.dashboardName = prefix;
    this.ownPrefix = `${prefix}-`;
    this.anyName = `${prefix}-*`;
    this.deployRoleName = facts.deployRoleName;
    this.planRoleName = facts.planRoleName;
  }

  /** Name of the metric filter, the metric and the alarm of a detection, and of other alarms. */
  alarmName(id: string): string {
    return `${this.facts.namePrefix}-${id}`;
  }

  /** Name of a rule on an event bus. */
  ruleName(id: string): string {
    return `${this.facts.namePrefix}-${id}`;
  }

  /** Topic of a route: alarms, first reads and digests for people, each read as JSON, or what people get for a chat. */
  routeTopicName(route: string, form: "people" | "events" | "chat"): string {
    // The form first: behind the name of a route it could be part of another route's.
    return `${this.facts.namePrefix}-${form === "people" ? "route" : form}-${route}`;
  }

  /** In the folder of the product. */
  queryName(title: string): string {
    return `${this.facts.namePrefix}/${title}`;
  }

  /** Name of a policy of the organization. */
  policyName(purpose: string): string {
    return `${this.facts.namePrefix}-${purpose}`;
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
    return this.arn("logs", this.facts.homeRegion, this.facts.trailAccountId, `log-group:${this.trailLogGroupName}`);
  }

  /**
   * Streams that CloudTrail writes for an organization trail. AWS does not say which account id starts the stream of
   * the trail's own account when a delegated administrator made it, so both are here.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
   */
  get trailLogStreamArns(): readonly string[] {
    const { homeRegion, managementAccountId, trailAccountId, organizationId } = this.facts;
    const accounts = [...new Set([managementAccountId, trailAccountId])];
    return [...accounts.map((id) => `${id}_CloudTrail_${homeRegion}*`), `${organizationId}_*`].map(
      (stream) => `${this.trailLogGroupArn}:log-stream:${stream}`,
    );
  }

  /** Service-linked role of the security account with which CloudWatch Logs centralization writes. */
  get centralizationRoleArnPattern(): string {
    const path = "aws-service-role/logs-centralization.observabilityadmin.amazonaws.com";
    return this.arn("iam", "", this.facts.securityAccountId, `role/${path}/*`);
  }

  get trailDeliveryRoleArn(): string {
    return this.arn("iam", "", this.facts.trailAccountId, `role/${this.trailDeliveryRoleName}`);
  }

  get archiveBucketArn(): string {
    return this.arn("s3", "", "", this.archiveBucketName);
  }

  get alertTopicArn(): string {
    return this.arn("sns", this.facts.homeRegion, this.facts.securityAccountId, this.alertTopicName);
  }

  /** A topic of the security account. */
  topicArn(topicName: string): string {
    return this.arn("sns", this.facts.homeRegion, this.facts.securityAccountId, topicName);
  }

  get centralBusArn(): string {
    return this.busArn(this.centralBusName);
  }

  get quietBusArn(): string {
    return this.busArn(this.quietBusName);
  }

  private busArn(busName: string): string {
    return this.arn("events", this.facts.homeRegion, this.facts.securityAccountId, `event-bus/${busName}`);
  }

  /** Rules of an account that are ours, on its default bus and on the central one, whose name begins like theirs. */
  ruleArnPattern(region: string, accountId: string): string {
    return this.arn("events", region, accountId, `rule/${this.facts.namePrefix}-*`);
  }

  /** A rule on the default bus of an account. */
  ruleArn(id: string, region: string, accountId: string): string {
    return this.arn("events", region, accountId, `rule/${this.ruleName(id)}`);
  }

  queueArn(queueName: string, region: string, accountId: string): string {
    return this.arn("sqs", region, accountId, queueName);
  }

  /** Without the `:*` behind it, as EventBridge wants it. */
  logGroupArn(logGroupName: string): string {
    return this.arn("logs", this.facts.homeRegion, this.facts.securityAccountId, `log-group:${logGroupName}`);
  }

  roleArn(accountId: string, roleName: string): string {
    return this.arn("iam", "", accountId, `role/${roleName}`);
  }

  /** A policy that AWS manages. */
  managedPolicyArn(policyName: string): string {
    return this.arn("iam", "", "aws", `policy/${policyName}`);
  }

  /**
   * Integration of Step Functions with an API: `sns:publish`, or `aws-sdk:cloudwatchlogs:filterLogEvents`.
   * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
   */
  integrationArn(api: string): string {
    return this.arn("states", "", "", api);
  }

  /** A state machine of the security account. */
  stateMachineArn(stateMachineName: string): string {
    return this.arn("states", this.facts.homeRegion, this.facts.securityAccountId, `stateMachine:${stateMachineName}`);
  }

  /** The state machines that tell of the trail's alarms. */
  get alarmStateMachineArnPattern(): string {
    return this.stateMachineArn(`${this.facts.namePrefix}-alarm-*`);
  }

  get composerArn(): string {
    return this.stateMachineArn(this.composerName);
  }

  get rollCallArn(): string {
    return this.stateMachineArn(this.rollCallName);
  }

  get memoryTableArn(): string {
    return this.arn("dynamodb", this.facts.homeRegion, this.facts.securityAccountId, `table/${this.memoryTableName}`);
  }

  /** ARN of a secret without the random suffix, which nobody knows before it is made. */
  secretArn(region: string, accountId: string, secretName: string): string {
    return this.arn("secretsmanager", region, accountId, `secret:${secretName}`);
  }

  /** An IAM role or user as a reader is written: role/NAME of this account, or an ARN. */
  principalArn(accountId: string, reader: string): string {
    return reader.startsWith("arn:") ? reader : this.arn("iam", "", accountId, reader);
  }

  /** Alarms of the security account. */
  get alarmArnPattern(): string {
    return this.arn("cloudwatch", this.facts.homeRegion, this.facts.securityAccountId, "alarm:*");
  }

  /** Alarms on the events of the trail, which are where its log group is. */
  get trailAlarmArnPattern(): string {
    return this.arn("cloudwatch", this.facts.homeRegion, this.facts.trailAccountId, `alarm:${this.anyName}`);
  }

  /** Our trail, whichever account and region a request names. */
  get trailArnAnywhere(): string {
    return this.arn("cloudtrail", "*", "*", `trail/${this.trailName}`);
  }

  /** Alarms of the security account that are ours. */
  get ownAlarmArnPattern(): string {
    return this.arn("cloudwatch", "*", "*", `alarm:${this.anyName}`);
  }

  /** An alarm of the security account that is ours. */
  alarmArn(id: string): string {
    return this.arn("cloudwatch", this.facts.homeRegion, this.facts.securityAccountId, `alarm:${this.alarmName(id)}`);
  }

  /** An alarm on the events of the trail that is ours. */
  trailAlarmArn(id: string): string {
    return this.arn("cloudwatch", this.facts.homeRegion, this.facts.trailAccountId, `alarm:${this.alarmName(id)}`);
  }

  /** Dashboards are of no region. */
  get dashboardArn(): string {
    return this.arn("cloudwatch", "", this.facts.securityAccountId, `dashboard/${this.dashboardName}`);
  }

  /** Archives of event buses of the security account that are ours. */
  get eventArchiveArnPattern(): string {
    return this.arn("events", "*", this.facts.securityAccountId, `archive/${this.anyName}`);
  }

  /** Every key of every account: a key's ARN holds no name. */
  get keyArnPattern(): string {
    return this.arn("kms", "*", "*", "key/*");
  }

  /** Aliases of our keys in every account. */
  get keyAliasArnPattern(): string {
    return this.arn("kms", "*", "*", this.keyAlias("*"));
  }

  deployRoleArn(accountId: string): string {
    return this.arn("iam", "", accountId, `role/${this.deployRoleName}`);
  }

  /** Role with which the pipeline comes in: for plans, or for what was reviewed. Not of our prefix: out of the deploy role's reach. */
  entryRoleName(purpose: "Plan" | "Apply"): string {
    return `SecretwatchPipeline${purpose}`;
  }

  /** A role of this name in whichever account. */
  roleArnAnywhere(roleName: string): string {
    return this.arn("iam", "", "*", `role/${roleName}`);
  }

  /** A bucket, or what is in it under a key. */
  bucketArn(bucketName: string, key = ""): string {
    return this.arn("s3", "", "", key === "" ? bucketName : `${bucketName}/${key}`);
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
