import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { secretwatch } from "../support/run-command";
import { S3Server } from "../support/s3-server";
import { root } from "../support/synthesized";

const before = { ...process.env };
const intrusion = readFileSync(path.join(root, "examples/events/intrusion.json"), "utf8");
const key = (day: string, account = "333333333333") =>
  `AWSLogs/o-exampleorgid/${account}/CloudTrail/eu-west-1/${day}/a.json.gz`;
let server: S3Server;

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

test.each(["history", "test"])(
  "%s reads a bucket as it reads the same file, and says what it costs first",
  async (command) => {
    server.put(key("2026/11/22"), gzipSync(intrusion));

    const local = await secretwatch([command, "--json", "examples/events/intrusion.json"]);
    const remote = await secretwatch([command, "--json", "s3://trail-bucket", "--from", "2020-01-01"]);

    expect(remote.status).toBe(0);
    const placed = (text: string) => text.replace(/"file":"[^"]*"/g, '"file":""');
    expect(placed(remote.stdout)).toBe(placed(local.stdout));
    expect(remote.stderr).toMatch(
      /^s3:\/\/trail-bucket: 1 object from 2020-01-01, \d.* Reading costs about less than \$0\.01/,
    );
  },
);

test("where there is more than --max-bytes nothing is read, and it is said how to ask for less", async () => {
  server.put(key("2026/11/22"), gzipSync(intrusion));

  const { status, stdout, stderr } = await secretwatch([
    "history",
    "s3://trail-bucket",
    "--from",
    "2020-01-01",
    "--max-bytes",
    "10",
  ]);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/Nothing was read\. Ask for less with --from, --to, --days, --account or --region/);
  expect(server.gets).toEqual([]);
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

test.each([
  [["--from", "2026-02-30"], "--from 2026-02-30 is no day"],
  [["--from", "2026-03-02", "--to", "2026-03-01"], "is after --to"],
  [["--days", "0"], "--days 0 is no number of days"],
  [["--account", "payments-prd"], "payments-prod"],
  [["--region", "Ireland"], "--region Ireland is no region"],
  [["--max-bytes", "much"], "--max-bytes much is no amount"],
])("%j is refused, and nothing is asked for", async (options, message) => {
  const { status, stdout, stderr } = await secretwatch(["history", "s3://trail-bucket", ...options]);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(server.asked).toEqual([]);
});

test("days and accounts hold for files, too", async () => {
  const events = async (...options: string[]) => {
    const { stdout } = await secretwatch(["history", "--json", "examples/events/intrusion.json", ...options]);
    return (JSON.parse(stdout) as { readonly seen: { readonly events: number } }).seen.events;
  };

  const all = await events();

  expect(all).toBeGreaterThan(0);
  expect(await events("--to", "2020-01-01")).toBe(0);
  expect(await events("--account", "999999999999")).toBe(0);
});
