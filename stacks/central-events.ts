import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { forwardedReads } from "../detections/forwarded-reads";
import { noticeId } from "../detections/notices";
import { heartbeatPattern, undeliveredPattern } from "../detections/pipeline-events";
import { readsOfSecrets } from "../detections/secrets-reads";
import { readPattern } from "../detections/unexpected-reads";
import { CentralEventBus } from "../modules/central-event-bus";
import type { EventLogGroup } from "../modules/event-log-group";
import { EventLogPermission } from "../modules/event-log-permission";
import { EventRule, type EventTarget } from "../modules/event-rule";
import { RuleRole } from "../modules/rule-role";
import { UndeliveredQueue } from "../modules/undelivered-queue";

/** What the central bus passes on to. */
export interface EventReceivers {
  readonly journal: EventLogGroup;
  /** Signs of life, and complaints of accounts that could not send. */
  readonly heartbeats: EventLogGroup;
  /** A reference to the state machine that words messages. */
  readonly composerArn: string;
}

/** The central bus and its rules: every unexpected read goes to the journal, and to people in words. */
export function addCentralEvents(
  scope: Construct,
  organization: Organization,
  { journal, heartbeats, composerArn }: EventReceivers,
): UndeliveredQueue {
  const { names, security, homeRegion } = organization;
  const ruleArnPattern = names.ruleArnPattern(homeRegion, security.id);
  const queue = new UndeliveredQueue(scope, "Undelivered", {
    queueName: names.centralUndeliveredQueueName,
    queueArn: names.queueArn(names.centralUndeliveredQueueName, homeRegion, security.id),
    accountId: security.id,
    ruleArnPattern,
  });
  const bus = new CentralEventBus(scope, "Bus", {
    busName: names.centralBusName,
    busArn: names.centralBusArn,
    organizationId: organization.organizationId,
    archiveDays: organization.alerts.archiveDays,
    archivePattern: JSON.stringify({ source: ["aws.secretsmanager"] }),
    preventDestroy: organization.protection,
  });
  new EventLogPermission(scope, "LogPermission", {
    policyName: names.centralBusName,
    logGroupArns: [journal.logGroupArn, heartbeats.logGroupArn],
    ruleArnPattern,
  });
  const role = new RuleRole(scope, "ComposerStartRole", {
    roleName: names.composerStartRoleName,
    description: "Event rules hand events to the state machine that words messages",
    accountId: security.id,
    ruleArnPatterns: [ruleArnPattern],
    action: "states:StartExecution",
    resourceArn: names.composerArn,
  });
  const toComposer = (template: string): EventTarget => ({
    id: "composer",
    arn: composerArn,
    roleArn: role.roleArn,
    message: { template },
  });

  const rules = new Construct(scope, "Rules");
  const addRule = (id: string, description: string, pattern: unknown, target: EventTarget, busName?: string) =>
    new EventRule(rules, id, {
      ruleName: names.ruleName(id),
      description,
      busName,
      eventPattern: JSON.stringify(pattern),
      targets: [target],
      queue,
    });
  const toJournal = { id: "journal", arn: journal.logGroupArn };
  addRule("journal", "Every unexpected read goes to the journal", readPattern(readsOfSecrets), toJournal, bus.busName);
  for (const { id, title, condition } of forwardedReads(organization.decoyNames)) {
    const target = toComposer(`{"detection":"${id}","event":<aws.events.event.json>}`);
    addRule(`message-${id}`, title, readPattern(condition), target, bus.busName);
  }
  addRule(
    "heartbeats",
    "Signs of life of the accounts, and complaints of those that could not send",
    {
      $or: [
        heartbeatPattern(names.ruleName("unexpected-reads")),
        undeliveredPattern(names.alarmName("reads-undelivered")),
      ],
    },
    { id: "heartbeats", arn: heartbeats.logGroupArn },
    bus.busName,
  );
  addRule(
    "notices",
    "Alarms that name who read which secret where",
    noticePattern(organization),
    toComposer('{"event":<aws.events.event.json>}'),
  );
  return queue;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function noticePattern({ names, decoyNames }: Organization): unknown {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm Contributor State Change"],
    detail: {
      alarmName: forwardedReads(decoyNames).map((read) => names.alarmName(noticeId(read))),
      state: { value: ["ALARM"] },
    },
  };
}
