import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { forwardedReads } from "../../reads/kinds";
import { healthAlarms } from "../../health/alarms";
import { forwardedHeartbeatPattern, undeliveredPattern } from "../../health/signs";
import { callsOf, eventBridgeSource, stores } from "../../detections/stores";
import { patternIn } from "../../reads/unexpected-reads";
import { CentralEventBus, type CentralEventBusProps } from "../../modules/events/central-event-bus";
import type { EventLogGroup } from "../../modules/logs/event-log-group";
import { EventLogPermission } from "../../modules/logs/event-log-permission";
import { EventRule, type EventRuleProps } from "../../modules/events/event-rule";
import { RuleRole } from "../../modules/events/rule-role";
import { UndeliveredQueue } from "../../modules/events/undelivered-queue";

/** What events are passed on to. */
export interface EventReceivers {
  readonly journal: EventLogGroup;
  /** The same of quiet waves. */
  readonly quiet: EventLogGroup;
  /** Signs of life, and complaints of accounts that could not send. */
  readonly heartbeats: EventLogGroup;
  /** A reference to the state machine that words messages. */
  readonly composerArn: string;
}

/** What of the central bus others wait for or watch. */
export interface CentralEvents {
  readonly queue: UndeliveredQueue;
  /** What sends to a bus from the security account itself has to wait for. */
  readonly policies: readonly ITerraformDependable[];
}

/**
 * The central bus and its rules: every unexpected read goes to the journal, and to people in words. A second bus takes
 * those of quiet waves, so that they fill no place in an alarm.
 */
export function addCentralEvents(
  scope: Construct,
  organization: Organization,
  receivers: EventReceivers,
): CentralEvents {
  const { journal, quiet, heartbeats } = receivers;
  const { names, security, homeRegion } = organization;
  const ruleArnPattern = names.ruleArnPattern(homeRegion, security.id);
  const queue = new UndeliveredQueue(scope, "Undelivered", {
    queueName: names.reads.centralUndeliveredQueueName,
    queueArn: names.queueArn(names.reads.centralUndeliveredQueueName, homeRegion, security.id),
    accountId: security.id,
    ruleArnPattern,
  });
  const bus = addBus(scope, "Bus", organization, {
    busName: names.reads.busName,
    busArn: names.reads.busArn,
    description: "Unexpected reads of secrets in the organization",
  });
  const quietBus = addBus(scope, "QuietBus", organization, {
    busName: names.reads.quietBusName,
    busArn: names.reads.quietBusArn,
    description: "Unexpected reads of secrets in quiet waves",
  });
  const { policy: mayWrite } = new EventLogPermission(scope, "LogPermission", {
    policyName: names.reads.busName,
    logGroupArns: [journal, quiet, heartbeats].map(({ logGroupArn }) => logGroupArn),
    ruleArnPattern,
  });
  const role = new RuleRole(scope, "ComposerStartRole", {
    roleName: names.messages.composerStartRoleName,
    description: "Event rules hand events to the state machine that words messages",
    accountId: security.id,
    ruleArnPatterns: [ruleArnPattern],
    action: "states:StartExecution",
    resourceArn: names.messages.composerArn,
  });
  addRules(new Construct(scope, "Rules"), organization, receivers, { bus, quietBus, queue, role, mayWrite });
  return { queue, policies: [bus.policy, quietBus.policy] };
}

/** What the rules of the central buses need. */
interface RuleParts {
  readonly bus: CentralEventBus;
  readonly quietBus: CentralEventBus;
  readonly queue: UndeliveredQueue;
  /** Starts the composer. */
  readonly role: RuleRole;
  /** What rules need to write to log groups. */
  readonly mayWrite: ITerraformDependable;
}

function addRules(
  rules: Construct,
  { names, decoyNames, stores: used }: Organization,
  { journal, quiet, heartbeats, composerArn }: EventReceivers,
  { bus, quietBus, queue, role, mayWrite }: RuleParts,
): void {
  const addRule = (id: string, rule: Omit<EventRuleProps, "ruleName" | "queue">) =>
    new EventRule(rules, id, { ruleName: names.ruleName(id), queue, ...rule });
  const addLogRule = (
    id: string,
    { busName }: CentralEventBus,
    { description, pattern }: { readonly description: string; readonly pattern: unknown },
    { logGroupArn }: EventLogGroup,
  ) =>
    addRule(id, {
      description,
      busName,
      eventPattern: JSON.stringify(pattern),
      targets: [{ id: "log-group", arn: logGroupArn }],
      dependsOn: [mayWrite],
    });
  const signs = {
    description: "Signs of life of the accounts, and complaints of those that could not send",
    pattern: { $or: [forwardedHeartbeatPattern, undeliveredPattern(names.alarmName(healthAlarms.undelivered.id))] },
  };
  for (const name of used) {
    const suffix = name === "secrets" ? "" : `-${name}`;
    const pattern = patternIn(stores[name], callsOf(stores[name]));
    addLogRule(`journal${suffix}`, bus, { description: "Every unexpected read goes to the journal", pattern }, journal);
    addLogRule(`quiet-journal${suffix}`, quietBus, { description: "Reads in quiet waves", pattern }, quiet);
  }
  addLogRule("heartbeats", bus, signs, heartbeats);
  addLogRule("quiet-heartbeats", quietBus, signs, heartbeats);
  for (const { id, title, condition, store } of forwardedReads(decoyNames, used)) {
    addRule(`message-${id}`, {
      description: title,
      busName: bus.busName,
      eventPattern: JSON.stringify(patternIn(stores[store], condition)),
      targets: [
        {
          id: "composer",
          arn: composerArn,
          roleArn: role.roleArn,
          message: { template: `{"detection":"${id}","event":<aws.events.event.json>}` },
        },
      ],
      dependsOn: [role.policy],
    });
  }
}

function addBus(
  scope: Construct,
  id: string,
  { names, organizationId, alerts, protection, stores: used }: Organization,
  bus: Pick<CentralEventBusProps, "busName" | "busArn" | "description">,
): CentralEventBus {
  return new CentralEventBus(scope, id, {
    ...bus,
    organizationId,
    senderRoleArnPattern: names.access.roleArnAnywhere(names.reads.forwardingRoleName),
    archiveDays: alerts.archiveDays,
    archivePattern: JSON.stringify({ source: used.map((name) => eventBridgeSource(stores[name])) }),
    preventDestroy: protection,
  });
}
