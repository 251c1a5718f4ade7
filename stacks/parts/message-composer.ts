import type { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { DIGEST_MINUTES_AFTER, WINDOW_MINUTES } from "../../messages/states/budgets";
import { composerDefinition } from "../../messages/reads/composer";
import { digestDefinition } from "../../messages/reads/digest";
import { composerFacts } from "../../messages/reads/organization-facts";
import { Schedule } from "../../modules/events/schedule";
import { publishing, StateMachine } from "../../modules/messages/state-machine";
import { RuleRole } from "../../modules/events/rule-role";
import type { UndeliveredQueue } from "../../modules/events/undelivered-queue";
import type { AlertTopic } from "../../modules/messages/alert-topic";
import type { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { mayRemember } from "./memory";
import { addMute } from "./mute";
import type { Topics } from "./topics";

/** The state machines that tell people of reads. */
export interface Messages {
  /** References to their ARNs. */
  readonly composerArn: string;
  readonly digestArn: string;
}

/** The state machine that puts reads into words, with the names of the accounts, the one that tells of the rest, and the one that mutes. */
export function addMessages(
  scope: Construct,
  organization: Organization,
  topics: Topics,
  memoryKey: Pick<CustomerManagedKey, "keyArn">,
): Messages {
  const { names, security } = organization;
  const facts = composerFacts(organization);
  const people = topics.routes.flatMap(({ people, chat }) => [people, chat]);
  const events = topics.routes.map((route) => route.events);
  const arnsOf = (some: readonly (AlertTopic | undefined)[]) => some.flatMap((topic) => topic?.topicArn ?? []);
  const digest = new StateMachine(scope, "Digest", {
    name: names.messages.digestName,
    description: "The digest tells of the reads of secrets that nobody was told of at once",
    definition: digestDefinition(facts),
    stateMachineArn: names.stateMachineArn(names.messages.digestName),
    accountId: security.id,
    statements: [
      ...publishing(arnsOf([...people, topics.owners]), topics.key.keyArn),
      ...mayRemember(organization, memoryKey, "dynamodb:DeleteItem", "dynamodb:Query", "dynamodb:UpdateItem"),
    ],
  });
  const composer = new StateMachine(scope, "MessageComposer", {
    name: names.messages.composerName,
    description: "The message composer remembers reads of secrets and publishes to topics",
    definition: composerDefinition(facts),
    stateMachineArn: names.messages.composerArn,
    accountId: security.id,
    statements: [
      ...publishing(arnsOf([...people, ...events, topics.owners]), topics.key.keyArn),
      ...mayRemember(organization, memoryKey, "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"),
      {
        Sid: "CallForADigest",
        Effect: "Allow",
        Action: "states:StartExecution",
        Resource: names.stateMachineArn(names.messages.digestName),
      },
    ],
  });
  addMute(scope, organization, memoryKey);
  return { composerArn: composer.stateMachineArn, digestArn: digest.stateMachineArn };
}

/** Starts the digest after each window. */
export function addDigestSchedule(
  scope: Construct,
  { names, security, homeRegion }: Organization,
  digestArn: string,
  queue: UndeliveredQueue,
): void {
  const role = new RuleRole(scope, "DigestStartRole", {
    roleName: names.messages.digestStartRoleName,
    description: "A schedule starts the digest of reads",
    accountId: security.id,
    ruleArnPatterns: [names.ruleArn("digest", homeRegion, security.id)],
    action: "states:StartExecution",
    resourceArn: names.stateMachineArn(names.messages.digestName),
  });
  new Schedule(scope, "DigestSchedule", {
    ruleName: names.ruleName("digest"),
    description: "Tells of the reads that nobody was told of at once",
    scheduleExpression: `cron(${DIGEST_MINUTES_AFTER}/${WINDOW_MINUTES} * * * ? *)`,
    stateMachineArn: digestArn,
    role,
    queue,
  });
}
