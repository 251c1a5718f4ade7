import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { DuckDBInstance } from "@duckdb/node-api";

import { exampleFile } from "../scripts/example-files";
import { S3Server } from "./support/s3-server";
import { blocksOf, commandsOf, wordsOf, type Block } from "./support/documented";
import { answersOf, made } from "./support/made-organization";
import { secretwatch } from "./support/run-command";
import { root } from "./support/synthesized";
import { temporaryDirectory } from "./support/temporary-directory";

const markdown = (directory: string) =>
  readdirSync(path.join(root, directory), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map(({ name }) => path.posix.join(directory, name));
const pages = [...markdown("."), ...markdown("docs"), "patterns/cloudwatch-filter-pattern/README.md"];
const blocks = pages.flatMap((page) => blocksOf(page, ["sh", "sql"]));
/** Its statements are put to engines by npm test and npm run test:oracles, detection by detection. */
const GENERATED = "docs/detections.md";
const help = readFileSync(path.join(root, "help"), "utf8");

/** Why a block is not run here. Whoever changes one of these runs it by hand. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/\baws [a-z]/, "asks AWS; their arguments are those of its API, and docs/live-checks.md has the afternoon"],
  [/^(?:sum|found) /m, "a function of the same page that asks AWS"],
  [
    /^npx secretwatch discover |^save\.sh /m,
    "asks AWS: __tests__/discover and __tests__/examples have servers and a CLI of their own",
  ],
  [
    /\bterraform |\bcdktf (?:diff|deploy)\b|\bsecretwatch (?:deploy|destroy)\b/,
    "needs providers: npm run test:terraform does it with the example",
  ],
  [/\bpip install\b/, "installs: .ci/run does the same"],
  [/\bnpm install\b/, "installs a packed file: npm run test:package does the same"],
  [/\bnpm (?:ci|cit)\b/, "installs: .ci/run does the same"],
  [/\bnpm run (?:lint|test:cdktn)\b/, "takes minutes: .ci/run does the same, or a person before a release"],
  [/\boidc_token\b|\bgh api\b/, "needs a job of GitHub's"],
];

/** What stands in a page for something of the reader's. */
const placeholders: Readonly<Record<string, () => string>> = {
  main: () => root,
  "origin/main": () => root,
  $BASE: () => root,
  BASE: () => root,
  plans: () => plans(),
  "plan.json": () => path.join(plans(), "member-payments-prod.json"),
  PLANS: () => plans(),
  EVENTS: () => "examples/events",
  "s3://$BUCKET": () => "s3://trail-bucket",
  "history.json": () => path.join(temporaryDirectory(), "history.json"),
  "report.html": () => path.join(temporaryDirectory(), "report.html"),
  "events.json": () => "examples/events/intrusion.json",
  "[--why]": () => "--why",
  "around.json": () => queryResults(),
  answers: () => answers(),
  PATTERN: () => "{ $.eventName = GetSecretValue }",
  "logs/": () => path.join(download(), "logs/"),
};

/** As CloudTrail's folders have it. */
const today = () => new Date().toISOString().slice(0, 10).replaceAll("-", "/");

/** What AWS says of an organization of two accounts. */
function answers(): string {
  const account = { state: "ACTIVE", unit: made.root, optedIn: [], secrets: [] };
  const accounts = [made.management, made.security].map((id) => ({ ...account, id, name: "Audit" }));
  const saved = [...answersOf({ units: [], accounts })].map(
    ([file, answer]) => [file, JSON.stringify(answer)] as const,
  );
  return temporaryDirectory(Object.fromEntries(saved));
}

/** What Logs Insights prints of a query of messages. */
function queryResults(): string {
  const { Records } = JSON.parse(readFileSync(path.join(root, "examples/events/intrusion.json"), "utf8")) as {
    readonly Records: readonly object[];
  };
  const results = Records.map((record) => [{ field: "@message", value: JSON.stringify(record) }]);
  const directory = temporaryDirectory({ "around.json": JSON.stringify({ status: "Complete", results }) });
  return path.join(directory, "around.json");
}

/** Needs what is deployed: __tests__/cli/athena-history.test.ts runs it against servers of its own. */
const DEPLOYED = "--athena";

/** Ask AWS, or have Terraform do so: each has a test against an AWS, or a Terraform, of its own. */
const ASKS_AWS = /^(?:deploy|destroy|doctor|drill|discover(?!.* --from))\b/;

/** The command inside a line, up to what a shell does with its output. */
const ours = /npx secretwatch ((?:'[^']*'|"[^"]*"|[^\s|>;&)'"]+|[ \t](?![ \t]))+)/;

const documented = [
  ...blocks.flatMap((block) => commandsOf(block).map((command) => [block.place, command] as const)),
  ...help.split("\n").map((line, index) => [`help:${index + 1}`, line] as const),
].flatMap(([place, line]) => {
  const [, command] = ours.exec(line) ?? [];
  return command === undefined || command.includes(DEPLOYED) || ASKS_AWS.test(command.trim())
    ? []
    : [{ place, command: command.trim() }];
});

describe("a documented command does what its page says:", () => {
  const before = { ...process.env };
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await S3Server.start();
    const name = "AWSLogs/o-exampleorgid/333333333333/CloudTrail/eu-west-1/2026/11/10/a.json.gz";
    const events = gzipSync(readFileSync(path.join(root, "examples/events/intrusion.json")));
    for (const key of [name, name.replace("2026/11/10", today()), "saved/events.json.gz"]) s3.put(key, events);
    Object.assign(process.env, s3.environment);
  });
  afterAll(async () => {
    process.env = before;
    await s3.stop();
  });

  test.each(documented)("$place: secretwatch $command", async ({ command }) => {
    const args = wordsOf(command).map((word) => placeholders[word]?.() ?? word);

    const { status, stdout, stderr } = await secretwatch(
      args,
      ["init", "discover"].includes(args[0]!) ? { cwd: temporaryDirectory() } : {},
    );

    // Of a bucket it is said what it costs.
    const said = args.some((arg) => arg.startsWith("s3://")) ? stderr.replace(/^s3:.*: \d objects?.*\n/, "") : stderr;
    expect({ status, stderr: said }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toBe("");
  });

  test("all of them are found", () => {
    expect(documented.length).toBeGreaterThan(20);
  });

  test("npm start and npm run synth", async () => {
    const cwd = temporaryDirectory({ "organization.yaml": readFileSync(path.join(root, exampleFile), "utf8") });

    const { status, stdout } = await secretwatch(["synth"], { cwd });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^stack +account +wave +resources$/m);
    expect(readdirSync(path.join(cwd, "cdktf.out/stacks"))).toContain("security");
  });

  test("copying the workflows", () => {
    const [copy] = blocks.flatMap(commandsOf).filter((command) => command.startsWith("mkdir -p .github"));
    const cwd = temporaryDirectory();
    cpSync(path.join(root, "examples"), path.join(cwd, "examples"), { recursive: true });

    execFileSync("sh", ["-c", copy!], { cwd });

    expect(readdirSync(path.join(cwd, ".github/workflows")).length).toBeGreaterThan(2);
  });
});

test("each block is run here, or it is said why not", () => {
  const isRun = (command: string) => ours.test(command) || /^npm start$|^mkdir -p \.github|^export \w+=/.test(command);
  const unknown = blocks
    .filter(({ language }) => language === "sh")
    .filter((block) => !commandsOf(block).every(isRun) && !elsewhere.some(([what]) => what.test(block.text)));
  const statements = blocks.filter(({ language, place }) => language === "sql" && !place.startsWith(GENERATED));
  const unused = elsewhere.filter(([what]) => !blocks.some(({ text }) => what.test(text)));

  expect(unknown.map(({ place }) => place)).toEqual([]);
  expect(unused).toEqual([]);
  expect(statements.map(({ text }) => /\/\* (\w+) \*\//.exec(text)?.[1])).toEqual([
    "duckdbSql",
    // In npm run test:oracles.
    "athenaSql",
  ]);
});

describe("docs/searching.md", () => {
  test("copies the files of calls of one day, of every account and region, and no others", () => {
    expect(copied()).toEqual(keysOf("2026/11/22").filter((key) => key.includes("/CloudTrail/")));
  });

  test("finds with DuckDB who read a secret, in what was copied, and also where digest files and Insights are among it", async () => {
    for (const keys of [copied(), keysOf("2026/11/22")]) {
      const rows = await queried(download(keys));

      expect(rows).toEqual(
        copied().map((key) => ({
          time: "2026-11-22T08:00:00Z",
          who: "arn:aws:iam::111122223333:user/jane",
          secret: key,
        })),
      );
    }
  });

  test("matches what was copied without either, and passes over the rest", async () => {
    const { status, stdout, stderr } = await secretwatch(["test", "logs/", "--json"], {
      cwd: download(keysOf("2026/11/22")),
    });

    const fired = stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { detections: { id: string }[] }).detections.map(({ id }) => id));
    expect(fired).toEqual(copied().map(() => ["secret-read", "secret-bulk-read"]));
    expect(stderr).toBe("Passed over: 4 digest files, 4 Insights events, which have no calls.\n");
    expect(status).toBe(0);
  });
});

/** A directory with the plan of a stack. */
function plans(): string {
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {},
    resource_changes: [],
    complete: true,
  };
  return temporaryDirectory({ "member-payments-prod.json": JSON.stringify(plan) });
}

/** The predicate of `explain` in the query of the page, as a person puts it in. */
async function queried(directory: string): Promise<readonly object[]> {
  const page = blocks.find(({ text }) => text.includes("duckdbSql */"))!;
  const { stdout } = await secretwatch(["explain", "secret-read", "--json"]);
  const [{ duckdbSql }] = JSON.parse(stdout) as [{ duckdbSql: string }];
  const query = page.text.replace("/* duckdbSql */", () => duckdbSql).replace("'logs/", `'${directory}/logs/`);

  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const rows = (await connection.runAndReadAll(query)).getRowObjects();
    return [...rows].sort((a, b) => (String(a.secret) < String(b.secret) ? -1 : 1));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Where CloudTrail puts what: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html */
function keysOf(day: string): readonly string[] {
  return ["333333333333", "444444444444"].flatMap((account) =>
    ["eu-west-1", "us-east-1"].flatMap((region) =>
      ["CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight"].map(
        (what) => `o-a1b2c3d4e5/${account}/${what}/${region}/${day}/${account}_${what}_${region}_x.json.gz`,
      ),
    ),
  );
}

/** What the command of the page copies. Of its filters the last that fits counts, and `*` stands for slashes, too. */
function copied(): readonly string[] {
  const words = blocks
    .flatMap((block: Block) => commandsOf(block).filter((each) => each.startsWith("aws s3 sync")))
    .flatMap(wordsOf);
  const filters = words.flatMap((word, index) =>
    word === "--exclude" || word === "--include" ? [[word, words[index + 1]!] as const] : [],
  );
  const fits = (pattern: string, key: string) =>
    new RegExp(
      `^${pattern
        .split("*")
        .map((part) => part.replace(/[.]/g, "\\."))
        .join(".*")}$`,
    ).test(key);
  return [...keysOf("2026/11/21"), ...keysOf("2026/11/22")].filter(
    (key) => (filters.filter(([, pattern]) => fits(pattern, key)).at(-1)?.[0] ?? "--include") === "--include",
  );
}

/** A directory with what was copied. */
function download(keys = copied()): string {
  const directory = temporaryDirectory();
  for (const key of keys) {
    const file = path.join(directory, "logs", key);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(JSON.stringify(contentOf(key))));
  }
  return directory;
}

function contentOf(key: string): unknown {
  if (key.includes("CloudTrail-Digest")) return { awsAccountId: "1", digestS3Bucket: "b", logFiles: [] };
  if (key.includes("CloudTrail-Insight")) {
    return { Records: [{ eventType: "AwsCloudTrailInsight", eventCategory: "Insight", insightDetails: {} }] };
  }
  const read = {
    eventTime: "2026-11-22T08:00:00Z",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/jane" },
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    requestParameters: { secretId: key },
  };
  return { Records: [read] };
}
