import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { forwardingRegions } from "../../organization/regions";
import { accountDimensions, complaintMetric } from "../../detections/complaint-metric";
import {
  pipelineAlarmDescription,
  pipelineAlarms,
  pipelineLimits,
  SILENT_PERIODS,
  type PipelineAlarm,
} from "../../detections/pipeline-alarms";
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
import { pipelineTopics, topicsFor, type Topics } from "./topics";

/** What is watched. */
export interface Pipeline {
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

/** What counts executions that did not do their work. https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */

/** Alarms on the watch itself: docs/pipeline-health.md has what each of them means. */
export function addPipelineHealth(scope: Construct, organization: Organization, pipeline: Pipeline): void {
  const health = new Construct(scope, "PipelineHealth");
  const { topics } = pipeline;
  const alarmOf = (alarm: PipelineAlarm, topicArns = pipelineTopics(topics, organization)) => ({
    name: organization.names.alarmName(alarm.id),
    description: pipelineAlarmDescription(alarm),
    topicArns,
  });

  if (pipeline.rollCallArn !== undefined) addRollCallAlarms(health, organization, pipeline.rollCallArn, alarmOf);
  if (hasCanary(organization)) {
    new SilenceAlarm(health, "ComposerSilent", {
      ...alarmOf(pipelineAlarms.composerSilent),
      ...succeeded(organization.alerts),
      dimensions: { StateMachineArn: pipeline.composerArn },
    });
  }
  addComplaints(health, organization, pipeline, alarmOf);
  addRules(health, organization, pipeline, alarmOf);
  new AnyOfMetricsAlarm(health, "Composer", {
    ...alarmOf(pipelineAlarms.composerFailed),
    ...executionFailures,
    dimensions: { StateMachineArn: pipeline.composerArn },
  });
  new AnyOfMetricsAlarm(health, "Digest", {
    ...alarmOf(pipelineAlarms.digestFailed),
    ...executionFailures,
    dimensions: { StateMachineArn: pipeline.digestArn },
  });
  new ContributorAlarm(health, "Topics", {
    ...alarmOf(pipelineAlarms.topicFailed),
    metricNamespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    dimensions: ["TopicName"],
    limit: pipelineLimits.topics,
    period: 300,
  });
  const securityTeam = topicsFor(topics, organization, "critical").slice(0, 1);
  new ThresholdAlarm(health, "PipelineTopic", {
    ...alarmOf(pipelineAlarms.pipelineTopicFailed, securityTeam),
    metricNamespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    dimensions: { TopicName: organization.names.pipelineTopicName },
    threshold: 1,
    period: 300,
  });
}

interface AlarmBasics {
  readonly name: string;
  readonly description: string;
  readonly topicArns: readonly string[];
}

type AlarmOf = (alarm: PipelineAlarm) => AlarmBasics;

/** They don't depend on what they watch: CloudWatch itself sees that nothing ran. */
function addRollCallAlarms(scope: Construct, { alerts }: Organization, rollCallArn: string, alarmOf: AlarmOf): void {
  const dimensions = { StateMachineArn: rollCallArn };
  new SilenceAlarm(scope, "RollCallSilent", {
    ...alarmOf(pipelineAlarms.rollCallSilent),
    ...succeeded(alerts),
    dimensions,
  });
  new AnyOfMetricsAlarm(scope, "RollCallFailed", {
    ...alarmOf(pipelineAlarms.rollCallFailed),
    ...executionFailures,
    dimensions,
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

function addComplaints(scope: Construct, organization: Organization, { heartbeats }: Pipeline, alarmOf: AlarmOf): void {
  const { names } = organization;
  const metric = complaintMetric(forwardingRegions(organization, organization.governedRegions));
  addLogMetric(scope, names, metric, heartbeats);
  new ContributorAlarm(scope, "AccountComplains", {
    ...alarmOf(pipelineAlarms.complaint),
    metricNamespace: organization.names.pipelineNamespace,
    metricName: metric.metricName,
    dimensions: accountDimensions,
    limit: pipelineLimits.complaints,
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
function addRules(scope: Construct, { names }: Organization, { queue }: Pipeline, alarmOf: AlarmOf): void {
  const addRuleAlarm = (id: string, alarm: PipelineAlarm, metricName: string) =>
    new ContributorAlarm(scope, id, {
      ...alarmOf(alarm),
      metricNamespace: "AWS/Events",
      metricName,
      dimensions: ["EventBusName", "RuleName"],
      where: { EventBusName: names.centralBusName },
      limit: pipelineLimits.rules,
      period: 300,
    });
  addRuleAlarm("RuleFailed", pipelineAlarms.ruleFailed, "FailedInvocations");
  addRuleAlarm("RuleThrottled", pipelineAlarms.ruleThrottled, "ThrottledRules");
  addRuleAlarm("RuleLost", pipelineAlarms.ruleLost, "InvocationsFailedToBeSentToDlq");
  new MessageArrivedAlarm(scope, "CentralUndelivered", { ...alarmOf(pipelineAlarms.centralUndelivered), queue });
}
