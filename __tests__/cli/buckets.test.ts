import { gzipSync } from "node:zlib";

import { dayAfter } from "../../events/limits";
import { secretwatch } from "../support/run-command";
import { S3Server } from "../support/s3-server";

let server: S3Server;
const before = { ...process.env };

beforeAll(async () => {
  server = await S3Server.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: server.url,
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_REGION: "eu-west-1",
  });
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
