import { gzipSync } from "node:zlib";
import path from "node:path";

import { readFileSync } from "node:fs";

import { AthenaServer } from "../support/athena-server";
import { edited } from "../support/edited-organization";
import { secretwatch } from "../support/run-command";
import { S3Server } from "../support/s3-server";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const before = { ...process.env };
const organizationWith = (archive: object) =>
  path.join(temporaryDirectory({ "organization.yaml": edited((it) => (it.archive = archive)) }), "organization.yaml");
const organization = organizationWith({ athena: {} });
let s3: S3Server;
let athena: AthenaServer;

beforeAll(async () => {
  [s3, athena] = await Promise.all([S3Server.start(), AthenaServer.start()]);
  Object.assign(process.env, s3.environment, { AWS_ENDPOINT_URL_ATHENA: athena.url });
});

beforeEach(() => {
  s3.clear();
  athena.clear();
  const events = gzipSync(readFileSync(path.join(root, "examples/events/intrusion.json")));
  s3.put("AWSLogs/o-exampleorgid/555555555555/CloudTrail/eu-west-1/2026/11/22/a.json.gz", events);
});

afterAll(async () => {
  process.env = before;
  await Promise.all([s3.stop(), athena.stop()]);
});

const asked = ["history", "--athena", "--from", "2026-11-21", "--to", "2026-11-22"];
const time = String(Date.parse("2026-11-22T08:00:00Z"));
const seen = [["seen", time, "", "7", "7", time, time, "e", null]] as const;

test("it is said what it costs, and nothing is asked where nobody agrees", async () => {
  const { status, stdout, stderr } = await secretwatch(asked, { organization });

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /Athena would read about 0\.000 GB from 2026-11-21 to 2026-11-22 with 3 queries: about \$0\.00/,
  );
  expect(stderr).toContain("Nothing was asked. Say --yes");
  expect(athena.asked).toEqual([]);
});

test("what Athena counts is a history, of accounts that are in the file and of those that are in the bucket alone", async () => {
  // The first query counts what was seen.
  athena.course = (sql) => ({
    states: [{ state: "RUNNING" }, { state: "SUCCEEDED" }],
    rows: sql.includes("'seen'") ? seen : [],
  });

  const { status, stdout } = await secretwatch([...asked, "--yes", "--json", "-"], { organization });

  expect(status).toBe(0);
  expect((JSON.parse(stdout) as { readonly seen: object }).seen).toMatchObject({ events: 7, isWhole: true });
  const [{ QueryString: sql, WorkGroup }] = athena.of("StartQueryExecution") as [
    { readonly QueryString: string; readonly WorkGroup: string },
  ];
  expect(WorkGroup).toBe("secretwatch-archive");
  for (const account of ["111111111111", "333333333333", "555555555555"]) expect(sql).toContain(`'${account}'`);
});

test("days, accounts and regions are what is asked for", async () => {
  await secretwatch([...asked, "--yes", "--account", "shop", "--region", "eu-central-1"], { organization });

  const [{ QueryString: sql }] = athena.of("StartQueryExecution") as [{ readonly QueryString: string }];
  expect(sql).toContain("account IN ('333333333333')");
  expect(sql).toContain("region IN ('eu-central-1')");
  expect(sql).toContain("eventtime >= '2026-11-21' AND eventtime < '2026-11-23'");
});

test("why Athena gives no answer is one line", async () => {
  athena.refuse = () => ({
    type: "AccessDeniedException",
    message: "You are not authorized to perform: athena:StartQueryExecution on the resource.",
  });

  const { status, stdout, stderr } = await secretwatch([...asked, "--yes"], { organization });

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /^Athena may not be asked \(.*athena:StartQueryExecution.*\)\. docs\/athena\.md has what it takes\.$/m,
  );
});

test.each([
  [[], /Set archive\.athena and deploy it/],
  [["examples/events"], /--athena asks the archive: leave the places out/],
])("without a table, and with places %j, it is said what to do", async (places, message) => {
  const none = organizationWith({});

  const { status, stderr } = await secretwatch(["history", "--athena", "--yes", ...places], { organization: none });

  expect(status).toBe(2);
  expect(stderr).toMatch(message);
  expect(s3.asked).toEqual([]);
});

test("history of nothing says what there is to name", async () => {
  const { status, stderr } = await secretwatch(["history"], { organization });

  expect(status).toBe(2);
  expect(stderr).toMatch(/Name files, directories, globs or s3:\/\/bucket\/prefix; or ask the archive: --athena/);
});
