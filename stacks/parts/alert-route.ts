import type { Construct } from "constructs";

import { topicsOfRoute } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import type { NotifiedSeverity } from "../../detections/detection";
import type { AlertTopic, AlertTopicProps } from "../../modules/messages/alert-topic";
import { ChatChannels } from "../../modules/messages/chat-channels";

/** One way to people: what reaches it, and its topics. */
export interface Route {
  readonly minimumSeverity: NotifiedSeverity;
  /** Least urgent severity whose alarms are mailed at once; those of less urgent ones come in the digest of alarms. */
  readonly alarmsAtOnce: NotifiedSeverity;
  /** Alarms, the first reads by each reader, and digests of the rest: few enough for a mailbox. */
  readonly people: AlertTopic;
  /** Each unexpected read as JSON. @default - nobody wants it */
  readonly events?: AlertTopic;
  /** What people are told of unexpected reads, for a chat. @default - no chat */
  readonly chat?: AlertTopic;
}

/** Makes a topic of the security account. */
export type AddTopic = (
  parent: Construct,
  id: string,
  topic: Omit<AlertTopicProps, "topicArn" | "key" | "accountId" | "alarmArnPattern">,
) => AlertTopic;

/** Alarms of the account that makes the trail, where it is another one. */
export function alarmsElsewhereOf({ trailMaker, names }: Organization): string | undefined {
  return trailMaker === "security" ? undefined : names.trail.alarmArnPattern;
}

/** The topics of a route and its chats. Programs subscribe to reads and to what people get. */
export function addRoute(
  parent: Construct,
  organization: Organization,
  route: Organization["alerts"]["routes"][number],
  addTopic: AddTopic,
): Route {
  const { security, names } = organization;
  const { https, queues, subscriberAccounts, slack, teams, minimumSeverity, alarmsAtOnce } = route;
  const topics = topicsOfRoute(names, route);
  const subscribers = subscriberAccounts.map((accountId) => ({
    accountId,
    rootArn: names.access.accountRootArn(accountId),
    queueArnPattern: names.queueArn("*", "*", accountId),
  }));
  const programs = { https, queues, subscribers };
  const people = addTopic(parent, "People", {
    topicName: topics.people,
    displayName: "Secretwatch",
    emails: route.emails,
    ...programs,
    alarmsElsewhere: alarmsElsewhereOf(organization),
  });
  const events =
    topics.events === undefined
      ? undefined
      : addTopic(parent, "Events", { topicName: topics.events, displayName: "Secretwatch reads", ...programs });
  const chat =
    topics.chat === undefined
      ? undefined
      : addTopic(parent, "Chat", { topicName: topics.chat, displayName: "Secretwatch chat" });
  if (topics.chat !== undefined && chat !== undefined) {
    new ChatChannels(parent, "Channels", {
      name: topics.chat,
      accountId: security.id,
      topicArns: [people.topicArn, chat.topicArn],
      guardrailPolicyArn: names.access.managedPolicyArn("AWSDenyAll"),
      slack,
      teams,
    });
  }
  return { minimumSeverity, alarmsAtOnce, people, events, chat };
}
