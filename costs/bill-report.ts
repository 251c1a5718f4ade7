import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { dollars, type Feature, features, type Item } from "./bill";
import { priceList, type PriceName, prices } from "../prices/prices";
import type { Saving } from "./savings";
import type { Searches } from "./searches";
import type { Usage } from "./usage";

/** What is told of costs. */
export interface Bill {
  readonly items: readonly Item[];
  readonly usage: Usage;
  /** Name of the base, and what that costs. @default - nothing is compared */
  readonly base?: string;
  readonly before?: readonly Item[];
  readonly savings: readonly Saving[];
  /** What asking the archive costs. @default - there is no table to ask */
  readonly searches?: Searches;
}

/** A table with what is said of it. */
export interface Part {
  readonly title: string;
  /** Names of the columns, and on which side their cells stand. */
  readonly columns: Readonly<Record<string, "left" | "right">>;
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Accounts that are named; more in a comment help nobody. */
const MOST_ACCOUNTS = 10;

/** Names of accounts in a line. */
const MOST_NAMES = 3;

/** Less changed by rounding. */
const WORTH_SAYING = 0.005;

/** Of a bill, in words and tables: the change first, where there is a base. */
export function billReport(bill: Bill): readonly Part[] {
  const { items, before } = bill;
  return [
    ...(before === undefined ? [] : [changePart(bill, before)]),
    featurePart(bill),
    placesPart("By account", "account", items, ({ account }) => account.name),
    placesPart("By region", "region", items, ({ region }) => region),
    ...(bill.savings.length === 0 ? [] : [savingsPart(bill.savings)]),
  ];
}

/** The same for machines. */
export function billReportJson({ items, before, base, savings, usage, searches }: Bill): object {
  const sums = (some: readonly Item[]) => ({
    usdAMonth: rounded(dollars(some)),
    central: rounded(dollars(some.filter(({ part }) => part === "central"))),
    accounts: rounded(dollars(some.filter(({ part }) => part === "accounts"))),
  });
  return {
    prices: priceList,
    usage,
    ...sums(items),
    features: Object.fromEntries(
      [...groupsOf(items, ({ feature }) => feature)].map(([feature, some]) => [feature, sums(some)]),
    ),
    byAccount: [...groupsOf(items, ({ account }) => account.id)].map(([id, some]) => ({
      id,
      name: some[0]!.account.name,
      ...sums(some),
    })),
    byRegion: Object.fromEntries(
      [...groupsOf(items, ({ region }) => region)].map(([name, some]) => [name, sums(some)]),
    ),
    items: quantities(items),
    ...(searches === undefined ? {} : { searches: searchesJson(searches) }),
    ...(before === undefined ? {} : { base: { name: base, ...sums(before) }, changes: changesOf(before, items) }),
    savings: savings.map(({ usd, ...saving }) => ({ usdAMonth: rounded(usd), ...saving })),
  };
}

/** What one feature costs more or less, and in which accounts. */
interface CostChange {
  readonly feature: Feature;
  readonly usdAMonth: number;
  readonly accounts: readonly string[];
}

function changesOf(before: readonly Item[], after: readonly Item[]): readonly CostChange[] {
  const [then, now] = [before, after].map((items) => groupsOf(items, ({ feature }) => feature));
  return features
    .map((feature) => {
      const [old, young] = [then!.get(feature) ?? [], now!.get(feature) ?? []];
      return { feature, usdAMonth: rounded(dollars(young) - dollars(old)), accounts: accountsThatChange(old, young) };
    })
    .filter(({ usdAMonth }) => Math.abs(usdAMonth) >= WORTH_SAYING)
    .sort((one, other) => Math.abs(other.usdAMonth) - Math.abs(one.usdAMonth));
}

function accountsThatChange(before: readonly Item[], after: readonly Item[]): readonly string[] {
  const [then, now] = [before, after].map((items) => groupsOf(items, ({ account }) => account.name));
  return [...new Set([...then!.keys(), ...now!.keys()])].filter(
    (name) => Math.abs(dollars(now!.get(name) ?? []) - dollars(then!.get(name) ?? [])) >= WORTH_SAYING,
  );
}

function changePart({ items, base }: Bill, before: readonly Item[]): Part {
  const difference = dollars(items) - dollars(before);
  const changes = changesOf(before, items);
  return {
    title: `Against ${base!}: ${signed(difference)} a month`,
    columns: {},
    rows: [],
    notes:
      changes.length === 0
        ? ["Nothing that costs something changes."]
        : changes.map(
            ({ feature, usdAMonth, accounts }) =>
              `${signed(usdAMonth)}: ${feature} in ${
                accounts.length > MOST_NAMES ? plural(accounts.length, "account") : accounts.join(", ")
              }`,
          ),
  };
}

function featurePart({ items, usage, searches }: Bill): Part {
  const { events, toldReads, messages } = usage;
  const groups = groupsOf(items, ({ feature }) => feature);
  const row = (name: string, some: readonly Item[]) => [
    name,
    ...(["central", "accounts"] as const).map((each) => money(dollars(some.filter(({ part }) => part === each)))),
    money(dollars(some)),
  ];
  return {
    title: "What it costs a month, in US dollars",
    columns: { feature: "left", central: "right", accounts: "right", together: "right" },
    rows: [
      ...features.flatMap((feature) => (groups.has(feature) ? [row(feature, groups.get(feature)!)] : [])),
      row("together", items),
    ],
    notes: [
      `Prices of ${priceList.region}, ${priceList.month}; free tiers and discounts for much are not taken off.`,
      ...(events === undefined
        ? ["What the trail brings into CloudWatch Logs and the archive is not in it: say --history or --events."]
        : []),
      ...((toldReads ?? messages) === undefined
        ? ["What people are told of is not in it: say --history. 10,000 reads cost some 7 cents."]
        : []),
      ...(searches === undefined ? [] : searchNotes(searches, usage)),
    ],
  };
}

/** Queries cost nothing while nobody asks, so they are beside the sum until somebody says how often. */
function searchNotes({ usdAtMost, scanLimitGigabytes, ofMonth }: Searches, usage: Usage): readonly string[] {
  const isCounted = ofMonth !== undefined && (usage.searches ?? 0) > 0;
  const most = `Athena takes $${money(usdAtMost)} at most for what a query reads, ${scanLimitGigabytes} GB (archive.athena.scanLimitGigabytes).`;
  if (ofMonth === undefined) {
    return [`Queries of Athena are not in it. ${most} What a history of a month takes: say --history or --events.`];
  }
  const once = `history --athena of a month takes ${plural(ofMonth.queries, "query")}, about $${money(ofMonth.usd)} together at a guess`;
  return [
    isCounted
      ? `${once}; it is in the sum ${plural(usage.searches!, "time")}. ${most}`
      : `Queries of Athena are not in it: ${once}; --searches says how often. ${most}`,
  ];
}

function placesPart(title: string, column: string, items: readonly Item[], place: (item: Item) => string): Part {
  const sums = [...groupsOf(items, place)]
    .map(([name, some]) => [name, dollars(some)] as const)
    .sort(([, one], [, other]) => other - one);
  const rest = sums.slice(MOST_ACCOUNTS);
  return {
    title,
    columns: { [column]: "left", "a month": "right" },
    rows: sums.slice(0, MOST_ACCOUNTS).map(([name, usd]) => [name, money(usd)]),
    notes:
      rest.length === 0
        ? []
        : [
            `${plural(rest.length, `other ${column}`)}, ${money(rest.reduce((sum, [, usd]) => sum + usd, 0))} together: ` +
              `${andMore(
                rest.map(([name]) => name),
                MOST_NAMES,
              )}. --format json has all.`,
          ],
  };
}

function savingsPart(some: readonly Saving[]): Part {
  return {
    title: "What would make it cheaper",
    columns: { "a month": "right", by: "left", "gives up": "left" },
    rows: some.map(({ usd, set, givesUp }) => [money(-usd), set, givesUp]),
    notes: [],
  };
}

/** How much of what at which price. */
function quantities(items: readonly Item[]): readonly object[] {
  return [...groupsOf(items, ({ feature, price }) => `${feature}\n${price}`)].map(([key, some]) => {
    const [feature, price] = key.split("\n") as [string, PriceName];
    const quantity = some.reduce((sum, each) => sum + each.quantity, 0);
    const { usd, one, source } = prices[price];
    return { feature, price, quantity, usdForOne: usd, one, source, usdAMonth: rounded(dollars(some)) };
  });
}

function groupsOf<Key>(items: readonly Item[], key: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function searchesJson({ usdAtMost, ofMonth, ...limit }: Searches): object {
  return {
    usdAQueryAtMost: rounded(usdAtMost),
    ...limit,
    ...(ofMonth === undefined ? {} : { ofMonth: { queries: ofMonth.queries, usd: rounded(ofMonth.usd) } }),
  };
}

function rounded(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function money(usd: number): string {
  return rounded(usd).toFixed(2);
}

function signed(usd: number): string {
  const amount = money(Math.abs(usd));
  return amount === "0.00" ? "$0.00" : `${usd < 0 ? "-" : "+"} $${amount}`;
}
