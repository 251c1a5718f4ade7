import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../organization/organization";
import { notifiedSeverities, type NotifiedSeverity } from "../detections/detection";
import { changeId, changesIn, listDifference, pairs, type Change } from "./change";
import { keyChanges, type Between, type KeyWords, type Tell } from "./key-words";

type Alerts = Organization["alerts"];
type Route = Alerts["routes"][number];

const change = changesIn("recipients");

/** Who is told: a route, the security team or the owners. */
interface Recipient {
  /** In an id. */
  readonly who: string;
  /** Begins a sentence. */
  readonly subject: string;
}

const securityTeam: Recipient = { who: "security-team", subject: "The security team" };

const routeWords: KeyWords<Route, Recipient> = {
  name: "Routes are found by it.",
  minimumSeverity: floorChanges,
  alarmsAtOnce: atOnceChanges,
  emails: wayChanges("mail"),
  https: wayChanges("endpoint"),
  queues: wayChanges("queue"),
  subscriberAccounts: subscriberChanges,
  slack: channelChanges("Slack channel", ({ workspaceId }) => `workspace ${workspaceId}`),
  teams: channelChanges("Teams channel", ({ teamId, tenantId }) => `team ${teamId}, tenant ${tenantId}`),
};

/** Who is told newly or no longer, and of what. */
export const recipientWords: Pick<KeyWords<Alerts, Between>, "emails" | "alarmsAtOnce" | "routes" | "owners"> = {
  emails: (old, young) => wayChanges("mail")(old, young, securityTeam),
  alarmsAtOnce: (old, young) => atOnceChanges(old, young, securityTeam),
  routes: (before, after) => {
    const nameOf = ({ name }: Route) => name;
    const { lost, gained } = listDifference(before, after, nameOf);
    return [
      ...lost.map(({ name }) =>
        change(changeId("route-removed", name), "less", `The route ${name} is removed: nobody is told by it any more.`),
      ),
      ...gained.map(({ name, minimumSeverity }) =>
        change(changeId("route-added", name), "more", `The route ${name} is new: it gets ${floor(minimumSeverity)}.`),
      ),
      ...pairs(before, after, nameOf).flatMap(([old, young]) =>
        keyChanges(routeWords, old, young, { who: young.name, subject: `The route ${young.name}` }),
      ),
    ];
  },
  owners: {
    notify: (_, young) => [
      young
        ? change("owners-mail-on", "more", "Owners get mail about their accounts.")
        : change("owners-mail-off", "less", "Owners get no mail about their accounts any more."),
    ],
    minimumSeverity: (old, young, { before, after }) =>
      before.alerts.owners.notify && after.alerts.owners.notify
        ? floorChanges(old, young, { who: "owners", subject: "Owners" })
        : [],
  },
};

/** The last recipient of a kind is one change, with those that went before it. */
function wayChanges(way: string): Tell<readonly string[], Recipient> {
  return (before, after, { who }) => {
    const { lost, gained } = listDifference(before, after);
    const emptied = () =>
      change(
        changeId(`${way}s-emptied`, who),
        "less",
        `${who} has no ${way} any more: ${lost.join(", ")} ${lost.length === 1 ? "is" : "are"} not told.`,
      );
    const removed = (each: string) =>
      change(changeId(`${way}-removed`, who, each), "less", `${who} does not tell the ${way} ${each} any more.`);
    return [
      ...(after.length === 0 && lost.length > 0 ? [emptied()] : lost.map(removed)),
      ...gained.map((each) => change(changeId(`${way}-added`, who, each), "more", `${who} tells the ${way} ${each}.`)),
    ];
  };
}

/** @param placeOf what a channel is in, which may be another for the same id */
function channelChanges<Channel extends { readonly channelId: string }>(
  way: string,
  placeOf: (channel: Channel) => string,
): Tell<readonly Channel[], Recipient> {
  const idOf = ({ channelId }: Channel) => channelId;
  return (before, after, recipient) => [
    ...wayChanges(way)(before.map(idOf), after.map(idOf), recipient),
    ...pairs(before, after, idOf)
      .filter(([old, young]) => !isDeepStrictEqual(old, young))
      .map(([old, young]) =>
        change(
          changeId(`${way}-moved`, recipient.who, idOf(young)),
          "same",
          `${recipient.who} tells the ${way} ${idOf(young)} in ${placeOf(young)}, not in ${placeOf(old)}.`,
        ),
      ),
  ];
}

/**
 * Who may subscribe. What is subscribed already stays so, but for the topic of reads, which goes with the last of those
 * that want it.
 */
function subscriberChanges(
  before: readonly string[],
  after: readonly string[],
  { who: route }: Recipient,
): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  return [
    ...lost.map((account) =>
      change(
        changeId("subscriber-account-removed", route, account),
        "less",
        `Account ${account} may not subscribe queues to ${route} any more. What it has subscribed stays so until somebody ends it, or the topic is destroyed.`,
      ),
    ),
    ...gained.map((account) =>
      change(
        changeId("subscriber-account-added", route, account),
        "more",
        `Account ${account} may subscribe queues of its own to ${route}.`,
      ),
    ),
  ];
}

/** Alarms that are not mailed at once come in a digest. */
function atOnceChanges(old: NotifiedSeverity, young: NotifiedSeverity, { who, subject }: Recipient): readonly Change[] {
  const raised = isRaised(old, young);
  return [
    change(
      changeId(`alarms-at-once-${raised ? "fewer" : "more"}`, who, young),
      raised ? "less" : "more",
      `${subject} is mailed at once of alarms: ${floor(young)}, not ${floor(old)}; the others come in the digest of alarms.`,
    ),
  ];
}

/** What another owner means for the watch: the one before hears no more, if owners are told at all. */
export function ownerWatch({ before }: Between): Change["watch"] {
  return before.alerts.owners.notify ? "less" : "same";
}

function floorChanges(old: NotifiedSeverity, young: NotifiedSeverity, { who, subject }: Recipient): readonly Change[] {
  const raised = isRaised(old, young);
  const verb = who === "owners" ? "get" : "gets";
  return [
    change(
      changeId(`floor-${raised ? "raised" : "lowered"}`, who, young),
      raised ? "less" : "more",
      `${subject} ${verb} ${floor(young)} instead of ${floor(old)}.`,
    ),
  ];
}

function isRaised(old: NotifiedSeverity, young: NotifiedSeverity): boolean {
  return notifiedSeverities.indexOf(young) < notifiedSeverities.indexOf(old);
}

function floor(severity: NotifiedSeverity): string {
  return severity === "low" ? "everything" : severity === "critical" ? "what is critical" : `${severity} and above`;
}
