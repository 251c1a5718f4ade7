import type { Organization } from "../organization/organization";
import type { StackJson } from "../review/stack-json";
import type { Deployment } from "../stacks/deployments";
import { type Charge, charges } from "./charges";
import { type PriceName, prices } from "../prices/prices";

/** What is paid for, as people think of it. In this order in tables. */
export const features = [
  "alarms",
  "metrics of detections",
  "dashboard",
  "keys",
  "secrets",
  "decoys",
  "trail",
  "archive",
  "searches of the archive",
  "signs of life",
  "reads that people are told of",
] as const;

export type Feature = (typeof features)[number];

/** Some of what is paid for in a month. */
export interface Item {
  readonly feature: Feature;
  /** `central` is there whatever the number of accounts; the rest comes with each account. */
  readonly part: "central" | "accounts";
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  readonly price: PriceName;
  readonly quantity: number;
}

/** US dollars a month. */
export function dollars(items: readonly Pick<Item, "price" | "quantity">[]): number {
  return items.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);
}

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What the resources of a stack cost, from its JSON: nothing is counted that is not made.
 *
 * @throws Error on a type that charges.ts has no row for
 */
export function itemsOfStack(
  organization: Organization,
  { account, member }: Deployment,
  { resource = {} }: StackJson,
): readonly Item[] {
  const known = new Set<string>();
  return Object.entries(resource).flatMap(([type, byId]) =>
    Object.values(byId).flatMap((attributes) => {
      const owner = attributes.provider === "aws.security" ? organization.security : account;
      return chargesOf(type, attributes)
        .filter(({ once }) => once === undefined || !known.has(once))
        .map(({ price, quantity, once }): Item => {
          if (once !== undefined) known.add(once);
          return {
            feature: featureOf(organization, price, attributes),
            part: member !== undefined || isOfEachAccount(attributes) ? "accounts" : "central",
            account: { id: owner.id, name: owner.name },
            region: typeof attributes.region === "string" ? attributes.region : organization.homeRegion,
            price,
            quantity,
          };
        });
    }),
  );
}

function chargesOf(type: string, attributes: Attributes): readonly Charge[] {
  const charge = charges[type];
  if (charge === undefined) throw new Error(`There is no row for ${type} in costs/charges.ts.`);
  return typeof charge === "function" ? charge(attributes) : [];
}

const featureOfPrice: Partial<Readonly<Record<PriceName, Feature>>> = {
  alarmMetric: "alarms",
  metric: "metrics of detections",
  dashboard: "dashboard",
  key: "keys",
  secret: "secrets",
};

function featureOf({ decoyNames }: Organization, price: PriceName, { name }: Attributes): Feature {
  const feature = featureOfPrice[price];
  if (feature === undefined) throw new Error(`A resource costs ${price}, which is of no feature in costs/bill.ts.`);
  return feature === "secrets" && decoyNames.includes(String(name)) ? "decoys" : feature;
}

/** Central accounts are watched as all others are. */
function isOfEachAccount(attributes: Attributes): boolean {
  const { metadata } = (attributes["//"] ?? {}) as { readonly metadata?: { readonly path?: string } };
  return metadata?.path?.split("/")[1] === "Watch";
}
