import { Construct } from "constructs";

import { alertRoutes, ownersOf } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import { isComposed } from "../../messages/alarms/watched-detections";
import { admits, type Detection, type NotifiedSeverity, type Severity } from "../../detections/detection";
import { AlertTopic } from "../../modules/messages/alert-topic";
import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { alarmPublishing, alarmPublishingFromElsewhere, rolesPublishing } from "../../modules/access/key-grants";
import { type AddTopic, addRoute, alarmsElsewhereOf, type Route } from "./alert-route";

/** The topics of the security account. */
export interface Topics {
  readonly key: CustomerManagedKey;
  /** The security team's first: everything. */
  readonly routes: readonly [Route, ...Route[]];
  /** Alarms on the watch itself: topics and subscriptions of their own, so that a flood of the others leaves them. */
  readonly health: AlertTopic;
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
  readonly health: Pick<AlertTopic, "topicArn">;
  /** Of alarms that the alarm composer mails. @default - alarms mail by themselves */
  readonly alarms?: Pick<AlertTopic, "topicArn">;
}

/** The topics of the security account by their ARNs alone, for alarms of another account. */
export function topicsFromElsewhere(organization: Organization): AlarmTopics {
  const { names } = organization;
  const people = (topicName: string) => ({ topicArn: names.topicArn(topicName) });
  return {
    routes: alertRoutes(organization).map(({ minimumSeverity, topics }) => ({
      minimumSeverity,
      people: people(topics.people),
    })),
    health: people(names.health.topicName),
  };
}

export function addTopics(scope: Construct, organization: Organization): Topics {
  const { names, alerts, security } = organization;
  const key = addKey(scope, organization);
  const addTopic: AddTopic = (parent, id, topic) =>
    new AlertTopic(parent, id, {
      ...topic,
      topicArn: names.topicArn(topic.topicName),
      key,
      accountId: security.id,
      alarmArnPattern: names.alarmArnPattern,
    });
  const alarmsElsewhere = alarmsElsewhereOf(organization);
  const owners = ownersOf(organization);
  const routes = new Construct(scope, "Routes");
  return {
    key,
    routes: [
      {
        minimumSeverity: "low",
        alarmsAtOnce: alerts.alarmsAtOnce,
        people: addTopic(scope, "AlertTopic", {
          topicName: names.messages.alertTopicName,
          displayName: "Secretwatch",
          emails: alerts.emails,
          alarmsElsewhere,
        }),
      },
      ...alerts.routes.map((route) => addRoute(new Construct(routes, route.name), organization, route, addTopic)),
    ],
    health: addTopic(scope, "HealthTopic", {
      topicName: names.health.topicName,
      displayName: "Secretwatch itself",
      emails: alerts.emails,
      alarmsElsewhere,
    }),
    alarms:
      organization.trailMaker === "security"
        ? addTopic(scope, "AlarmTopic", { topicName: names.messages.alarmTopicName, displayName: "Secretwatch alarms" })
        : undefined,
    owners:
      owners.length === 0
        ? undefined
        : addTopic(scope, "OwnersTopic", {
            topicName: names.messages.ownersTopicName,
            displayName: "Secretwatch",
            emails: owners,
            onlyOwn: true,
          }),
  };
}

function addKey(scope: Construct, organization: Organization): CustomerManagedKey {
  const { security, names, homeRegion } = organization;
  const rootArn = names.access.accountRootArn(security.id);
  const alarmsElsewhere = alarmsElsewhereOf(organization);
  return new CustomerManagedKey(scope, "AlertTopicKey", {
    alias: names.access.keyAlias("alerts"),
    description: "Encrypts alerts on their way to people",
    administratorArn: rootArn,
    grants: [
      alarmPublishing(security.id, names.alarmArnPattern),
      ...(alarmsElsewhere === undefined ? [] : [alarmPublishingFromElsewhere(alarmsElsewhere)]),
      rolesPublishing(
        rootArn,
        [
          names.messages.composerName,
          names.messages.digestName,
          names.health.rollCallName,
          names.messages.alarmComposerName,
          names.messages.alarmDigestName,
        ].map((name) => names.access.roleArn(security.id, name)),
        names.serviceEndpoint("sns", homeRegion),
      ),
    ],
    preventDestroy: organization.protection,
  });
}

/** Topics whose people get alarms of this severity; nobody, where every wave is quiet. */
export function topicsFor({ routes }: AlarmTopics, organization: Organization, severity: Severity): readonly string[] {
  if (organization.security.mode === "quiet") return [];
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
  return organization.security.mode === "quiet" ? [] : [topics.alarms.topicArn];
}

/** Topics whose people get alarms on the watch itself; nobody, where every wave is quiet. */
export function healthTopics({ health }: AlarmTopics, organization: Organization): readonly string[] {
  return organization.security.mode === "quiet" ? [] : [health.topicArn];
}
