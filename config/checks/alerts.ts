import { accountIdPattern } from "../../organization/organization";
import { renderPath, type Problem } from "../files/problem";
import { asEntry, asList, secretsOf, strings, watchedOf, type ConfigView } from "./config-view";

/**
 * Each route has a name of its own and somebody at its end, only its owner is to subscribe a queue, and there is a
 * subscription for every owner.
 */
export function checkAlerts(view: ConfigView): Problem[] {
  return [...checkNames(view), ...checkRecipients(view), ...checkQueues(view), ...checkOwners(view)];
}

function checkNames({ root, settings }: ConfigView): Problem[] {
  const first = new Map<string, readonly (string | number)[]>();
  return routesOf(settings).flatMap(({ route: { name }, path }) => {
    if (typeof name !== "string") return [];
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
      return [];
    }
    return [
      root.problem(
        [...path, "name"],
        `${JSON.stringify(name)} is also the name of ${renderPath(other)} (${root.place([...other, "name"])}); each route has its own.`,
        "Rename one of the two routes.",
      ),
    ];
  });
}

const recipients = ["emails", "https", "queues", "subscriberAccounts", "slack", "teams"] as const;

function checkRecipients({ root, settings }: ConfigView): Problem[] {
  return routesOf(settings)
    .filter(({ route }) =>
      recipients.every((key) => route[key] === undefined || (Array.isArray(route[key]) && route[key].length === 0)),
    )
    .map(({ path }) =>
      root.problem(
        path,
        `nobody gets it; recipients are ${recipients.slice(0, -1).join(", ")} and ${recipients.at(-1)!}.`,
        "Add a recipient, or remove the route.",
      ),
    );
}

/**
 * SNS asks the owner of a queue to confirm a subscription that somebody else made, in a message in that queue; the provider
 * gives up after two minutes: https://github.com/hashicorp/terraform-provider-aws/issues/30964
 */
function checkQueues({ root, settings }: ConfigView): Problem[] {
  const { id } = asEntry(settings.security);
  if (typeof id !== "string" || !accountIdPattern.test(id)) return [];
  return routesOf(settings).flatMap(({ route, path }) => [
    ...strings(route.queues).flatMap(({ text, index }) => {
      const owner = text.split(":")[4] ?? "";
      if (!accountIdPattern.test(owner) || owner === id) return [];
      return [
        root.problem(
          [...path, "queues", index],
          `the queue is of account ${owner}, not of the security account, ${id}; only its owner can subscribe it.`,
          `Write subscriberAccounts: ["${owner}"] instead, and run aws sns subscribe in that account: docs/deploying.md, "Queues of other accounts".`,
        ),
      ];
    }),
    ...strings(route.subscriberAccounts)
      .filter(({ text }) => text === id)
      .map(({ text, index }) =>
        root.problem(
          [...path, "subscriberAccounts", index],
          `${JSON.stringify(text)} is the security account, in which the topics are.`,
          "Write the ARNs of its queues into queues: they are subscribed for you.",
        ),
      ),
  ]);
}

function routesOf(settings: ConfigView["settings"]) {
  return asList(asEntry(settings.alerts).routes).map((route, index) => ({
    route: asEntry(route),
    path: ["alerts", "routes", index],
  }));
}

/**
 * Every owner's subscription has a filter policy.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
const MOST_FILTER_POLICIES = 200;

function checkOwners({ root, settings, accounts }: ConfigView): Problem[] {
  if (asEntry(asEntry(settings.alerts).owners).notify === false) return [];
  const owners = [
    ...accounts.filter(({ kind }) => kind === "member"),
    ...accounts.flatMap(secretsOf),
    ...accounts.flatMap(watchedOf),
  ].flatMap(({ entry }) => (typeof entry.owner === "string" ? [entry.owner] : []));
  const count = new Set(owners).size;
  if (count <= MOST_FILTER_POLICIES) return [];
  return [
    root.problem(
      ["alerts", "owners"],
      `accounts and secrets have ${count} different owners; a topic takes ${MOST_FILTER_POLICIES} addresses, each with what is its own.`,
      "Let owners share addresses, or write owners: { notify: false }.",
    ),
  ];
}
