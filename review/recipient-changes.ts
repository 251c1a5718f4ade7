import type { Organization } from "../config/organization";
import { notifiedSeverities, type NotifiedSeverity } from "../detections/detection";
import { changeId, listDifference, pairs, type Change } from "./change";

type Alerts = Organization["alerts"];
type Route = Alerts["routes"][number];

/** Who is told newly or no longer, and of what. */
export function recipientChanges({ alerts: before }: Organization, { alerts: after }: Organization): readonly Change[] {
  const nameOf = ({ name }: Route) => name;
  const routes = listDifference(before.routes, after.routes, nameOf);
  return [
    ...wayChanges("security-team", "mail", before.emails, after.emails),
    ...atOnceChanges("security-team", "The security team", before.alarmsAtOnce, after.alarmsAtOnce),
    ...routes.lost.map(({ name }) =>
      change(
        changeId("route-removed", name),
        "less",
        `The route ${name} is removed: nobody is told by it any more.`,
        true,
      ),
    ),
    ...routes.gained.map(({ name, minimumSeverity }) =>
      change(changeId("route-added", name), "more", `The route ${name} is new: it gets ${floor(minimumSeverity)}.`),
    ),
    ...pairs(before.routes, after.routes, nameOf).flatMap(([old, young]) => routeChanges(old, young)),
    ...ownerChanges(before.owners, after.owners),
  ];
}

function change(id: string, watch: Change["watch"], text: string, guarded = false): Change {
  return { id, area: "recipients", watch, guarded, text };
}

function routeChanges(old: Route, young: Route): readonly Change[] {
  const { name } = young;
  return [
    ...floorChanges(name, `The route ${name}`, old.minimumSeverity, young.minimumSeverity),
    ...atOnceChanges(name, `The route ${name}`, old.alarmsAtOnce, young.alarmsAtOnce),
    ...wayChanges(name, "mail", old.emails, young.emails),
    ...wayChanges(name, "endpoint", old.https, young.https),
    ...wayChanges(name, "queue", old.queues, young.queues),
    ...subscriberChanges(name, old.subscriberAccounts, young.subscriberAccounts),
    ...wayChanges(name, "Slack channel", ...both(old.slack, young.slack)),
    ...wayChanges(name, "Teams channel", ...both(old.teams, young.teams)),
  ];
}

function both(...lists: readonly [readonly { channelId: string }[], readonly { channelId: string }[]]) {
  const ids = (list: readonly { channelId: string }[]) => list.map(({ channelId }) => channelId);
  return [ids(lists[0]), ids(lists[1])] as const;
}

/** The last recipient of a kind needs an acknowledgement. */
function wayChanges(
  route: string,
  way: string,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  const kind = way.toLowerCase().replace(" ", "-");
  const emptied = change(
    changeId(`${kind}s-emptied`, route),
    "less",
    `${route} has no ${way} any more: ${lost.join(", ")} ${lost.length === 1 ? "is" : "are"} not told.`,
    true,
  );
  return [
    ...(after.length === 0 && lost.length > 0
      ? [emptied]
      : lost.map((each) =>
          change(
            changeId(`${kind}-removed`, route, each),
            "less",
            `${route} does not tell the ${way} ${each} any more.`,
          ),
        )),
    ...gained.map((each) =>
      change(changeId(`${kind}-added`, route, each), "more", `${route} tells the ${way} ${each}.`),
    ),
  ];
}

/**
 * Who may subscribe. What is subscribed already stays so, but for the topic of reads, which goes with the last of those
 * that want it: that needs an acknowledgement.
 */
function subscriberChanges(route: string, before: readonly string[], after: readonly string[]): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  return [
    ...lost.map((account) =>
      change(
        changeId("subscriber-account-removed", route, account),
        "less",
        `Account ${account} may not subscribe queues to ${route} any more. What it has subscribed stays so until somebody ends it, or the topic is destroyed.`,
        after.length === 0,
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

function ownerChanges(old: Alerts["owners"], young: Alerts["owners"]): readonly Change[] {
  if (!young.notify) {
    return old.notify
      ? [change("owners-mail-off", "less", "Owners get no mail about their accounts any more.", true)]
      : [];
  }
  if (!old.notify) return [change("owners-mail-on", "more", "Owners get mail about their accounts.")];
  return floorChanges("owners", "Owners", old.minimumSeverity, young.minimumSeverity);
}

/** Alarms that are not mailed at once come in a digest. */
function atOnceChanges(
  who: string,
  subject: string,
  old: NotifiedSeverity,
  young: NotifiedSeverity,
): readonly Change[] {
  if (old === young) return [];
  const raised = notifiedSeverities.indexOf(young) < notifiedSeverities.indexOf(old);
  return [
    change(
      changeId(`alarms-at-once-${raised ? "fewer" : "more"}`, who, young),
      raised ? "less" : "more",
      `${subject} is mailed at once of alarms: ${floor(young)}, not ${floor(old)}; the others come in the digest of alarms.`,
    ),
  ];
}

function floorChanges(who: string, subject: string, old: NotifiedSeverity, young: NotifiedSeverity): readonly Change[] {
  if (old === young) return [];
  const raised = notifiedSeverities.indexOf(young) < notifiedSeverities.indexOf(old);
  const verb = who === "owners" ? "get" : "gets";
  return [
    change(
      changeId(`floor-${raised ? "raised" : "lowered"}`, who, young),
      raised ? "less" : "more",
      `${subject} ${verb} ${floor(young)} instead of ${floor(old)}.`,
    ),
  ];
}

function floor(severity: NotifiedSeverity): string {
  return severity === "low" ? "everything" : severity === "critical" ? "what is critical" : `${severity} and above`;
}
