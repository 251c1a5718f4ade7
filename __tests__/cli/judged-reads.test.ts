import path from "node:path";

import { readVerdicts } from "../../history/history";
import { edited } from "../support/edited-organization";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const organization = edited((it) => {
  it.members[0]!.secrets![0]!.expectedReaders = [{ reader: "role/service/shop", from: ["203.0.113.0/24"] }];
});
const shop = "333333333333";

const read = (secretId: string, more: object = {}, role = "service/shop") => ({
  eventTime: "2026-11-22T08:00:00Z",
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  recipientAccountId: shop,
  awsRegion: "eu-west-1",
  sourceIPAddress: "203.0.113.5",
  requestParameters: { secretId },
  userIdentity: {
    type: "AssumedRole",
    arn: `arn:aws:sts::${shop}:assumed-role/${path.basename(role)}/session`,
    accountId: shop,
    sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${shop}:role/${role}` } },
  },
  ...more,
});
const database = "prod/shop/database";
const parameter = {
  eventSource: "ssm.amazonaws.com",
  eventName: "GetParameter",
  requestParameters: { name: "/prod/db", withDecryption: true },
};
const unexpected = [{ id: "unexpected-secret-read", severity: "high" }];

/** Runs the command over events, with and without `--json`. */
async function judged(events: readonly object[], configuration?: string) {
  const cwd = temporaryDirectory({
    "events.json": JSON.stringify(events),
    ...(configuration === undefined ? {} : { "organization.yaml": configuration }),
  });
  const text = await secretwatch(["test", "events.json"], { cwd });
  const { status, stdout } = await secretwatch(["test", "events.json", "--json"], { cwd });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly detections: readonly object[]; readonly read?: object });
  return { status: [text.status, status], text: text.stdout, lines };
}

interface Expected {
  readonly verdict: string;
  readonly tells?: readonly object[];
  readonly told?: boolean;
  readonly account?: object;
  readonly region?: string;
}

const cases: readonly (readonly [what: string, event: object, expected: Expected])[] = [
  ["by its reader, from where it reads", read(database), { verdict: "expected" }],
  [
    "by its reader, from elsewhere",
    read(database, { sourceIPAddress: "198.51.100.7" }),
    { verdict: "elsewhere", tells: [{ id: "secret-read-from-elsewhere", severity: "high" }] },
  ],
  ["by somebody else", read(database, {}, "developer"), { verdict: "unexpected", tells: unexpected }],
  [
    "of its replica, by somebody else",
    read(database, { awsRegion: "eu-central-1" }, "developer"),
    { verdict: "unexpected", tells: unexpected, region: "eu-central-1" },
  ],
  [
    "by somebody else, denied",
    read(database, { errorCode: "AccessDenied" }, "developer"),
    { verdict: "refused", tells: [{ id: "unexpected-secret-read-refused", severity: "medium" }] },
  ],
  [
    "of a decoy",
    read("prod/backup/root"),
    { verdict: "decoy", tells: [{ id: "secret-decoy-read", severity: "critical" }] },
  ],
  [
    "in a region without rules",
    read(database, { awsRegion: "us-east-1" }),
    { verdict: "unwatched", region: "us-east-1" },
  ],
  [
    "in an account that is not in the file",
    read(database, { recipientAccountId: "999999999999" }),
    { verdict: "unwatched", account: { id: "999999999999", name: null } },
  ],
  ["of a parameter that is not listed", read("", parameter), { verdict: "unlisted" }],
];

test.each(cases)("test judges a read %s", async (_, event, expected) => {
  const { status, text, lines } = await judged([event], organization);

  const { verdict, tells = [] } = expected;
  const { told = tells.length > 0, account = { id: shop, name: "shop" }, region = "eu-west-1" } = expected;
  expect(status).toEqual([0, 0]);
  expect(lines.map((line) => line.read)).toEqual([
    expect.objectContaining({ verdict, tells, told, account, region, reader: expect.any(String) as string }),
  ]);
  expect(text).toMatch(new RegExp(`^  ${verdict} read of `, "m"));
  for (const { id, severity } of tells as { id: string; severity: string }[]) {
    expect(text).toMatch(new RegExp(`; told as ${severity} ${id}$`, "m"));
  }
  if (tells.length === 0) expect(text).not.toContain("told");
});

test("the cases have every verdict", () => {
  expect(new Set(cases.map(([, , { verdict }]) => verdict))).toEqual(new Set(readVerdicts));
});

test("test says that nobody is told in a quiet wave, and what it would have been", async () => {
  const quiet = edited((it) => {
    it.waves = ["canary", "all"];
    it.modes = { all: "quiet" };
  });

  const { text, lines } = await judged([read(database, {}, "developer")], quiet);

  expect(lines[0]!.read).toMatchObject({ verdict: "unexpected", told: false, tells: unexpected });
  expect(text).toContain("told nobody, in a quiet wave: high unexpected-secret-read");
});

test("test says that planned work covers a read, by the time of its event", async () => {
  const planned = edited((it) => {
    it.silence = [
      {
        reason: "The shop's database moves (CHG-4711)",
        from: "2026-11-22T08:00Z",
        until: "2026-11-22T09:00+00:00",
        readers: ["role/developer"],
      },
    ];
  });
  const at = (eventTime: string) => read(database, { eventTime }, "developer");
  const times = ["2026-11-22T07:59:59Z", "2026-11-22T08:00:00Z", "2026-11-22T08:59:59Z", "2026-11-22T09:00:00Z"];

  const { text, lines } = await judged(times.map(at), planned);

  const work = { reason: "The shop's database moves (CHG-4711)", until: "2026-11-22T09:00:00Z" };
  expect(lines.map((line) => (line.read as { planned: unknown }).planned)).toEqual([null, work, work, null]);
  expect(lines.map((line) => (line.read as { told: unknown }).told)).toEqual([true, true, true, true]);
  expect(text.match(/; told as high unexpected-secret-read$/gm)).toHaveLength(2);
  expect(
    text.match(
      /; told in the digest alone as high unexpected-secret-read; planned work until 2026-11-22T09:00:00Z: The shop's database moves \(CHG-4711\)$/gm,
    ),
  ).toHaveLength(2);
});

test("test counts reads by verdict, the most urgent first, beside detections", async () => {
  const listing = { ...read(""), eventName: "ListSecrets", requestParameters: null };

  const { text } = await judged([read(database), read("prod/backup/root"), read(database), listing], organization);

  const totals = text.slice(text.indexOf("\nreads"));
  expect(totals).toMatch(/^\nreads +events\ndecoy .* 1\nexpected +an expected reader +2\n\ndetection /);
  expect(totals).toContain("4 events, 3 with a detection");
});

test("without a configuration test judges nothing", async () => {
  const { status, text, lines } = await judged([read("prod/backup/root")]);

  expect(status).toEqual([0, 0]);
  expect(lines[0]).not.toHaveProperty("read");
  expect(lines[0]!.detections).toContainEqual({ id: "secret-read", severity: "info" });
  expect(text).not.toContain("decoy");
});
