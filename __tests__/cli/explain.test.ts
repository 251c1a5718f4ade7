import { otherMessages } from "../../cli/other-messages";
import { storeNames } from "../../detections/stores";
import { healthAlarms } from "../../health/alarms";
import { toldReads } from "../../reads/kinds";
import { catalogue } from "../../detections/catalogue/catalogue";
import { compileDetection } from "../../detections/compiled";
import { correct } from "../config/checks/problems-of";
import { secretwatch, type Ran } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

/** Runs the command with a configuration; without one, with the catalogue as it is. */
function explain(args: readonly string[], organization?: string) {
  const directory = temporaryDirectory(organization === undefined ? {} : { "organization.yaml": organization });
  return secretwatch(["explain", ...args], { cwd: directory });
}

type Explained = Readonly<Record<string, unknown>> & { readonly notExpressible: Readonly<Record<string, string>> };

const parsed = (stdout: string) => JSON.parse(stdout) as readonly Explained[];

const forms = {
  eventbridge: "eventPattern",
  duckdb: "duckdbSql",
  athena: "athenaSql",
  insights: "insightsQuery",
};

describe("explain --all --json", () => {
  let ran: Ran;
  let explained: readonly Explained[];

  beforeAll(async () => {
    ran = await explain(["--all", "--json"]);
    explained = parsed(ran.stdout);
  });

  test("has every detection, in order, with exactly the documented keys", () => {
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(explained.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
    for (const each of explained) {
      expect(Object.keys(each).sort()).toEqual(
        [
          ...["id", "title", "severity", "family", "filterPatterns", "eventPattern"],
          ...["duckdbSql", "athenaSql", "insightsQuery", "notExpressible"],
        ].sort(),
      );
    }
  });

  test("has null exactly where it gives a reason", () => {
    for (const { id, filterPatterns, notExpressible, ...each } of explained) {
      const missing = Object.entries(forms).filter(([, key]) => each[key] === null);
      const withoutPattern = (filterPatterns as string[]).length === 0 ? ["cloudwatch"] : [];

      expect({ id, engines: Object.keys(notExpressible).sort() }).toEqual({
        id,
        engines: [...withoutPattern, ...missing.map(([engine]) => engine)].sort(),
      });
      expect(Object.values(notExpressible).filter((reason) => !/^.+\.$/s.test(reason))).toEqual([]);
    }
    expect(explained.filter(({ insightsQuery }) => insightsQuery === null)).not.toEqual([]);
    expect(explained.filter(({ insightsQuery }) => insightsQuery !== null)).not.toEqual([]);
  });

  test("has what the compilers make of each condition", () => {
    expect(explained).toEqual(
      catalogue.map((detection) => {
        const { id, title, severity, family } = detection;
        return { id, title, severity, family, ...compileDetection(detection) };
      }),
    );
  });
});

test("explain --json with an id has that detection alone", async () => {
  const { status, stdout } = await explain(["secret-read", "--json"]);

  expect(status).toBe(0);
  expect(parsed(stdout).map(({ id }) => id)).toEqual(["secret-read"]);
});

test("explain as text names every engine, what to do and the examples", async () => {
  const { status, stdout } = await explain(["secret-read"]);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^secret-read {2}info {2}A secret was read\nsecrets; counted, never mailed; /);
  expect(stdout.match(/^[A-Z][\w, ]+$/gm)).toEqual([
    "Likely causes",
    "What to do next",
    "CloudWatch Logs filter pattern",
    "EventBridge event pattern",
    "Athena",
    "DuckDB, over a column event of type JSON",
    "Logs Insights",
    "Matches",
    "Does not match",
  ]);
  expect(stdout).toContain('  { (($.eventSource = "secretsmanager.amazonaws.com") && ');
  expect(stdout).toContain('  {"detail":{"eventSource":["secretsmanager.amazonaws.com"],');
  expect(stdout).toContain("  - read by name\n");
  expect(stdout).toContain("  - a read that was denied\n");
});

test("explain as text says why an engine has no form", async () => {
  const { stdout } = await explain(["secure-parameter-read"]);

  expect(stdout).toContain(
    "Logs Insights\n  not expressible: requestParameters.withDecryption: AWS does not say how Logs Insights compares true, false and null.\n",
  );
});

test("explain shows what the organization changed", async () => {
  const { stdout } = await explain(
    ["secret-read"],
    `${correct}detections: { secret-read: { severity: critical, threshold: 7, period: 120 } }\n`,
  );

  expect(stdout).toMatch(/^secret-read {2}critical {2}A secret was read\nsecrets; alarm at 7 in 120 seconds; /);
});

test.each(otherMessages())("explain knows $id, which a message can name", async ({ id, title, why, nextSteps }) => {
  const [text, machine] = [await explain([id]), await explain([id, "--json"])];

  expect(text).toMatchObject({ status: 0, stderr: "" });
  for (const each of [id, title, why, ...nextSteps]) expect(text.stdout.replace(/\s+/g, " ")).toContain(each);
  expect(parsed(machine.stdout).map((each) => each.id)).toEqual([id]);
});

test("whatever a message of reads or of health has for an id, explain has it", () => {
  const ids = otherMessages().map(({ id }) => id);

  expect(ids).toEqual(
    expect.arrayContaining([
      ...toldReads(["x"], storeNames).map(({ id }) => id),
      ...Object.values(healthAlarms).map(({ id }) => id),
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("a configuration with problems is not explained over", async () => {
  const { status, stdout, stderr } = await explain(["secret-read"], `${correct}detections: { secret-raed: {} }\n`);

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("there is no such detection in the catalogue.");
});

test("an unknown id is a wrong command line, and is told what was meant", async () => {
  expect(await explain(["secret-raed"])).toEqual({
    status: 2,
    stdout: "",
    stderr: 'There is no detection secret-raed. Did you mean "secret-read"?\n',
  });
});

test.each([[["nothing-that-is-like-it"]], [[]]])("explain %j lists the ids that there are", async (args) => {
  const { status, stdout, stderr } = await explain(args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(`There are: ${[...catalogue, ...otherMessages()].map(({ id }) => id).join(", ")}\n`);
});
