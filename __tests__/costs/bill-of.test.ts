import { mkdtempSync } from "node:fs";
import path from "node:path";

import { dollars, type Item } from "../../costs/bill";
import { billOf } from "../../costs/bill-of";
import type { prices } from "../../prices/prices";
import { savings } from "../../costs/savings";
import { searchesOf } from "../../costs/searches";
import type { Usage } from "../../costs/usage";
import type { Organization } from "../../organization/organization";
import { edited as editedText, organizationFrom, type OrganizationText } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const bill = (organization: Organization, usage: Usage = {}) =>
  billOf(organization, usage, mkdtempSync(path.join(temporaryDirectory(), "bill-")));

const edited = (edit: (it: OrganizationText) => void = () => undefined) => organizationFrom(editedText(edit));

const quantity = (items: readonly Item[], price: keyof typeof prices) =>
  items.filter((item) => item.price === price).reduce((sum, item) => sum + item.quantity, 0);

test("a member costs what it brings, and the centre what it costs without it", () => {
  const withAll = bill(edited());
  const without = bill(edited((it) => it.members.pop()));

  // The roll call looks through more signs of life.
  const fixed = ({ part, feature }: Item) => part === "central" && feature !== "signs of life";
  const ofMember = ({ account }: Item) => account.name === "lab";
  expect(dollars(withAll.filter(fixed))).toBe(dollars(without.filter(fixed)));
  expect(dollars(withAll) - dollars(without)).toBeCloseTo(dollars(withAll.filter(ofMember)), 2);
  expect(dollars(withAll.filter(ofMember))).toBeGreaterThan(1);
});

test("each secret, each copy and each decoy of each account is one secret, and filters of one metric are one metric", () => {
  const organization = edited((it) => (it.defaults.decoys = [{ name: "prod/bait" }]));

  const items = bill(organization);

  const secrets = organization.members.flatMap((member) => member.secrets);
  expect(quantity(items, "secret")).toBe(
    secrets.reduce((sum, { replicaRegions }) => sum + 1 + replicaRegions.length, 0),
  );
  expect(items.filter(({ feature }) => feature === "decoys")).toHaveLength(organization.members.length);
});

test("the trail costs what its events do, and nothing is said of it while they are not known", () => {
  const organization = edited();

  const unknown = bill(organization);
  const known = bill(organization, { events: 10_000_000 });

  expect(unknown.filter(({ feature }) => feature === "trail" || feature === "archive")).toEqual([]);
  // 13.4 GB at $0.50.
  const ingested = known.filter(({ feature, price }) => feature === "trail" && price === "logsIngested");
  expect(dollars(ingested)).toBeCloseTo(6.7);
});

const withAthena = (athena: object = {}) => edited((it) => (it.archive = { ...(it.archive as object), athena }));

test("searches of the archive cost as often as they are made, for bytes and for each file, where the bucket is", () => {
  const organization = withAthena();
  const usage = { events: 20_000_000 };

  const [never, once, daily] = [0, 1, 30].map((searches) => bill(organization, { ...usage, searches }));

  const ofSearches = (items: readonly Item[]) => items.filter(({ feature }) => feature === "searches of the archive");
  expect(ofSearches(never!)).toEqual([]);
  const { ofMonth } = searchesOf(organization, usage)!;
  expect(dollars(ofSearches(once!))).toBeCloseTo(ofMonth!.usd);
  expect(dollars(ofSearches(daily!))).toBeCloseTo(30 * ofMonth!.usd);
  expect(ofSearches(once!).map(({ account }) => account.id)).toEqual(
    Array(3).fill((organization.logArchive ?? organization.security).id),
  );
  // 20 million events are 3.24 GB, which each of the queries reads.
  expect(quantity(ofSearches(once!), "athenaTerabyte")).toBeCloseTo(0.00324 * ofMonth!.queries, 5);
  expect(quantity(ofSearches(once!), "keyUse")).toBe(quantity(ofSearches(once!), "read"));
});

test("a file has at least one event, and an account and region no more than one file every five minutes", () => {
  const organization = withAthena();
  const places = [
    organization.management,
    organization.security,
    organization.logArchive,
    ...organization.members,
  ].flatMap((account) => account?.regions ?? []);
  const files = (events: number) => quantity(bill(organization, { events, searches: 1 }), "read");
  const { queries } = searchesOf(organization, { events: 1 })!.ofMonth!;

  expect(files(1)).toBe(queries);
  expect(files(10 ** 8)).toBeCloseTo(queries * places.length * 288 * (730 / 24), -2);
});

test("a query takes the limit at most, and what a month of them takes is not said while its events are not known", () => {
  expect(searchesOf(edited(), { events: 1 })).toBeUndefined();
  expect(searchesOf(withAthena({ scanLimitGigabytes: 250 }), {})).toEqual({
    usdAtMost: 1.25,
    scanLimitGigabytes: 250,
  });
});

test("a key that encrypts nothing but decoys is what kmsKey: aws saves", () => {
  const decoys = (kmsKey: "account" | "aws") =>
    edited((it) => {
      it.defaults.decoys = [{ name: "prod/bait", kmsKey }];
      for (const member of it.members) member.secrets = [];
    });
  const before = decoys("account");

  const [dear, cheap] = [bill(before), bill(decoys("aws"))];

  const { members } = before;
  expect(quantity(dear, "key") - quantity(cheap, "key")).toBe(members.length);
  expect(savings(before, {}, dear)).toContainEqual(
    expect.objectContaining({ usd: members.length, set: expect.stringContaining("kmsKey: aws") as string }),
  );
  expect(savings(decoys("aws"), {}, cheap).map(({ set }) => set)).not.toContainEqual(expect.stringContaining("kmsKey"));
});
