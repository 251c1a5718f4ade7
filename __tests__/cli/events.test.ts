import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const read = { eventID: "e-1", eventSource: "secretsmanager.amazonaws.com", eventName: "GetSecretValue" };
const denied = { ...read, eventID: "e-2", errorCode: "AccessDenied" };
const listed = { eventID: "e-3", eventSource: "secretsmanager.amazonaws.com", eventName: "ListSecrets" };

const readFires = [
  { id: "secret-read", severity: "info" },
  { id: "secret-bulk-read", severity: "high" },
];
const deniedFires = [
  { id: "secret-read-denied", severity: "high" },
  { id: "cis-unauthorized-call", severity: "info" },
];

/** Runs the command over files of a directory, with the catalogue as it is. */
async function runTest(files: Readonly<Record<string, string | Buffer>>, args: readonly string[]) {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(directory, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(directory, name), content);
  }
  const locations = args.map((arg) => (arg.startsWith("--") ? arg : path.join(directory, arg)));
  // Without a configuration.
  const { status, stdout, stderr } = await secretwatch(["test", ...locations], { cwd: directory });
  const withoutDirectory = (text: string) => text.replaceAll(`${directory}/`, "");
  return { status, stdout: withoutDirectory(stdout), stderr: withoutDirectory(stderr) };
}

const linesOf = (stdout: string) =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

const lineOf = (file: string, index: number, event: typeof read, detections: readonly object[]) => ({
  file,
  index,
  eventID: event.eventID,
  eventSource: event.eventSource,
  eventName: event.eventName,
  detections,
});

const readThenDenied = (file: string) => [lineOf(file, 0, read, readFires), lineOf(file, 1, denied, deniedFires)];

describe("test --json writes a line for every event of", () => {
  test.each<[string, string, string | Buffer, readonly object[]]>([
    ["a single event", "one.json", JSON.stringify(read, null, 2), [lineOf("one.json", 0, read, readFires)]],
    ["a single event on one line", "one.ndjson", JSON.stringify(read), [lineOf("one.ndjson", 0, read, readFires)]],
    ["a list", "list.json", JSON.stringify([read, denied]), readThenDenied("list.json")],
    ["Records", "trail.json", JSON.stringify({ Records: [read, denied] }), readThenDenied("trail.json")],
    ["no Records", "none.json", '{ "Records": [] }', []],
    [
      "an event a line",
      "a.ndjson",
      `${JSON.stringify(read)}\n\n${JSON.stringify(denied)}\n`,
      readThenDenied("a.ndjson"),
    ],
    [
      "Records on each line",
      "b.jsonl",
      `${JSON.stringify({ Records: [read] })}\r\n${JSON.stringify({ Records: [denied] })}\r\n`,
      readThenDenied("b.jsonl"),
    ],
    ["a gzipped file", "t.json.gz", gzipSync(JSON.stringify({ Records: [read, denied] })), readThenDenied("t.json.gz")],
    [
      "a file that begins with a byte order mark",
      "c.json",
      `\uFEFF${JSON.stringify([read, denied])}`,
      readThenDenied("c.json"),
    ],
  ])("%s", async (_, file, content, expected) => {
    const { status, stdout, stderr } = await runTest({ [file]: content }, ["--json", file]);

    expect(linesOf(stdout)).toEqual(expected);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("a directory and what is below it, by name, leaving out what is no event file", async () => {
    const files = {
      "d/b.json": JSON.stringify(denied),
      "d/a.ndjson": `${JSON.stringify(read)}\n${JSON.stringify(listed)}\n`,
      "d/below/c.json.gz": gzipSync(JSON.stringify(read)),
      "d/notes.txt": "no event",
    };

    const { status, stdout, stderr } = await runTest(files, ["d", "--json"]);

    expect(linesOf(stdout)).toEqual([
      lineOf("d/a.ndjson", 0, read, readFires),
      lineOf("d/a.ndjson", 1, listed, []),
      lineOf("d/b.json", 0, denied, deniedFires),
      lineOf("d/below/c.json.gz", 0, read, readFires),
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("several files, in the order of the command line", async () => {
    const { stdout } = await runTest({ "b.json": JSON.stringify(read), "a.json": JSON.stringify(denied) }, [
      "--json",
      "b.json",
      "a.json",
      "b.json",
    ]);

    expect(linesOf(stdout).map(({ file }) => file)).toEqual(["b.json", "a.json", "b.json"]);
  });

  test("with null for what an event does not have", async () => {
    const { status, stdout } = await runTest(
      { "bare.json": '[{ "eventName": "GetSecretValue" }, { "eventSource": "x", "eventID": 5 }]' },
      ["--json", "bare.json"],
    );

    expect(status).toBe(0);
    expect(linesOf(stdout)).toEqual([
      { file: "bare.json", index: 0, eventID: null, eventSource: null, eventName: "GetSecretValue", detections: [] },
      { file: "bare.json", index: 1, eventID: null, eventSource: "x", eventName: null, detections: [] },
    ]);
  });
});

test("records that EventBridge and lookup-events wrap are unwrapped", async () => {
  const wrapped = {
    "bridge.json": JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail: read }),
    "lookup.json": JSON.stringify({ Events: [{ EventId: "x", CloudTrailEvent: JSON.stringify(read) }] }),
  };

  const { stdout } = await runTest(wrapped, ["--json", "bridge.json", "lookup.json"]);

  expect(linesOf(stdout)).toEqual([
    lineOf("bridge.json", 0, read, readFires),
    lineOf("lookup.json", 0, read, readFires),
  ]);
});

describe("what can't be read is told with its place, and does not stop the rest:", () => {
  const after = JSON.stringify(read);

  test("a line that is not JSON", async () => {
    const { status, stdout, stderr } = await runTest(
      { "a.ndjson": `${JSON.stringify(denied)}\n{ "eventName": \n${after}\n` },
      ["--json", "a.ndjson"],
    );

    expect(status).toBe(1);
    expect(linesOf(stdout)).toEqual([
      lineOf("a.ndjson", 0, denied, deniedFires),
      lineOf("a.ndjson", 2, read, readFires),
    ]);
    expect(stderr).toMatch(/^a\.ndjson: line 2: not JSON \(.+\)\n$/);
  });

  test.each<[string, string, string | Buffer | undefined, RegExp]>([
    ["a file that is cut off", "x.json", '{ "Records": [', /^x\.json: not JSON \(.+\)\n$/],
    ["a file that is no text", "x.json.gz", "not gzipped", /^x\.json\.gz: not JSON \(unexpected character.*\)\n$/],
    [
      "a gzipped file that is cut off",
      "x.json.gz",
      gzipSync(after).subarray(0, -9),
      /^x\.json\.gz: it is not gzipped as a whole\n$/,
    ],
    ["an empty file", "x.json", "\n", /^x\.json: the file is empty\n$/],
    ["a file that is not there", "x.json", undefined, /^x\.json: there is no such file or directory\n$/],
    ["an object without source and name", "x.json", '{ "Records": null }', /^x\.json: item 0 is no CloudTrail record/],
    ["something deep", "x.json", `${"[".repeat(9000)}${"]".repeat(9000)}`, /^x\.json: item 0 is no CloudTrail record/],
    [
      "something that is no event",
      "x.json",
      '["text"]',
      /^x\.json: item 0 is no CloudTrail record: it has neither eventSource nor eventName\n$/,
    ],
    ["null", "x.json", "null", /^x\.json: item 0 is no CloudTrail record: it has neither eventSource nor eventName\n$/],
  ])("%s", async (_, file, content, message) => {
    const files = { "after.json": after, ...(content === undefined ? {} : { [file]: content }) };

    const { status, stdout, stderr } = await runTest(files, [file, "after.json", "--json"]);

    expect(status).toBe(1);
    expect(linesOf(stdout)).toEqual([lineOf("after.json", 0, read, readFires)]);
    expect(stderr).toMatch(message);
  });

  test("a list that is cut off, of which whole records are read", async () => {
    const { status, stdout, stderr } = await runTest({ "x.json": `{ "Records": [\n${after},\n${after}\n` }, [
      "x.json",
      "--json",
    ]);

    expect(status).toBe(1);
    expect(linesOf(stdout)).toEqual([lineOf("x.json", 0, read, readFires), lineOf("x.json", 1, read, readFires)]);
    expect(stderr).toBe("x.json: not JSON (it ends too early)\n");
  });

  test.each<[string, string, (file: string) => void, RegExp]>([
    ["a name that is too long", `${"x".repeat(256)}.json`, () => undefined, /: it has a name that is too long\n$/],
    ["a name with a NUL", "x\0.json", () => undefined, /: it has a NUL character in its name\n$/],
    ["a file as if it were a directory", "after.json/x.json", () => undefined, /: it is below a file as if/],
    [
      "a link to itself",
      "x.json",
      (file) => {
        symlinkSync(file, file);
      },
      /^x\.json: it is a link that leads to itself\n$/,
    ],
    ["a pipe", "x.json", (file) => void spawnSync("mkfifo", [file]), /^x\.json: it is no file but a pipe, a socket/],
    [
      "a device",
      "x.json",
      (file) => {
        symlinkSync("/dev/zero", file);
      },
      /^x\.json: it is no file but a pipe, a socket/,
    ],
    [
      "a large file with nothing in it",
      "x.json",
      (file) => {
        writeFileSync(file, "");
        truncateSync(file, 1024 ** 3);
      },
      /^x\.json: it has an item of more than 16 MB\n$/,
    ],
    [
      "a small file that is large when it is unpacked",
      "x.json.gz",
      (file) => {
        writeFileSync(file, gzipSync(Buffer.alloc(200 * 1024 ** 2, "x"), { level: 1 }));
      },
      /^x\.json\.gz: it has an item of more than 16 MB\n$/,
    ],
  ])("%s", async (_, file, make, message) => {
    const directory = temporaryDirectory({ "after.json": after });
    make(path.join(directory, file));

    const { status, stdout, stderr } = await secretwatch(["test", file, "after.json", "--json"], { cwd: directory });

    expect(status).toBe(1);
    expect(linesOf(stdout)).toEqual([lineOf("after.json", 0, read, readFires)]);
    expect(stderr).toMatch(message);
  });

  test("a directory with links to itself and a pipe: each file is read once", async () => {
    const directory = temporaryDirectory({ "d/a.json": after, "d/below/b.json": after });
    symlinkSync("..", path.join(directory, "d/below/up"));
    symlinkSync(".", path.join(directory, "d/here.json"));
    spawnSync("mkfifo", [path.join(directory, "d/pipe.json")]);

    const { status, stdout, stderr } = await secretwatch(["test", "d", "--json"], { cwd: directory });

    expect(status).toBe(1);
    expect(linesOf(stdout).map(({ file }) => file)).toEqual(["d/a.json", "d/below/b.json"]);
    expect(stderr.trim().split("\n")).toEqual([
      "d/here.json: it is a directory",
      "d/pipe.json: it is no file but a pipe, a socket or a device",
    ]);
  });

  test.each(["aws_secret_access_key = wJalrXUtnFEMI", '{ "a": 1 wJalrXUtnFEMI', "wJalrXUtnFEMI\nwJalrXUtnFEMI\n"])(
    "a link to what is no JSON, of which nothing is shown: %j",
    async (secret) => {
      const directory = temporaryDirectory({ "secret/credentials": secret });
      symlinkSync("secret/credentials", path.join(directory, "x.json"));

      const { status, stdout, stderr } = await secretwatch(["test", "x.json"], { cwd: directory });

      expect(status).toBe(1);
      expect(`${stdout}${stderr}`).toMatch(/not JSON/);
      expect(`${stdout}${stderr}`).not.toMatch(/wJ|aws_/);
    },
  );

  test("a directory without event files", async () => {
    const { status, stdout, stderr } = await runTest({ "d/notes.txt": "no event" }, ["d", "--json"]);

    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/d: there is no \.json, \.jsonl or \.ndjson file in it\n$/) as string,
    });
  });
});

describe("test as text", () => {
  const files = { "a.json": JSON.stringify([read, listed, denied]) };

  test("says what fires for which event, and counts", async () => {
    expect(await runTest(files, ["a.json"])).toEqual({
      status: 0,
      stdout: `a.json [0] secretsmanager.amazonaws.com GetSecretValue
  info secret-read: A secret was read
  high secret-bulk-read: Many secrets were read within minutes (one of 20 in 300 s)
a.json [2] secretsmanager.amazonaws.com GetSecretValue
  high secret-read-denied: Reading a secret was denied
  info cis-unauthorized-call: CIS 4.1: a call was refused

detection              severity  events
secret-read            info           1
secret-read-denied     high           1
secret-bulk-read       high           1
cis-unauthorized-call  info           1

3 events, 2 with a detection
`,
      stderr: "",
    });
  });

  test("--why says of detections about such a call what keeps them from firing", async () => {
    const { status, stdout } = await runTest({ "a.json": JSON.stringify(denied) }, ["a.json", "--why"]);

    expect(status).toBe(0);
    expect(stdout).toContain(
      [
        "  info cis-unauthorized-call: CIS 4.1: a call was refused",
        '  not secret-read: errorCode is "AccessDenied", has to be absent',
        '  not secret-bulk-read: errorCode is "AccessDenied", has to be absent',
        "",
      ].join("\n"),
    );
    expect(stdout).not.toContain("not trail-stopped");
  });

  test("counts what it could not read", async () => {
    const { status, stdout } = await runTest({ "a.json": JSON.stringify([listed, 5]) }, ["a.json", "none.json"]);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "1 event, 0 with a detection, 2 not read\n" });
  });
});

test("test without a file is a wrong command line", async () => {
  expect(await runTest({}, ["--json"])).toMatchObject({ status: 2, stdout: "" });
});
