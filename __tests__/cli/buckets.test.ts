import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { dayAfter } from "../../events/limits";
import { secretwatch } from "../support/run-command";
import { S3Server } from "../support/s3-server";
import { root } from "../support/synthesized";

let server: S3Server;
const before = { ...process.env };

beforeAll(async () => {
  server = await S3Server.start();
  Object.assign(process.env, server.environment);
});

beforeEach(() => {
  server.clear();
});

afterAll(async () => {
  process.env = before;
  await server.stop();
});

const today = new Date().toISOString().slice(0, 10);

function put(account: string, region: string, day: string): void {
  const record = {
    eventSource: "kms.amazonaws.com",
    eventName: "Decrypt",
    eventTime: `${day}T12:00:00Z`,
    awsRegion: region,
    recipientAccountId: account,
    eventID: `${account}-${region}-${day}`,
  };
  const folder = `AWSLogs/o-exampleorgid/${account}/CloudTrail/${region}/${day.replaceAll("-", "/")}`;
  server.put(`${folder}/a.json.gz`, gzipSync(JSON.stringify({ Records: [record] })));
}

test.each(["test", "history"])(
  "%s reads the last 30 days of a bucket, of accounts and regions asked for",
  async (command) => {
    put("333333333333", "eu-west-1", today);
    put("333333333333", "eu-west-1", dayAfter(today, -60));
    put("333333333333", "us-east-1", today);
    put("444444444444", "eu-west-1", today);

    const { status, stdout, stderr } = await secretwatch([
      ...[command, "s3://trail-bucket", "--account", "333333333333", "--region", "eu-west-1"],
    ]);

    expect(stderr).toContain("s3://trail-bucket: 1 object from");
    expect(stdout).toContain("1 event");
    expect(status).toBe(0);
    expect(server.gets).toHaveLength(1);
  },
);

test("nothing is read of what has more than is allowed", async () => {
  put("333333333333", "eu-west-1", today);

  const { status, stderr } = await secretwatch(["test", "s3://trail-bucket", "--max-bytes", "10"]);

  expect(status).toBe(2);
  expect(stderr).toContain("Nothing was read. Ask for less with --from");
  expect(server.gets).toHaveLength(0);
});

test("every wrong option is told at once", async () => {
  const { status, stderr } = await secretwatch([
    ...["test", "s3://trail-bucket", "--from", "2026-02-30", "--days", "0", "--region", "x", "--account", "nobody"],
    ...["--max-bytes", "much"],
  ]);

  expect(status).toBe(2);
  for (const option of ["--from 2026-02-30", "--days 0", "--region x", "--account nobody", "--max-bytes much"]) {
    expect(stderr).toContain(option);
  }
  expect(server.asked).toHaveLength(0);
});

const intrusion = readFileSync(path.join(root, "examples/events/intrusion.json"), "utf8");
const key = (day: string, account = "333333333333") =>
  `AWSLogs/o-exampleorgid/${account}/CloudTrail/eu-west-1/${day}/a.json.gz`;

test.each([
  ["history", ["--json", "-"]],
  ["test", ["--json"]],
] as const)("%s reads a bucket as it reads the same file, and says what it costs first", async (command, json) => {
  server.put(key("2026/11/22"), gzipSync(intrusion));

  const local = await secretwatch([command, "examples/events/intrusion.json", ...json]);
  const remote = await secretwatch([command, "s3://trail-bucket", "--from", "2020-01-01", ...json]);

  expect(remote.status).toBe(0);
  const placed = (text: string) => text.replace(/"file":"[^"]*"/g, '"file":""');
  expect(placed(remote.stdout)).toBe(placed(local.stdout));
  expect(remote.stderr).toMatch(
    /^s3:\/\/trail-bucket: 1 object from 2020-01-01, \d.* Reading costs about less than \$0\.01/,
  );
});

test("an account that may not be read is named with what it takes, and the others are read", async () => {
  const denied = key("2026/11/22", "444444444444");
  server.put(key("2026/11/22"), gzipSync(intrusion));
  server.put(denied, gzipSync(intrusion));
  server.answer = (asked) => (asked.key === denied ? { status: 403, code: "AccessDenied" } : undefined);

  const { status, stdout, stderr } = await secretwatch(["history", "s3://trail-bucket", "--from", "2020-01-01"]);

  expect(status).toBe(1);
  expect(stdout).toContain("payments-prod");
  expect(stderr).toContain("444444444444");
  expect(stderr).toContain("It takes s3:GetObject");
});

test("days and accounts hold for files, too", async () => {
  const events = async (...options: string[]) => {
    const { stdout } = await secretwatch(["history", "examples/events/intrusion.json", "--json", "-", ...options]);
    return (JSON.parse(stdout) as { readonly seen: { readonly events: number } }).seen.events;
  };

  const all = await events();

  expect(all).toBeGreaterThan(0);
  expect(await events("--to", "2020-01-01")).toBe(0);
  expect(await events("--account", "999999999999")).toBe(0);
});
