import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { admits, type Detection, type NotifiedSeverity, type Severity } from "../detections/detection";
import { AlertTopic, type AlertTopicProps } from "../modules/alert-topic";
import { ChatChannels } from "../modules/chat-channels";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { alarmPublishing, alarmPublishingFromElsewhere, rolesPublishing } from "../modules/key-grants";

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

/** The topics of the security account. */
export interface Topics {
  readonly key: CustomerManagedKey;
  /** The security team's first: everything. */
  readonly routes: readonly [Route, ...Route[]];
  /** Alarms on the watch itself: topics and subscriptions of their own, so that a flood of the others leaves them. */
  readonly pipeline: AlertTopic;
  /** Of alarms that the alarm composer mails, and of nobody. @default - alarms mail by themselves */
  readonly alarms?: AlertTopic;
  /** Owners get what is theirs. @default - owners get no mail */
  readonly owners?: AlertTopic;
}

/** Topics as alarms see them. */
export interface AlarmTopics {
  readonly routes: readonly {
    readonly minimumSeverity: NotifiedSeverity;
    readonly people: Pick<AlertTopic, "topicArn">;
  }[];
  readonly pipeline: Pick<AlertTopic, "topicArn">;
  /** Of alarms that the alarm composer mails. @default - alarms mail by themselves */
  readonly alarms?: Pick<AlertTopic, "topicArn">;
}

/** The topics of the security account by their ARNs alone, for alarms of another account. */
export function topicsFromElsewhere({ names, alerts }: Organization): AlarmTopics {
  const people = (topicName: string) => ({ topicArn: names.topicArn(topicName) });
  return {
    routes: [
      { minimumSeverity: "low", people: people(names.alertTopicName) },
      ...alerts.routes.map(({ name, minimumSeverity }) => ({
        minimumSeverity,
        people: people(names.routeTopicName(name, "people")),
      })),
    ],
    pipeline: people(names.pipelineTopicName),
  };
}

export function addTopics(scope: Construct, organization: Organization): Topics {
  const { security, names, alerts, homeRegion } = organization;
  const rootArn = names.accountRootArn(security.id);
  const alarmsElsewhere = organization.trailMaker === "security" ? undefined : names.trailAlarmArnPattern;
  const key = new CustomerManagedKey(scope, "AlertTopicKey", {
    alias: names.keyAlias("alerts"),
    description: "Encrypts alerts on their way to people",
    administratorArn: rootArn,
    grants: [
      alarmPublishing(security.id, names.alarmArnPattern),
      ...(alarmsElsewhere === undefined ? [] : [alarmPublishingFromElsewhere(alarmsElsewhere)]),
      rolesPublishing(
        rootArn,
        [names.composerName, names.digestName, names.rollCallName, names.alarmComposerName, names.alarmDigestName].map(
          (name) => names.roleArn(security.id, name),
        ),
        names.serviceEndpoint("sns", homeRegion),
      ),
    ],
    preventDestroy: organization.protection,
  });
  const topic = (parent: Construct, id: string, topicName: string, displayName: string, recipients: Recipients) =>
    new AlertTopic(parent, id, {
      topicName,
      topicArn: names.topicArn(topicName),
      displayName,
      key,
      accountId: security.id,
      alarmArnPattern: names.alarmArnPattern,
      ...recipients,
    });

  const subscriber = (accountId: string) => ({
    accountId,
    rootArn: names.accountRootArn(accountId),
    queueArnPattern: names.queueArn("*", "*", accountId),
  });
  const owners = ownersOf(organization);
  const routes = new Construct(scope, "Routes");
  return {
    key,
    routes: [
      {
        minimumSeverity: "low",
        alarmsAtOnce: alerts.alarmsAtOnce,
        people: topic(scope, "AlertTopic", names.alertTopicName, "Secretwatch", {
          emails: alerts.emails,
          alarmsElsewhere,
        }),
      },
      ...alerts.routes.map((route) => {
        const parent = new Construct(routes, route.name);
        const { https, queues, subscriberAccounts, slack, teams } = route;
        const programs = { https, queues, subscribers: subscriberAccounts.map(subscriber) };
        const name = (form: "people" | "events" | "chat") => names.routeTopicName(route.name, form);
        const people = topic(parent, "People", name("people"), "Secretwatch", {
          emails: route.emails,
          ...programs,
          alarmsElsewhere,
        });
        const events =
          https.length + queues.length + subscriberAccounts.length === 0
            ? undefined
            : topic(parent, "Events", name("events"), "Secretwatch reads", programs);
        const chat =
          slack.length + teams.length === 0 ? undefined : topic(parent, "Chat", name("chat"), "Secretwatch chat", {});
        if (chat !== undefined) {
          new ChatChannels(parent, "Channels", {
            name: name("chat"),
            accountId: security.id,
            topicArns: [people.topicArn, chat.topicArn],
            guardrailPolicyArn: names.managedPolicyArn("AWSDenyAll"),
            slack,
            teams,
          });
        }
        return { minimumSeverity: route.minimumSeverity, alarmsAtOnce: route.alarmsAtOnce, people, events, chat };
      }),
    ],
    pipeline: topic(scope, "PipelineTopic", names.pipelineTopicName, "Secretwatch itself", {
      emails: alerts.emails,
      alarmsElsewhere,
    }),
    alarms:
      organization.trailMaker === "security"
        ? topic(scope, "AlarmTopic", names.alarmTopicName, "Secretwatch alarms", {})
        : undefined,
    owners:
      owners.length === 0
        ? undefined
        : topic(scope, "OwnersTopic", names.ownersTopicName, "Secretwatch", { emails: owners, onlyOwn: true }),
  };
}

/** Who gets what is published to a topic, and who publishes beside the account itself. */
type Recipients = Pick<AlertTopicProps, "emails" | "https" | "queues" | "subscribers" | "onlyOwn" | "alarmsElsewhere">;

/** Topics whose people get alarms of this severity; nobody, where every wave is only watched. */
export function topicsFor({ routes }: AlarmTopics, organization: Organization, severity: Severity): readonly string[] {
  if (organization.security.mode === "watch") return [];
  return routes.filter(({ minimumSeverity }) => admits(minimumSeverity, severity)).map(({ people }) => people.topicArn);
}

/**
 * What an alarm of a detection publishes to. Where the alarm composer mails, with names, that is a topic without people: an
 * alarm without any action fails the control CloudWatch.15 of Security Hub. Alarms of the CIS benchmark mail by themselves,
 * because the audit asks for a topic with a subscriber.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export function detectionTopics(
  topics: AlarmTopics,
  organization: Organization,
  detection: Detection,
): readonly string[] {
  if (topics.alarms === undefined || !isComposed(detection)) return topicsFor(topics, organization, detection.severity);
  return organization.security.mode === "watch" ? [] : [topics.alarms.topicArn];
}

/** Whether the alarm composer mails a detection's alarm, where there is one. */
export function isComposed({ family }: Detection): boolean {
  return family !== "cis";
}

/** Topics whose people get alarms on the watch itself; nobody, where every wave is only watched. */
export function pipelineTopics({ pipeline }: AlarmTopics, organization: Organization): readonly string[] {
  return organization.security.mode === "watch" ? [] : [pipeline.topicArn];
}

/** Addresses that get mail about what is their own. */
export function ownersOf({ alerts, members }: Organization): readonly string[] {
  if (!alerts.owners.notify) return [];
  const owners = members.flatMap(({ owner, secrets }) => [owner, ...secrets.flatMap((secret) => secret.owner ?? [])]);
  return [...new Set(owners)].sort();
}
