import type { Organization } from "./organization";
import type { Route } from "./settings";

/** Names of the topics of a route. */
export interface RouteTopics {
  /** Alarms, the first reads by each reader, and digests of the rest: few enough for a mailbox. */
  readonly people: string;
  /** Each unexpected read as JSON. @default - no program wants it */
  readonly events?: string;
  /** What people are told of unexpected reads. @default - no chat */
  readonly chat?: string;
}

/** One way to people and programs. */
export interface AlertRoute extends Pick<Route, "name" | "minimumSeverity" | "alarmsAtOnce"> {
  readonly topics: RouteTopics;
}

/** What the route of the security team, which every organization has, is called. */
export const TEAM_ROUTE = "security";

/** The security team's first, which gets everything; then those of the file. */
export function alertRoutes({ alerts, names }: Organization): readonly [AlertRoute, ...AlertRoute[]] {
  const team = { people: names.messages.alertTopicName };
  return [
    { name: TEAM_ROUTE, minimumSeverity: "low", alarmsAtOnce: alerts.alarmsAtOnce, topics: team },
    ...alerts.routes.map((route) => {
      const { name, minimumSeverity, alarmsAtOnce } = route;
      return { name, minimumSeverity, alarmsAtOnce, topics: topicsOfRoute(names, route) };
    }),
  ];
}

/** The topics of a route of the file: those of which anybody gets something. */
export function topicsOfRoute({ messages }: Organization["names"], route: Route): RouteTopics {
  const { name, https, queues, subscriberAccounts, slack, teams } = route;
  const hasPrograms = https.length + queues.length + subscriberAccounts.length > 0;
  return {
    people: messages.routeTopicName(name, "people"),
    events: hasPrograms ? messages.routeTopicName(name, "events") : undefined,
    chat: slack.length + teams.length > 0 ? messages.routeTopicName(name, "chat") : undefined,
  };
}

/** Addresses that get mail about what is their own. */
export function ownersOf({ alerts, members }: Organization): readonly string[] {
  if (!alerts.owners.notify) return [];
  const owners = members.flatMap(({ owner, secrets, watchedSecrets, watchedParameters }) => [
    owner,
    ...[...secrets, ...watchedSecrets, ...watchedParameters].flatMap((secret) => secret.owner ?? []),
  ]);
  return [...new Set(owners)].sort();
}
