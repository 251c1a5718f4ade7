import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { decoyName, listedParameter, placedVictim, plants, victim } from "./planted-intruders";
import {
  accounts,
  DAYS,
  type Event,
  every,
  fromAddress,
  other,
  own,
  readEvent,
  roleIdentity,
  secretArn,
  throughEndpoint,
  wholeArn,
} from "./read-events";

/** An organization, a month of reads in it, and somebody among them who should not be there. */
export interface GeneratedHistory {
  /** Content of files by name; organization.yaml is the configuration. */
  readonly files: Readonly<Record<string, string>>;
  /** Each with an id of its own; those of the plant among them. */
  readonly events: readonly CloudTrailRecord[];
  readonly plant: GeneratedPlant;
}

export interface GeneratedPlant {
  /** Key of `plants`. */
  readonly kind: string;
  /** In a sentence. */
  readonly what: string;
  /** ARNs of the roles and users that it reads with, or `service/NAME`; none of the root user. */
  readonly principals: readonly string[];
  /** What it did. */
  readonly events: readonly CloudTrailRecord[];
}

/** A program with a role of its own, which reads what it needs day after day. */
interface App {
  readonly name: string;
  readonly account: string;
  readonly secrets: readonly string[];
  readonly place: "endpoint" | "nat" | "anywhere";
  readonly asks: "name" | "arn" | "partial";
  readonly everyDays: number;
  readonly hour: number;
  /** How the file has it already. */
  readonly expected: "not" | "secret" | "account";
}

const secretNames = ["prod/db", "prod/payments/db", "prod/payments/key", "prod/payments/api", "ci/token", "legacy"];
const appNames = ["api", "worker", "report", "sync", "billing", "mailer", "search", "export"];

const arbitraryApp = (name: string): fc.Arbitrary<App> =>
  fc.record({
    name: fc.constant(name),
    account: fc.constantFrom(...accounts),
    secrets: fc.subarray(secretNames, { minLength: 1, maxLength: 4 }),
    place: fc.constantFrom("endpoint", "endpoint", "nat", "anywhere"),
    asks: fc.constantFrom("name", "arn", "partial"),
    everyDays: fc.constantFrom(1, 1, 2, 7),
    hour: fc.integer({ min: 5, max: 20 }),
    expected: fc.constantFrom("not", "not", "secret", "account"),
  });

/** @param kinds of plants, keys of `plants` */
export function arbitraryHistory(kinds: readonly string[] = Object.keys(plants)): fc.Arbitrary<GeneratedHistory> {
  return fc
    .record({
      apps: fc.subarray(appNames, { minLength: 3 }).chain((names) => fc.tuple(...names.map(arbitraryApp))),
      /** Names that the file has, of those that are read. */
      listed: fc.subarray(secretNames),
      listsPath: fc.boolean(),
      kind: fc.constantFrom(...kinds),
      day: fc.integer({ min: 4, max: DAYS - 2 }),
      hour: fc.integer({ min: 0, max: 23 }),
    })
    .map(({ apps, listed, listsPath, kind, day, hour }) => {
      const { what, principals, events } = plants[kind]!;
      const planted = events({ day, hour }).map((event, index) => ({ ...event, eventID: `plant-${index}` }));
      const others = [...victims(), ...apps.flatMap(readsOfApp)].map((event, index) => ({
        ...event,
        eventID: `read-${index}`,
      }));
      return {
        files: filesOf(apps, listed, listsPath),
        events: [...others, ...planted],
        plant: { kind, what, principals, events: planted },
      };
    });
}

function victims(): readonly Event[] {
  const victimIdentity = roleIdentity(victim.role);
  return every(1).flatMap((day) => [
    ...victim.hours.map((hour) => readEvent(victimIdentity, victim.secret, { day, hour })),
    readEvent(roleIdentity(placedVictim.role), placedVictim.secret, { day, hour: 7 }),
  ]);
}

function readsOfApp(app: App): readonly Event[] {
  const identity = roleIdentity(`service/${app.name}`, app.account);
  return every(app.everyDays).flatMap((day) =>
    app.secrets.map((secret, index) => {
      const asked = { name: secret, arn: wholeArn(secret, app.account), partial: secretArn(secret, app.account) }[
        app.asks
      ];
      const when = { day, hour: app.hour, minute: 2 * index };
      return readEvent(identity, asked, when, { ...placeOf(app, day), recipientAccountId: app.account });
    }),
  );
}

function placeOf({ place, name, account }: App, day: number): object {
  if (place === "endpoint") return throughEndpoint(account === own ? undefined : "vpce-0aaaabbbbccccdddd");
  // A NAT gateway has one address, and AWS lends another each day to what runs in no VPC. Those of documentation are nobody's.
  return fromAddress(place === "nat" ? `8.8.8.${name.length}` : `8.8.4.${day + 1}`);
}

function filesOf(
  apps: readonly App[],
  listed: readonly string[],
  listsPath: boolean,
): Readonly<Record<string, string>> {
  const readersAt = (account: string, expected: App["expected"], secret?: string) =>
    apps
      .filter((app) => app.account === account && app.expected === expected)
      .filter(({ secrets }) => secret === undefined || secrets.includes(secret))
      .map(({ name }) => `role/service/${name}`);
  const list = (readers: readonly string[]) => `[${readers.join(", ")}]`;
  const member = (name: string, id: string, more: readonly string[]) => [
    `  - name: ${name}`,
    `    id: "${id}"`,
    "    organizationalUnit: workloads",
    "    owner: payments@secretwatch.dev # who is told",
    `    expectedReaders: ${list(readersAt(id, "account"))}`,
    ...more,
  ];
  const watched = (id: string) => [
    "    watchedSecrets:",
    ...listed.flatMap((name) => [
      `      - name: ${name}`,
      `        expectedReaders: ${list(readersAt(id, "secret", name))}`,
    ]),
    ...(listsPath ? ["      - name: prod/payments/* # all of it"] : []),
  ];
  const first = [
    ...watched(own),
    `      - { name: ${placedVictim.secret}, expectedReaders: [{ reader: role/${placedVictim.role}, from: [vpce-0123456789abcdef0] }] }`,
    "    watchedParameters:",
    `      - name: ${listedParameter}`,
  ];
  const second = listed.length > 0 || listsPath ? watched(other) : [];
  const lines = (some: readonly string[]) => some.map((line) => `${line}\n`).join("");
  return {
    "organization.yaml": `${head}members:\n${lines(member("payments", own, first))}`,
    "accounts/shop.yaml": `members:\n${lines(member("shop", other, second))}`,
  };
}

const head = `organizationId: o-q3k8z7m2x1
organizationalUnits: { workloads: ou-q3k8-workload }
homeRegion: eu-west-1
governedRegions: [eu-west-1, eu-central-1]
management: { name: management, id: "901234567801" }
security: { name: security, id: "901234567802" }
alerts: { emails: [on-call@secretwatch.dev] }
defaults:
  decoys:
    - name: ${decoyName}
include: [accounts/*.yaml]
`;
