import { writeFileSync } from "node:fs";
import path from "node:path";

import { edited, small } from "../support/edited-organization";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory({ "organization.yaml": small });
const organization = path.join(directory, "organization.yaml");

interface CostJson {
  readonly usdAMonth: number;
  readonly usage: object;
  readonly features: Readonly<Record<string, { readonly usdAMonth: number }>>;
  readonly byAccount: readonly { readonly name: string; readonly usdAMonth: number }[];
  readonly items: readonly { readonly quantity: number; readonly usdForOne: number; readonly source: string }[];
  readonly changes?: readonly { readonly feature: string; readonly usdAMonth: number; readonly accounts: string[] }[];
}

const costJson = async (...args: string[]) => {
  const { status, stdout } = await secretwatch(["cost", "--json", ...args], { organization });
  expect(status).toBe(0);
  return JSON.parse(stdout) as CostJson;
};

test("cost adds up what each feature and each account cost, at prices with a source", async () => {
  const { usdAMonth, features, byAccount, items } = await costJson("--events", "1000000");

  const sum = (parts: readonly { readonly usdAMonth: number }[]) =>
    parts.reduce((all, part) => all + part.usdAMonth, 0);
  expect(sum(Object.values(features))).toBeCloseTo(usdAMonth, 1);
  expect(sum(byAccount)).toBeCloseTo(usdAMonth, 1);
  expect(items.reduce((all, { quantity, usdForOne }) => all + quantity * usdForOne, 0)).toBeCloseTo(usdAMonth, 1);
  for (const { source } of items) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
});

test("cost --base says first what costs more, and in which accounts", async () => {
  const more = edited((it) => it.defaults.decoys.push({ name: "prod/backup/second" }));
  const changed = path.join(temporaryDirectory({ "organization.yaml": more }), "organization.yaml");

  const { status, stdout } = await secretwatch(["cost", "--base", organization], { organization: changed });

  expect(status).toBe(0);
  expect(stdout).toMatch(/^Against .*: \+ \$0\.80 a month\n\+ \$0\.80: decoys in (shop, lab|lab, shop)\n/);
});

test("cost says what it does not know, in words and as a comment", async () => {
  const { stdout: text } = await secretwatch(["cost"], { organization });
  const { stdout: markdown } = await secretwatch(["cost", "--format", "markdown"], { organization });

  for (const printed of [text, markdown]) expect(printed).toMatch(/is not in it: say --history or --events/);
  expect(markdown).toContain("| feature | central | accounts | together |");
});

const withAthena = edited((it) => (it.archive = { ...(it.archive as object), athena: {} }));

test("cost says beside the sum what Athena takes for a query at most, and for a history of a month", async () => {
  const file = path.join(temporaryDirectory({ "organization.yaml": withAthena }), "organization.yaml");
  const said = async (...args: string[]) => {
    const { status, stdout } = await secretwatch(["cost", ...args], { organization: file });
    expect(status).toBe(0);
    return stdout;
  };

  const [unknown, known, counted] = [
    await said(),
    await said("--events", "20000000"),
    await said("--events", "20000000", "--searches", "4"),
  ];

  expect(unknown).toMatch(
    /^Queries of Athena are not in it\. Athena takes \$0\.50 at most .* 100 GB .*--history or --events/m,
  );
  expect(known).toMatch(
    /^Queries of Athena are not in it: history --athena of a month takes \d+ queries, about \$\d+\.\d\d together at a guess; --searches/m,
  );
  expect(known).not.toMatch(/^searches of the archive/m);
  expect(counted).toMatch(/^searches of the archive/m);
  expect(counted).toMatch(/^history --athena of a month takes .* in the sum 4 times\. /m);
});

test("searches are counted where there is a table and it is known what it has", async () => {
  const file = path.join(temporaryDirectory({ "organization.yaml": withAthena }), "organization.yaml");

  const noTable = await secretwatch(["cost", "--events", "1", "--searches", "1"], { organization });
  const noEvents = await secretwatch(["cost", "--searches", "1"], { organization: file });

  for (const { status, stdout } of [noTable, noEvents]) expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(noTable.stderr).toMatch(/^--searches: there is no table to ask\. Set archive\.athena/m);
  expect(noEvents.stderr).toMatch(/^--searches: say --history or --events, too/m);
});

test.each(["-1", "1.5", "many", ""])("%j is no number of events", async (events) => {
  const { status, stdout } = await secretwatch(["cost", `--events=${events}`], { organization });

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("cost --history takes the events, the told reads and the messages of a history for those of a month", async () => {
  const day = {
    seen: { events: 1_000_000 },
    days: ["2026-11-01", "2026-11-02"],
    daily: [{ count: 4 }, { count: 2 }],
  };
  const reads = [
    { isTold: true, count: 20 },
    { isTold: false, count: 1000 },
  ];
  const history = path.join(directory, "history.json");
  writeFileSync(history, JSON.stringify({ secretwatch: "history", version: 1, ...day, reads }));

  const { usage } = await costJson("--history", history);

  // A month has 730 hours.
  expect(usage).toEqual({ events: 15_208_333, toldReads: 304, messages: 91 });
});

test.each([
  ["is not there", undefined, /history\.json/],
  ["is no JSON", "{", /is not what secretwatch history --json writes/],
  ["is of another command", '{"version":1,"seen":{},"days":[]}', /is not what secretwatch history --json writes/],
])("a file that %s is no history", async (_, text, message) => {
  const history = path.join(temporaryDirectory(), "history.json");
  if (text !== undefined) writeFileSync(history, text);

  const { status, stdout, stderr } = await secretwatch(["cost", "--history", history], { organization });

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("a configuration with problems costs nothing yet", async () => {
  const broken = path.join(directory, "broken.yaml");
  writeFileSync(broken, "organizationId: x\n");

  const { status, stdout, stderr } = await secretwatch(["cost"], { organization: broken });

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("organizationId");
});
