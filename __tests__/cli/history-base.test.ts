import { readFileSync } from "node:fs";
import path from "node:path";

import { edited } from "../support/edited-organization";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const shop = "333333333333";
const read = (secretId: string, role: string, minute: number) => ({
  eventID: `${role}-${minute}`,
  eventTime: `2026-11-22T08:${String(minute).padStart(2, "0")}:00Z`,
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  recipientAccountId: shop,
  awsRegion: "eu-west-1",
  sourceIPAddress: "203.0.113.5",
  requestParameters: { secretId },
  userIdentity: {
    type: "AssumedRole",
    arn: `arn:aws:sts::${shop}:assumed-role/${role}/session`,
    accountId: shop,
    sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${shop}:role/${role}` } },
  },
});
const events = [
  ...[0, 20, 40].map((minute) => read("prod/shop/database", "developer", minute)),
  read("prod/shop/api-key", "developer", 50),
];

/** A configuration in which a role may read the database, beside one in which it may not. */
function directory(): string {
  const expecting = edited((it) => {
    it.members[0]!.secrets![0]!.expectedReaders!.push("role/developer");
  });
  return temporaryDirectory({
    "events.json": JSON.stringify(events),
    "organization.yaml": expecting,
    "before/organization.yaml": edited(() => undefined),
  });
}

const outcome = { verdict: "unexpected", detection: "unexpected-secret-read", severity: "high", isTold: true };

test("history --base names the reads that go silent, first of all", async () => {
  const { status, stdout } = await secretwatch(["history", "events.json", "--base", "before"], { cwd: directory() });

  expect(status).toBe(0);
  expect(stdout).toMatch(/^With this change against before: .*\b3 reads silent\.$/m);
  expect(stdout).toMatch(/^unexpected +expected +shop +eu-west-1 +prod\/shop\/database +\S*developer +3$/m);
});

test("history --base --json has them with before and after, and messages that are fewer", async () => {
  const args = ["history", "events.json", "--base", "before", "--json", "-"];

  const { status, stdout } = await secretwatch(args, { cwd: directory() });

  const { changes } = JSON.parse(stdout) as { readonly changes: Readonly<Record<string, readonly object[]>> };
  expect(status).toBe(0);
  expect(changes).toMatchObject({
    base: "before",
    reads: [
      {
        ...{ accountId: shop, accountName: "shop", region: "eu-west-1", secret: "prod/shop/database", count: 3 },
        before: outcome,
        after: { verdict: "expected", isTold: false },
      },
    ],
    detections: [],
  });
  const mails = (changes.messages as readonly { form: string; before: number; after: number }[]).filter(
    ({ form }) => form !== "event",
  );
  expect(mails.length).toBeGreaterThan(0);
  for (const { before, after } of mails) expect(after).toBeLessThan(before);
});

test("history --base --html has them on the page, and mails by recipient that are fewer", async () => {
  const cwd = directory();

  const { status } = await secretwatch(["history", "events.json", "--base", "before", "--html", "page.html"], { cwd });

  const page = readFileSync(path.join(cwd, "page.html"), "utf8");
  const section = page.slice(page.indexOf('<h2 id="changes"'), page.indexOf("</section>"));
  expect(status).toBe(0);
  expect(section).toMatch(/With this change against before: <strong>\d+ mails? fewer.*3 reads silent<\/strong>/);
  expect(section).toMatch(/Silent now[^]*prod\/shop\/database[^]*developer[^]*Messages by recipient[^]*\d fewer/);
  expect(section).not.toMatch(/api-key|Told now/);
});

test("history --base names the reads that people will be told of, where it is the other way", async () => {
  const cwd = directory();

  const { stdout } = await secretwatch(["history", "events.json", "--base", "organization.yaml"], {
    cwd,
    organization: path.join(cwd, "before/organization.yaml"),
  });

  expect(stdout).toMatch(/^With this change against .*\b3 reads told\.$/m);
});

test("against the same configuration history says that nothing changes", async () => {
  const cwd = directory();

  const { status, stdout } = await secretwatch(["history", "events.json", "--base", cwd], { cwd });

  expect(status).toBe(0);
  expect(stdout).toMatch(/nothing changes for these events\.$/m);
});

test("a base that is not there is a wrong command line, and nothing is read", async () => {
  const { status, stdout, stderr } = await secretwatch(["history", "nowhere.json", "--base", "no-such-base"], {
    cwd: directory(),
  });

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("no-such-base");
  expect(stderr).not.toContain("nowhere.json");
});

test("a base with problems is told as such", async () => {
  const cwd = temporaryDirectory({
    "events.json": "[]",
    "organization.yaml": edited(() => undefined),
    "before/organization.yaml": "members: 1\n",
  });

  const { status, stdout, stderr } = await secretwatch(["history", "events.json", "--base", "before"], { cwd });

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("members");
});
