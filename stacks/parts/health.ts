import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { forwardingRegions } from "../../organization/regions";
import { accountDimensions, complaintMetric } from "../../health/complaint-metric";
import {
  healthAlarmDescription,
  healthAlarms,
  healthLimits,
  SILENT_PERIODS,
  type HealthAlarm,
} from "../../health/alarms";
import { AnyOfMetricsAlarm } from "../../modules/alarms/any-of-metrics-alarm";
import { ContributorAlarm } from "../../modules/alarms/contributor-alarm";
import type { EventLogGroup } from "../../modules/logs/event-log-group";
import { MessageArrivedAlarm } from "../../modules/alarms/message-arrived-alarm";
import { SilenceAlarm } from "../../modules/alarms/silence-alarm";
import { executionFailures } from "../../modules/messages/state-machine";
import { ThresholdAlarm } from "../../modules/alarms/threshold-alarm";
import type { UndeliveredQueue } from "../../modules/events/undelivered-queue";
import { addLogMetric } from "./log-metric";
import { hasCanary } from "./roll-call";
import { healthTopics, topicsFor, type Topics } from "./topics";

/** What is watched. */
export interface Watched {
  /** Signs of life, and complaints of accounts. */
  readonly heartbeats: EventLogGroup;
  /** What the rules of the security account could not deliver. */
  readonly queue: UndeliveredQueue;
  /** A reference to the state machine that words messages. */
  readonly composerArn: string;
  /** The same of the one that tells of the rest. */
  readonly digestArn: string;
  /** A reference to the state machine that calls the roll. @default - there are no signs of life */
  readonly rollCallArn?: string;
  readonly topics: Topics;
}

/** Alarms on the watch itself: health/alarms.ts has what each of them means. */
export function addHealth(scope: Construct, organization: Organization, watched: Watched): void {
  const health = new Construct(scope, "Health");
  const { topics } = watched;
  const alarmOf = (alarm: HealthAlarm, topicArns = healthTopics(topics, organization)) => ({
    name: organization.names.alarmName(alarm.id),
    description: healthAlarmDescription(alarm),
    topicArns,
  });

  if (watched.rollCallArn !== undefined) addRollCallAlarms(health, organization, watched.rollCallArn, alarmOf);
  if (hasCanary(organization)) {
    new SilenceAlarm(health, "ComposerSilent", {
      ...alarmOf(healthAlarms.composerSilent),
      ...succeeded(organization.alerts),
      dimensions: { StateMachineArn: watched.composerArn },
    });
  }
  addComplaints(health, organization, watched, alarmOf);
  addRules(health, organization, watched, alarmOf);
  new AnyOfMetricsAlarm(health, "Composer", {
    ...alarmOf(healthAlarms.composerFailed),
    ...executionFailures(watched.composerArn),
  });
  new AnyOfMetricsAlarm(health, "Digest", {
    ...alarmOf(healthAlarms.digestFailed),
    ...executionFailures(watched.digestArn),
  });
  new ContributorAlarm(health, "Topics", {
    ...alarmOf(healthAlarms.topicFailed),
    metricNamespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    dimensions: ["TopicName"],
    limit: healthLimits.topics,
    period: 300,
  });
  const securityTeam = topicsFor(topics, organization, "critical").slice(0, 1);
  new ThresholdAlarm(health, "HealthTopic", {
    ...alarmOf(healthAlarms.healthTopicFailed, securityTeam),
    metricNamespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    dimensions: { TopicName: organization.names.health.topicName },
    threshold: 1,
    period: 300,
  });
}

interface AlarmBasics {
  readonly name: string;
  readonly description: string;
  readonly topicArns: readonly string[];
}

type AlarmOf = (alarm: HealthAlarm) => AlarmBasics;

/** They don't depend on what they watch: CloudWatch itself sees that nothing ran. */
function addRollCallAlarms(scope: Construct, { alerts }: Organization, rollCallArn: string, alarmOf: AlarmOf): void {
  const dimensions = { StateMachineArn: rollCallArn };
  new SilenceAlarm(scope, "RollCallSilent", {
    ...alarmOf(healthAlarms.rollCallSilent),
    ...succeeded(alerts),
    dimensions,
  });
  new AnyOfMetricsAlarm(scope, "RollCallFailed", {
    ...alarmOf(healthAlarms.rollCallFailed),
    ...executionFailures(rollCallArn),
  });
}

/** No success for as long as makes a sign of life missing, in whole periods. */
function succeeded({ heartbeatMinutes }: Organization["alerts"]) {
  return {
    metricNamespace: "AWS/States",
    metricName: "ExecutionsSucceeded",
    period: heartbeatMinutes * 60,
    periods: SILENT_PERIODS,
  };
}

function addComplaints(scope: Construct, organization: Organization, { heartbeats }: Watched, alarmOf: AlarmOf): void {
  const { names } = organization;
  const metric = complaintMetric(forwardingRegions(organization, organization.governedRegions));
  addLogMetric(scope, names, metric, heartbeats);
  new ContributorAlarm(scope, "AccountComplains", {
    ...alarmOf(healthAlarms.complaint),
    metricNamespace: organization.names.health.metricNamespace,
    metricName: metric.metricName,
    dimensions: accountDimensions,
    limit: healthLimits.complaints,
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
function addRules(scope: Construct, { names }: Organization, { queue }: Watched, alarmOf: AlarmOf): void {
  const addRuleAlarm = (id: string, alarm: HealthAlarm, metricName: string) =>
    new ContributorAlarm(scope, id, {
      ...alarmOf(alarm),
      metricNamespace: "AWS/Events",
      metricName,
      dimensions: ["EventBusName", "RuleName"],
      where: { EventBusName: names.reads.busName },
      limit: healthLimits.rules,
      period: 300,
    });
  addRuleAlarm("RuleFailed", healthAlarms.ruleFailed, "FailedInvocations");
  addRuleAlarm("RuleThrottled", healthAlarms.ruleThrottled, "ThrottledRules");
  addRuleAlarm("RuleLost", healthAlarms.ruleLost, "InvocationsFailedToBeSentToDlq");
  new MessageArrivedAlarm(scope, "CentralUndelivered", { ...alarmOf(healthAlarms.centralUndelivered), queue });
}
