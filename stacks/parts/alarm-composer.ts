import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { healthAlarmDescription, healthAlarms, type HealthAlarm } from "../../health/alarms";
import { alarmComposerDefinition } from "../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../messages/alarms/digest";
import { ALARM_DIGEST_MINUTES } from "../../messages/alarms/memory";
import { alarmFacts } from "../../messages/alarms/organization-facts";
import { AnyOfMetricsAlarm } from "../../modules/alarms/any-of-metrics-alarm";
import type { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { EventRule } from "../../modules/events/event-rule";
import { RuleRole } from "../../modules/events/rule-role";
import { Schedule } from "../../modules/events/schedule";
import { SilenceAlarm } from "../../modules/alarms/silence-alarm";
import {
  describingAlarms,
  executionFailures,
  publishing,
  searching,
  StateMachine,
} from "../../modules/messages/state-machine";
import { ThresholdAlarm } from "../../modules/alarms/threshold-alarm";
import type { UndeliveredQueue } from "../../modules/events/undelivered-queue";
import { mayRemember } from "./memory";
import { healthTopics, type Topics } from "./topics";

/** What the state machines that name people in alarms work with. */
export interface AlarmSurroundings {
  readonly topics: Topics;
  /** Key of the table in which they remember. */
  readonly memoryKey: CustomerManagedKey;
  /** For alarms that can't be handed on. */
  readonly queue: UndeliveredQueue;
}

/**
 * Mails about the trail's alarms that name who made them go off. They come from the account that has the trail's log group
 * and the topics; where those are two accounts, the alarms mail without names.
 */
export function addAlarmMails(scope: Construct, organization: Organization, surroundings: AlarmSurroundings): void {
  const { names, security, homeRegion } = organization;
  const mails = new Construct(scope, "AlarmMails");
  const { queue } = surroundings;
  const role = new RuleRole(mails, "StartRole", {
    roleName: names.messages.alarmStartRoleName,
    description: "Event rules start the state machines that tell of the trail's alarms",
    accountId: security.id,
    ruleArnPatterns: [names.ruleArnPattern(homeRegion, security.id)],
    action: "states:StartExecution",
    resourceArn: names.messages.alarmStateMachineArnPattern,
  });
  const composer = addComposer(mails, organization, surroundings);
  new EventRule(mails, "Alarms", {
    ruleName: names.ruleName("alarms"),
    description: "Alarms of detections go to the state machine that says who made them go off",
    eventPattern: JSON.stringify(alarmPattern(names.ownPrefix)),
    targets: [{ id: "alarm-composer", arn: composer.stateMachineArn, roleArn: role.roleArn }],
    queue,
    dependsOn: [role.policy],
  });
  const digest = addDigest(mails, organization, surroundings);
  new Schedule(mails, "DigestSchedule", {
    ruleName: names.ruleName("alarm-digest"),
    description: "Starts the digest of alarms",
    scheduleExpression: `rate(${ALARM_DIGEST_MINUTES} minutes)`,
    stateMachineArn: digest.stateMachineArn,
    role,
    queue,
  });
  addHealth(mails, organization, surroundings, { composer, digest });
}

/** Alarms on what tells of alarms. */
function addHealth(
  scope: Construct,
  organization: Organization,
  { topics }: AlarmSurroundings,
  { composer, digest }: { readonly composer: StateMachine; readonly digest: StateMachine },
): void {
  const { names } = organization;
  const alarmOf = (alarm: HealthAlarm) => ({
    name: names.alarmName(alarm.id),
    description: healthAlarmDescription(alarm),
    topicArns: healthTopics(topics, organization),
  });
  const addFailures = (id: string, alarm: HealthAlarm, { stateMachineArn }: StateMachine) =>
    new AnyOfMetricsAlarm(scope, id, {
      ...alarmOf(alarm),
      ...executionFailures(stateMachineArn),
    });
  addFailures("ComposerFailed", healthAlarms.alarmComposerFailed, composer);
  addFailures("DigestFailed", healthAlarms.alarmDigestFailed, digest);
  new ThresholdAlarm(scope, "RuleFailed", {
    ...alarmOf(healthAlarms.alarmRuleFailed),
    metricNamespace: "AWS/Events",
    metricName: "FailedInvocations",
    dimensions: { RuleName: names.ruleName("alarms") },
    threshold: 1,
    period: 300,
  });
  new SilenceAlarm(scope, "DigestMissing", {
    ...alarmOf(healthAlarms.alarmDigestMissing),
    metricNamespace: "AWS/States",
    metricName: "ExecutionsStarted",
    dimensions: { StateMachineArn: digest.stateMachineArn },
    period: ALARM_DIGEST_MINUTES * 60,
    periods: 3,
  });
}

function addDigest(
  scope: Construct,
  organization: Organization,
  { topics, memoryKey }: AlarmSurroundings,
): StateMachine {
  const { names, security } = organization;
  return new StateMachine(scope, "Digest", {
    name: names.messages.alarmDigestName,
    description: "The digest of alarms looks at alarms, searches the log group of the trail and publishes to topics",
    definition: alarmDigestDefinition(alarmFacts(organization)),
    stateMachineArn: names.stateMachineArn(names.messages.alarmDigestName),
    accountId: security.id,
    statements: [
      ...publishingToPeople(topics),
      searching(["logs:FilterLogEvents"], names.trail.logGroupArn),
      describingAlarms(names.alarmArnPattern),
      ...mayRemember(
        organization,
        memoryKey,
        "dynamodb:Query",
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
      ),
    ],
  });
}

function addComposer(
  scope: Construct,
  organization: Organization,
  { topics, memoryKey }: AlarmSurroundings,
): StateMachine {
  const { names, security } = organization;
  return new StateMachine(scope, "Composer", {
    name: names.messages.alarmComposerName,
    description: "The alarm composer searches the log group of the trail and publishes to topics",
    definition: alarmComposerDefinition(alarmFacts(organization)),
    stateMachineArn: names.stateMachineArn(names.messages.alarmComposerName),
    accountId: security.id,
    statements: [
      ...publishingToPeople(topics),
      searching(["logs:FilterLogEvents"], names.trail.logGroupArn),
      ...mayRemember(organization, memoryKey, "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"),
    ],
  });
}

function publishingToPeople({ routes, key }: Topics) {
  return publishing(
    routes.map(({ people }) => people.topicArn),
    key.keyArn,
  );
}

/**
 * Alarms of ours that go off. Those that are no detection's are among them: the state machine leaves them alone, as a pattern
 * with the name of each detection would soon be longer than the 4,096 characters that EventBridge takes.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
function alarmPattern(prefix: string): unknown {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { alarmName: [{ prefix }], state: { value: ["ALARM"] } },
  };
}
