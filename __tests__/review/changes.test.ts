import { changesBetween } from "../../review/organization-changes";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";

const base = organizationFrom(small);

/** Each change in a line: what it does to the watch, whether it is guarded, its id and its account. */
function changes(edit: (organization: OrganizationText) => void, before = base): readonly string[] {
  return changesBetween(before, organizationFrom(edited(edit))).map(
    ({ id, watch, guarded, account }) =>
      `${watch}${guarded ? " guarded" : ""} ${id}${account === undefined ? "" : ` @${account.name}`}`,
  );
}

test("nothing changes where nothing was edited, nor where keys stand in another order", () => {
  expect(changes(() => undefined)).toEqual([]);
  expect(changes((it) => it.members.reverse())).toEqual([]);
});

type Case = readonly [string, (it: OrganizationText) => void, readonly string[]];

const less: readonly Case[] = [
  ["an account is removed", (it) => it.members.pop(), ["less guarded account-removed/lab @lab"]],
  [
    "a secret is removed",
    (it) => it.members[0]!.secrets!.pop(),
    ["less guarded secret-removed/shop/eu-west-1/prod/shop/api-key @shop"],
  ],
  [
    "a secret gets another region",
    (it) => (it.members[0]!.secrets![1]!.region = "eu-central-1"),
    [
      "less guarded secret-removed/shop/eu-west-1/prod/shop/api-key @shop",
      "more secret-added/shop/eu-central-1/prod/shop/api-key @shop",
    ],
  ],
  [
    "the last decoy is removed, once for all accounts",
    (it) => it.defaults.decoys.pop(),
    ["less guarded decoy-removed/prod/backup/root @shop", "less guarded decoy-removed/prod/backup/root @lab"],
  ],
  [
    "a reader of an account is added",
    (it) => (it.members[0]!.expectedReaders = ["role/admin"]),
    ["less guarded reader-added/shop/role/admin @shop"],
  ],
  [
    "a reader of a secret is added",
    (it) => (it.members[0]!.secrets![1]!.expectedReaders = ["role/batch"]),
    ["less guarded reader-added/shop/eu-west-1/prod/shop/api-key/role/batch @shop"],
  ],
  ["a wave is quiet", (it) => (it.modes = { canary: "quiet" }), ["less guarded mode-quiet/lab @lab"]],
  [
    "every wave is quiet",
    (it) => (it.modes = { canary: "quiet", all: "quiet" }),
    [
      "less guarded mode-quiet/shop @shop",
      "less guarded mode-quiet/lab @lab",
      "less guarded mode-quiet/management @management",
      "less guarded mode-quiet/security @security",
    ],
  ],
  [
    "a region is not governed any more",
    (it) => {
      it.governedRegions = ["eu-west-1"];
      delete it.members[0]!.secrets![0]!.replicaRegions;
    },
    ["same replica-removed/shop/eu-west-1/prod/shop/database @shop", "less guarded region-removed/eu-central-1"],
  ],
  [
    "an account leaves a region out",
    (it) => (it.members[1]!.regions = ["eu-west-1"]),
    ["less guarded account-region-left-out/lab/eu-central-1 @lab"],
  ],
  [
    "the management account leaves a region out",
    (it) => (it.management = { name: "management", id: "111111111111", regions: ["eu-west-1"] }),
    ["less guarded account-region-left-out/management/eu-central-1 @management"],
  ],
  [
    "a detection is off",
    (it) => (it.detections["secret-read-denied"] = { enabled: false }),
    ["less guarded detection-off/secret-read-denied"],
  ],
  [
    "a detection is only counted",
    (it) => (it.detections["secret-read-denied"] = { severity: "info" }),
    ["less guarded severity-lowered/secret-read-denied/info"],
  ],
  [
    "a detection wants more events",
    (it) => (it.detections["secret-deleted"] = { threshold: 7 }),
    ["less guarded alarm-harder/secret-deleted"],
  ],
  [
    "a principal is excluded",
    (it) => (it.detections["secret-deleted"] = { excludePrincipals: ["role/cleaner"] }),
    ["less guarded principal-excluded/secret-deleted/role/cleaner"],
  ],
  ["a mail is removed", (it) => it.alerts.emails.pop(), ["less guarded mail-removed/security-team/lead@acorn.example"]],
  [
    "the last mail of a route is removed",
    (it) => (it.alerts.routes[0] = { name: "pager", minimumSeverity: "high", https: ["https://pager.acorn.example"] }),
    ["less guarded mails-emptied/pager", "more endpoint-added/pager/https://pager.acorn.example"],
  ],
  ["a route is removed", (it) => it.alerts.routes.pop(), ["less guarded route-removed/pager"]],
  [
    "a route gets what is critical only",
    (it) => (it.alerts.routes[0]!.minimumSeverity = "critical"),
    ["less guarded floor-raised/pager/critical"],
  ],
  [
    "a route gets fewer alarms at once",
    (it) => (it.alerts.routes[0]!.alarmsAtOnce = "critical"),
    ["less guarded alarms-at-once-fewer/pager/critical"],
  ],
  [
    "the security team gets fewer alarms at once",
    (it) => (it.alerts.alarmsAtOnce = "critical"),
    ["less guarded alarms-at-once-fewer/security-team/critical"],
  ],
  ["owners get no mail", (it) => (it.alerts.owners = { notify: false }), ["less guarded owners-mail-off"]],
  [
    "owners get less",
    (it) => (it.alerts.owners = { minimumSeverity: "high" }),
    ["less guarded floor-raised/owners/high"],
  ],
  ["there are no signs of life", (it) => (it.alerts.heartbeat = false), ["less guarded heartbeat-off"]],
  ["the roll is called less often", (it) => (it.alerts.heartbeatMinutes = 120), ["less guarded heartbeat-later"]],
  ["silence is noticed later", (it) => (it.alerts.silenceMinutes = 60), ["less guarded silence-later"]],
  ["a guardrail is taken off", (it) => (it.guardrails = {}), ["less guarded guardrail-off/protectWatch/sandbox"]],
  [
    "events are kept for less time",
    (it) => (it.logGroup = { retentionDays: 90 }),
    ["less guarded log-retention-shortened"],
  ],
  [
    "files are kept for less time",
    (it) => (it.archive = { expireAfterDays: 365 }),
    ["less guarded archive-expiry-shortened"],
  ],
  ["replay is kept for less time", (it) => (it.alerts.archiveDays = 7), ["less guarded replay-archive-shortened"]],
  ["KMS calls are left out", (it) => (it.trail = { excludeKmsEvents: true }), ["less guarded kms-events-off"]],
];

test.each(less)("less is watched where %s", (_, edit, expected) => {
  expect(changes(edit)).toEqual(expected);
});

test.each(less.filter(([name]) => !name.startsWith("the last mail") && !name.includes("another region")))(
  "more is watched where that is taken back: %s",
  (_, edit) => {
    const back = changesBetween(organizationFrom(edited(edit)), base);

    expect(back.length).toBeGreaterThan(0);
    expect(back.filter(({ watch, guarded }) => watch === "less" || guarded)).toEqual([]);
  },
);

describe("places of a reader", () => {
  const endpoint = "vpce-0123456789abcdef0";
  const from = (...places: readonly string[]) => ({ reader: "role/batch", from: [...places] });
  const told = (before: readonly Reader[], after: readonly Reader[]) => {
    const withReaders = (readers: readonly Reader[]) => (it: OrganizationText) =>
      (it.members[0]!.expectedReaders = [...readers]);
    return changes(withReaders(after), organizationFrom(edited(withReaders(before))));
  };
  type Reader = string | ReturnType<typeof from>;

  test.each<[string, readonly Reader[], readonly Reader[], readonly string[]]>([
    ["a reader with places comes", [], [from(endpoint)], ["less guarded reader-added/shop/role/batch @shop"]],
    ["one goes", [from(endpoint)], [], ["more reader-removed/shop/role/batch @shop"]],
    [
      "it may read from anywhere",
      [from(endpoint)],
      ["role/batch"],
      ["less guarded reader-from-anywhere/shop/role/batch @shop"],
    ],
    [
      "an entry that lets it read from anywhere stands beside it",
      [from(endpoint)],
      ["role/batch", from(endpoint)],
      ["less guarded reader-from-anywhere/shop/role/batch @shop"],
    ],
    [
      "it is expected from places alone",
      ["role/batch"],
      [from(endpoint)],
      ["more reader-from-places/shop/role/batch @shop"],
    ],
    [
      "a place is added",
      [from(endpoint)],
      [from(endpoint, "203.0.113.0/24")],
      ["less guarded reader-place-added/shop/role/batch/203.0.113.0/24 @shop"],
    ],
    [
      "a place is removed",
      [from(endpoint, "203.0.113.0/24")],
      [from(endpoint)],
      ["more reader-place-removed/shop/role/batch/203.0.113.0/24 @shop"],
    ],
    [
      "a network is narrower",
      [from("203.0.113.0/24")],
      [from("203.0.113.64/27")],
      ["more reader-place-removed/shop/role/batch/203.0.113.0/24 @shop"],
    ],
    [
      "a network is wider",
      [from("203.0.113.64/27")],
      [from("203.0.113.0/24")],
      ["less guarded reader-place-added/shop/role/batch/203.0.113.0/24 @shop"],
    ],
    ["a network is written otherwise", [from("2001:DB8::/32")], [from("2001:0db8::/32")], []],
    ["places stand in another order", [from(endpoint, "203.0.113.0/24")], [from("203.0.113.0/24", endpoint)], []],
  ])("%s", (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test("are in what is said of a secret that is new", () => {
    const after = organizationFrom(
      edited((it) => it.members[0]!.secrets!.push({ name: "new", expectedReaders: [from(endpoint), "role/app"] })),
    );

    expect(changesBetween(base, after).map(({ text }) => text)).toEqual([
      `The secret new in eu-west-1 is new. role/batch, from ${endpoint}, and role/app may read it in silence.`,
    ]);
  });
});

test("what an account leaves out of a region that is newly governed, or governed no more, is no change of the account", () => {
  const governed = (it: OrganizationText, regions: readonly string[]) => {
    it.governedRegions = [...regions];
    it.members[1]!.regions = ["eu-west-1"];
  };
  const [two, three] = [
    ["eu-west-1", "eu-central-1"],
    ["eu-west-1", "eu-central-1", "eu-north-1"],
  ] as const;
  const wide = organizationFrom(
    edited((it) => {
      governed(it, three);
    }),
  );
  const narrow = organizationFrom(
    edited((it) => {
      governed(it, two);
    }),
  );

  expect(
    changes((it) => {
      governed(it, three);
    }, narrow),
  ).toEqual(["more region-added/eu-north-1"]);
  expect(
    changes((it) => {
      governed(it, two);
    }, wide),
  ).toEqual(["less guarded region-removed/eu-north-1"]);
});

test("accounts that may subscribe queues: the last one does not go without a word", () => {
  const withSubscribers = (accounts: readonly string[]) => (it: OrganizationText) =>
    (it.alerts.routes[0]!.subscriberAccounts = accounts);
  const both = organizationFrom(edited(withSubscribers(["888888888888", "999999999999"])));

  expect(changes(withSubscribers(["999999999999"]))).toEqual(["more subscriber-account-added/pager/999999999999"]);
  expect(changes(withSubscribers(["999999999999"]), both)).toEqual([
    "less guarded subscriber-account-removed/pager/888888888888",
  ]);
  expect(changes(() => undefined, both)).toEqual([
    "less guarded subscriber-account-removed/pager/888888888888",
    "less guarded subscriber-account-removed/pager/999999999999",
  ]);
});

test.each<Case>([
  [
    "a member gets another name",
    (it) => (it.members[1]!.name = "attic"),
    ["same guarded account-renamed/lab/attic @attic"],
  ],
  [
    "the trail gets another name",
    (it) => (it.trail = { name: "audit" }),
    ["same guarded trail-renamed/secretwatch-organization/audit"],
  ],
  [
    "the bucket gets another name",
    (it) => (it.archive = { bucketName: "acorn-audit" }),
    ["same guarded bucket-changed/secretwatch-trail-222222222222-eu-west-1/acorn-audit"],
  ],
  [
    "names begin with something else, and what follows from it needs no word of its own",
    (it) => (it.namePrefix = "watch"),
    ["same guarded name-prefix-changed/secretwatch/watch"],
  ],
  ["protection is off", (it) => (it.protection = false), ["same guarded protection-off"]],
  [
    "events come from another trail",
    (it) => (it.trail = { existing: {} }),
    ["same guarded trail-source-changed/existing"],
  ],
  [
    "there is a log archive account",
    (it) => (it.logArchive = { name: "log-archive", id: "555555555555" }),
    [
      "same guarded log-archive-added/log-archive @log-archive",
      "same guarded bucket-changed/secretwatch-trail-222222222222-eu-west-1/secretwatch-trail-555555555555-eu-west-1",
    ],
  ],
  [
    "the security account is another",
    (it) => (it.security = { name: "security", id: "555555555555" }),
    [
      "same guarded security-account-changed/security @security",
      "same guarded bucket-changed/secretwatch-trail-222222222222-eu-west-1/secretwatch-trail-555555555555-eu-west-1",
    ],
  ],
  [
    "an account moves",
    (it) => Object.assign(it.members[1]!, { organizationalUnit: "workloads", wave: "all", owner: "new@acorn.example" }),
    [
      "same account-moved/lab/workloads @lab",
      "same wave-changed/lab/all @lab",
      "less guarded owner-changed/lab/new@acorn.example @lab",
    ],
  ],
  [
    "state is kept elsewhere",
    (it) => (it.deployment = { state: { type: "s3", bucket: "acorn-state" } }),
    ["same state-moved"],
  ],
])("it is said where %s", (_, edit, expected) => {
  expect(changes(edit)).toEqual(expected);
});

test("a home region brings its secrets along, and they are removed where they were", () => {
  const moved = changes((it) => {
    it.homeRegion = "eu-central-1";
    delete it.members[0]!.secrets![0]!.replicaRegions;
  });

  expect(moved).toContain("same guarded home-region-changed/eu-west-1/eu-central-1");
  expect(moved).toContain("less guarded secret-removed/lab/eu-west-1/lab/token @lab");
  expect(moved.filter((each) => /trail-renamed|bucket-changed/.test(each))).toEqual([]);
});
