import { Construct } from "constructs";

import { accountsOf, type Organization } from "../../organization/organization";
import { forwardingRegions } from "../../organization/regions";
import { lastSignsOfLife } from "../../detections/catalogue/investigation-queries";
import { rollCallDefinition } from "../../messages/roll-call/definition";
import type { RollCallFacts } from "../../messages/roll-call/facts";
import type { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import type { EventLogGroup } from "../../modules/logs/event-log-group";
import { RuleRole } from "../../modules/events/rule-role";
import { SavedQuery } from "../../modules/logs/saved-query";
import { Schedule } from "../../modules/events/schedule";
import {
  publishing,
  readingAnswers,
  readingSecrets,
  searching,
  StateMachine,
} from "../../modules/messages/state-machine";
import type { UndeliveredQueue } from "../../modules/events/undelivered-queue";
import { memoryOf } from "../../messages/states/memory";
import { mayRemember } from "./memory";
import { healthTopics, type Topics } from "./topics";

const SCHEDULE_RULE = "roll-call";

/** What the roll call works with. */
export interface RollCallParts {
  /** The log group of the signs of life. */
  readonly heartbeats: EventLogGroup;
  /** Key of the table in which it remembers what it told. */
  readonly memoryKey: CustomerManagedKey;
  /** For starts that fail. */
  readonly queue: UndeliveredQueue;
  readonly topics: Topics;
}

/** The state machine that asks which accounts are heard of, what starts it, and the query for people who look further. */
export function addRollCall(
  scope: Construct,
  organization: Organization,
  { heartbeats, memoryKey, queue, topics }: RollCallParts,
): StateMachine {
  const { names, security, homeRegion, alerts } = organization;
  const rollCall = new Construct(scope, "RollCall");
  const topicArns = healthTopics(topics, organization);
  const stateMachine = new StateMachine(rollCall, "StateMachine", {
    name: names.health.rollCallName,
    description: "The roll call asks which accounts are heard of, and tells who is missing",
    definition: rollCallDefinition(rollCallFacts(organization)),
    stateMachineArn: names.health.rollCallArn,
    accountId: security.id,
    statements: [
      searching(["logs:StartQuery"], names.logGroupArn(names.health.heartbeatLogGroupName)),
      readingAnswers,
      ...publishing(topicArns, topics.key.keyArn),
      ...(hasCanary(organization)
        ? [
            ...mayRemember(organization, memoryKey, "dynamodb:GetItem", "dynamodb:UpdateItem"),
            readingSecrets(`${names.secretArn(homeRegion, security.id, names.health.canarySecretPrefix)}*`),
          ]
        : []),
    ],
  });
  new Schedule(rollCall, "Schedule", {
    ruleName: names.ruleName(SCHEDULE_RULE),
    description: "Starts the roll call",
    scheduleExpression: `rate(${alerts.heartbeatMinutes} minutes)`,
    stateMachineArn: stateMachine.stateMachineArn,
    role: new RuleRole(rollCall, "StartRole", {
      roleName: names.health.rollCallStartRoleName,
      description: "A schedule starts the roll call",
      accountId: security.id,
      ruleArnPatterns: [names.ruleArn(SCHEDULE_RULE, homeRegion, security.id)],
      action: "states:StartExecution",
      resourceArn: names.health.rollCallArn,
    }),
    queue,
  });
  new SavedQuery(rollCall, lastSignsOfLife.id, {
    queryName: names.queryName(lastSignsOfLife.title),
    query: lastSignsOfLife.query,
    logGroup: heartbeats,
  });
  return stateMachine;
}

/**
 * Whether the roll call tells people, and so sends canaries: not where the security account is quiet. What is read
 * there goes to the bus of those that are, and not to the composer.
 */
export function hasCanary({ alerts, security }: Organization): boolean {
  return alerts.heartbeat && security.mode === "notify";
}

/** What the roll call knows of the organization. */
export function rollCallFacts(organization: Organization): RollCallFacts {
  const { names, alerts } = organization;
  return {
    ...memoryOf(organization),
    accounts: accountsOf(organization).map(({ id, name, regions }) => ({
      id,
      name,
      regions: forwardingRegions(organization, regions),
    })),
    regions: forwardingRegions(organization, organization.governedRegions),
    periodMinutes: alerts.heartbeatMinutes,
    heartbeatLogGroupName: names.health.heartbeatLogGroupName,
    tell: hasCanary(organization)
      ? { topicArn: names.topicArn(names.health.topicName), canarySecretPrefix: names.health.canarySecretPrefix }
      : undefined,
  };
}
