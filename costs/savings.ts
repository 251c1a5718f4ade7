import type { Organization } from "../organization/organization";
import { keyRegionsOf } from "../stacks/member-stack";
import { plural } from "../text/plural";
import { dollars, type Item } from "./bill";
import { itemsOfUsage, type Usage } from "./usage";

/** Something to set that costs less, and what it gives up. */
export interface Saving {
  /** US dollars a month. */
  readonly usd: number;
  /** What to write into the configuration. */
  readonly set: string;
  readonly givesUp: string;
}

/** Less is not worth a line. */
const WORTH_SAYING = 1;

/** What would make it cheaper, the most first. */
export function savings(organization: Organization, usage: Usage, items: readonly Item[]): readonly Saving[] {
  const { alerts, trail, logGroup, detections } = organization;
  const spent = (features: readonly Item["feature"][]) =>
    dollars(items.filter(({ feature }) => features.includes(feature)));
  const withChange = (changed: Partial<Organization>) =>
    dollars(itemsOfUsage(organization, usage)) - dollars(itemsOfUsage({ ...organization, ...changed }, usage));
  const counted = detections.filter(({ severity, sharesFilter }) => severity === "info" && sharesFilter === undefined);
  const all: readonly Saving[] = [
    {
      usd: trail.existing === undefined ? dollars(itemsOfUsage(organization, usage).filter(isOfOwnTrail)) : 0,
      set: "trail.existing, where the organization has a trail with a log group already",
      givesUp: "nothing: docs/existing-trail.md",
    },
    {
      usd: withChange({ logGroup: { ...logGroup, retentionDays: SHORT_DAYS } }),
      set: `logGroup.retentionDays: ${SHORT_DAYS}`,
      givesUp: "queries of the log group over a longer time; the archive keeps the files",
    },
    {
      usd: withChange({ alerts: { ...alerts, heartbeatMinutes: 60 } }),
      set: "alerts.heartbeatMinutes: 60",
      givesUp: "that an account that falls silent is noticed sooner",
    },
    {
      usd: withChange({ trail: { ...trail, insights: [] } }),
      set: "trail.insights: []",
      givesUp: "what CloudTrail finds unusual",
    },
    {
      usd: dollars([{ price: "metric", quantity: counted.length }]),
      set: `detections.<id>.enabled: false for ${plural(counted.length, "detection")} of severity info`,
      givesUp: "their charts: they raise no alarm",
    },
    {
      usd: dollars([{ price: "key", quantity: keysOfDecoysAlone(organization) }]),
      set: "kmsKey: aws for each of defaults.decoys, before they are deployed",
      givesUp: "a key of the account's own, where there is nothing to protect",
    },
    {
      usd: spent(["decoys"]),
      set: "decoys in fewer accounts",
      givesUp: "that an intruder is seen by the first secret that looks worth reading",
    },
  ];
  return all.filter(({ usd }) => usd >= WORTH_SAYING).sort((one, other) => other.usd - one.usd);
}

const SHORT_DAYS = 90;

/** Keys of accounts and regions that encrypt nothing but decoys. */
function keysOfDecoysAlone({ members }: Organization): number {
  return members.reduce((count, { secrets }) => {
    const others = secrets.map((secret) => (secret.decoy ? { ...secret, kmsKey: "aws" as const } : secret));
    return count + keyRegionsOf({ secrets }).length - keyRegionsOf({ secrets: others }).length;
  }, 0);
}

function isOfOwnTrail({ price }: Item): boolean {
  return price === "logsIngested" || price === "bucketGb" || price === "archivedGb";
}
