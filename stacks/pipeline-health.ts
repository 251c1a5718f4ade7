import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { forwardingRegions } from "../config/regions";
import {
  accountDimensions,
  allHeartbeatsMetric,
  complaintMetric,
  heartbeatMetric,
} from "../detections/heartbeat-metrics";
import { lastSignsOfLife } from "../detections/investigation-queries";
import {
  pipelineAlarmDescription,
  pipelineAlarms,
  pipelineLimits,
  SILENT_MINUTES,
  type PipelineAlarm,
} from "../detections/pipeline-alarms";
import { AnyOfMetricsAlarm } from "../modules/any-of-metrics-alarm";
import { ContributorAlarm } from "../modules/contributor-alarm";
import { ContributorSilenceAlarm } from "../modules/contributor-silence-alarm";
import type { EventLogGroup } from "../modules/event-log-group";
import { MessageArrivedAlarm } from "../modules/message-arrived-alarm";
import { SavedQuery } from "../modules/saved-query";
import { SilenceAlarm } from "../modules/silence-alarm";
import { ThresholdAlarm } from "../modules/threshold-alarm";
import type { UndeliveredQueue } from "../modules/undelivered-queue";
import { HEARTBEAT_MINUTES } from "./account-watch";
import { addLogMetric } from "./log-metric";
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
  readonly topics: Topics;
}

const PERIOD = HEARTBEAT_MINUTES * 60;

/** Alarms on the watch itself: docs/pipeline-health.md has what each of them means. */
export function addPipelineHealth(scope: Construct, organization: Organization, pipeline: Pipeline): void {
  const health = new Construct(scope, "PipelineHealth");
  const { topics } = pipeline;
  const alarmOf = (alarm: PipelineAlarm, topicArns = pipelineTopics(topics, organization)) => ({
    name: organization.names.alarmName(alarm.id),
    description: pipelineAlarmDescription(alarm),
    topicArns,
  });

  if (organization.alerts.heartbeat) addHeartbeats(health, organization, pipeline, alarmOf);
  addComplaints(health, organization, pipeline, alarmOf);
  addRules(health, organization, pipeline, alarmOf);
  const addFailures = (id: string, alarm: PipelineAlarm, stateMachineArn: string) =>
    new AnyOfMetricsAlarm(health, id, {
      ...alarmOf(alarm),
      metricNamespace: "AWS/States",
      metricNames: ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"],
      dimensions: { StateMachineArn: stateMachineArn },
      period: 300,
    });
  addFailures("Composer", pipelineAlarms.composerFailed, pipeline.composerArn);
  addFailures("Digest", pipelineAlarms.digestFailed, pipeline.digestArn);
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

function addHeartbeats(scope: Construct, organization: Organization, { heartbeats }: Pipeline, alarmOf: AlarmOf): void {
  const { names } = organization;
  const metric = heartbeatMetric(forwardingRegions(organization, organization.governedRegions));
  for (const each of [metric, allHeartbeatsMetric]) {
    addLogMetric(scope, names, names.pipelineNamespace, each, heartbeats);
  }
  new SavedQuery(scope, lastSignsOfLife.id, {
    queryName: organization.names.queryName(lastSignsOfLife.title),
    query: lastSignsOfLife.query,
    logGroup: heartbeats,
  });
  const silence = {
    metricNamespace: organization.names.pipelineNamespace,
    period: PERIOD,
    periods: SILENT_MINUTES / HEARTBEAT_MINUTES,
  };
  new ContributorSilenceAlarm(scope, "AccountSilent", {
    ...alarmOf(pipelineAlarms.accountSilent),
    ...silence,
    metricName: metric.metricName,
    dimensions: accountDimensions,
    limit: pipelineLimits.silentAccounts,
  });
  new SilenceAlarm(scope, "AllSilent", {
    ...alarmOf(pipelineAlarms.allSilent),
    ...silence,
    metricName: allHeartbeatsMetric.metricName,
  });
}

function addComplaints(scope: Construct, organization: Organization, { heartbeats }: Pipeline, alarmOf: AlarmOf): void {
  const { names } = organization;
  const metric = complaintMetric(forwardingRegions(organization, organization.governedRegions));
  addLogMetric(scope, names, names.pipelineNamespace, metric, heartbeats);
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
