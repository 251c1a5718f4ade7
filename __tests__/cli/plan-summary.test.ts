import { spawnSync } from "node:child_process";
import { createWriteStream, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Change } from "../../plan/plan-document";
import { planOf, resource } from "../plan/summarize";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const planSummary = (cwd: string, ...args: readonly string[]) => secretwatch(["plan-summary", ...args], { cwd });

const alarm: Change = { actions: ["update"], before: { period: 60 }, after: { period: 300 } };
const trail: Change = { actions: ["delete"], before: { name: "trail" }, after: null };
const nothing = JSON.stringify(planOf());
const changes = JSON.stringify(planOf(resource("aws_cloudwatch_metric_alarm", alarm)));
const dangerous = JSON.stringify(planOf(resource("aws_cloudtrail", trail)));

test("the exit code says how bad it is, and nothing but the comment is printed", async () => {
  const cwd = temporaryDirectory({ "a.json": nothing, "b/plan.json": changes, "c.json": dangerous });

  expect(await planSummary(cwd, "a.json")).toMatchObject({ status: 0, stderr: "" });
  expect(await planSummary(cwd, "a.json", "b")).toMatchObject({ status: 10, stderr: "" });
  expect(await planSummary(cwd, ".")).toMatchObject({ status: 20, stderr: "" });
  expect((await planSummary(cwd, "{a,c}.json")).stdout).toContain("- **Destroys a trail**");
});

test("--json has what the comment has", async () => {
  const cwd = temporaryDirectory({ "member-a.json": dangerous });

  expect(JSON.parse((await planSummary(cwd, "--json", "member-a.json")).stdout)).toMatchObject({
    exitCode: 20,
    stacks: [
      { stack: "member-a", account: "333333333333", file: "member-a.json", counts: { destroy: 1 }, changes: true },
    ],
    dangers: [{ value: { kind: "stateful", verb: "destroy" }, occurrences: [{ stack: "member-a", name: "trail" }] }],
    unreadable: [],
  });
});

test("every plan that can't be read is told with its file, and the others are summed up all the same", async () => {
  const cwd = temporaryDirectory({
    "broken.json": changes.slice(0, -5),
    "empty.json": "",
    "list.json": "[]",
    "state.json": '{"version": 4}',
    "future.json": '{"format_version": "2.0"}',
    "errored.json": '{"format_version": "1.2", "errored": true}',
    "actionless.json": '{"format_version": "1.2", "resource_changes": [{"address": "a"}]}',
    "good.json": changes,
    "partial.json": '{"format_version": "1.2", "planned_values": {}, "complete": false, "errored": false}',
    "shown.json": '{"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {}}}',
    "shown-large.json": `{"format_version": "1.0", "values": {"x": "${"x".repeat(5_000_000)}"}}`,
    "validated.json": '{"format_version": "1.0", "valid": true, "diagnostics": []}',
    "twice/good/plan.json": changes,
  });

  const { status, stdout, stderr } = await planSummary(cwd, ".");

  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    "actionless.json: it has a change without actions",
    "broken.json: it is no complete JSON",
    "empty.json: it is empty",
    "errored.json: planning stopped with an error, so it is not the whole plan",
    "future.json: its format is 2.0; known are those that begin with 1.",
    "list.json: it is no plan: make it with terraform (or tofu) show -json <plan file>",
    "partial.json: it is a part of the plan (-target, -exclude, or something deferred), so the rest may change, too",
    "shown-large.json: it is no plan: make it with terraform (or tofu) show -json <plan file>",
    "shown.json: it is a state, not a plan: make it with terraform (or tofu) show -json <plan file>",
    "state.json: it is no plan: make it with terraform (or tofu) show -json <plan file>",
    "twice/good/plan.json: it is of the stack good, of which good.json was read already",
    "validated.json: it is no plan: make it with terraform (or tofu) show -json <plan file>",
  ]);
  expect(stdout).toContain("### ⛔ 12 plans not read");
  expect(stdout).toContain("`period`: `60` → `300`");
});

test.each<[string, object, string]>([
  [
    "an address that is missing",
    { resource_changes: [{ type: "a", change: { actions: [] } }] },
    "change whose address",
  ],
  [
    "a type that is null",
    { resource_changes: [{ address: "a", type: null, change: { actions: [] } }] },
    "change whose type",
  ],
  [
    "actions that are no texts",
    { resource_drift: [{ address: "a", type: "a", change: { actions: [{}] } }] },
    "whose actions",
  ],
  ["a change that is a text", { resource_changes: ["a"] }, "a change that is no object"],
  ["changes that are a mapping", { resource_changes: {} }, "its resource changes are no list"],
  ["an output without actions", { output_changes: { a: null } }, "a change without actions"],
  ["a check whose instances are a text", { checks: [{ instances: "a" }] }, "check whose instances"],
  ["an account that is a number", provider({ allowed_account_ids: { constant_value: [1] } }), "allowed_account_ids"],
  [
    "a resource that is null",
    { configuration: { root_module: { resources: [null] } } },
    "a resource that is no object",
  ],
  [
    "a module that is a list",
    { configuration: { root_module: { module_calls: { a: { module: [] } } } } },
    "a module that",
  ],
])("a plan with %s is told as one that can't be read", async (_, plan, problem) => {
  const cwd = temporaryDirectory({ "a.json": JSON.stringify({ format_version: "1.2", planned_values: {}, ...plan }) });

  const { status, stderr } = await planSummary(cwd, "a.json");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^a\.json: it/);
  expect(stderr).toContain(problem);
});

test("a plan that is nested too deeply is told as one that can't be read", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const change = `{ "actions": ["update"], "before": { "a": ${deep} }, "after": { "a": 1 } }`;
  const cwd = temporaryDirectory({
    "a.json": `{ "format_version": "1.2", "resource_changes": [{ "address": "a", "type": "a", "change": ${change} }] }`,
  });

  expect(await planSummary(cwd, "a.json")).toMatchObject({ status: 1, stderr: "a.json: it is nested too deeply\n" });
});

function provider(expressions: object): object {
  return { configuration: { provider_config: { aws: { expressions } } } };
}

test("what is no file is told with its name, and the others are summed up all the same", async () => {
  const cwd = temporaryDirectory({ "good.json": changes, "d/directory.json/x.txt": "" });
  const make: Readonly<Record<string, (file: string) => void>> = {
    "pipe.json": (file) => void spawnSync("mkfifo", [file]),
    "device.json": (file) => {
      symlinkSync("/dev/zero", file);
    },
    "huge.json": (file) => {
      writeFileSync(file, "");
      truncateSync(file, 5 * 1024 ** 3);
    },
  };
  for (const [name, each] of Object.entries(make)) each(path.join(cwd, name));

  const { status, stdout, stderr } = await planSummary(cwd, ...Object.keys(make), "good.json");

  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    "device.json: it is no file but a pipe, a socket or a device",
    "huge.json: it has more than 4096 MB",
    "pipe.json: it is no file but a pipe, a socket or a device",
  ]);
  expect(stdout).toContain("`period`: `60` → `300`");
});

test.each(["x".repeat(256), "x".repeat(70_000), "a\0b.json", "a\0*", "loop.json"])(
  "a name that no file can have, %j, is one that names no plan",
  async (name) => {
    const cwd = temporaryDirectory();
    symlinkSync("loop.json", path.join(cwd, "loop.json"));

    expect(await planSummary(cwd, name)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("names no plan") as string,
    });
  },
);

test("a plan that nobody has is a wrong command line", async () => {
  const cwd = temporaryDirectory({ "directory/x.txt": "" });

  const { status, stdout, stderr } = await planSummary(cwd, "missing.json", "directory", "*.json");

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.match(/names no plan/g)).toHaveLength(3);
  expect((await planSummary(cwd)).status).toBe(2);
  expect((await planSummary(cwd, "--frobnicate")).status).toBe(2);
});

test("a large plan is read in pieces, with little memory", async () => {
  const cwd = temporaryDirectory();
  const file = createWriteStream(path.join(cwd, "large.json"));
  file.write('{"format_version": "1.2", "planned_values": [');
  const ballast = JSON.stringify({ values: { text: "x".repeat(1000) } });
  for (let index = 0; index < 40_000; index++) file.write(`${ballast},`);
  file.write(`0], "resource_changes": [${JSON.stringify(resource("aws_cloudtrail", trail))}]}`);
  await new Promise<void>((resolve) => file.end(resolve));

  const { status, stdout } = await planSummary(cwd, "large.json");

  expect(status).toBe(20);
  expect(stdout).toContain("Destroys a trail");
});

test("a large plan that is cut off is told as such", async () => {
  const text = JSON.stringify({ ...planOf(resource("aws_x", { ...alarm, after: { text: "x".repeat(5_000_000) } })) });
  const cwd = temporaryDirectory({ "cut.json": text.slice(0, -1), "empty-list.json": `[${" ".repeat(5_000_000)}]` });

  expect((await planSummary(cwd, ".")).stderr.trim().split("\n")).toEqual([
    "cut.json: it is no complete JSON",
    "empty-list.json: it is no plan: make it with terraform (or tofu) show -json <plan file>",
  ]);
});

test("stacks called like keys, in accounts called like nothing, are put together all the same", async () => {
  const same = (account: string) =>
    JSON.stringify({
      ...planOf(resource("aws_sns_topic", alarm)),
      ...provider({ allowed_account_ids: { constant_value: [account] } }),
    });
  const cwd = temporaryDirectory({ "type.json": same(""), "verb.json": same('"'), "before.json": same("{") });

  const { status, stdout, stderr } = await planSummary(cwd, ".");

  expect({ status, stderr }).toEqual({ status: 10, stderr: "" });
  expect(stdout).toContain("the same in 3 accounts");
});

test.each<[string, Change]>([
  ["tags that are gone", { actions: ["update"], before: { tags: { a: "b" } }, after: { tags: null } }],
  ["nothing before and after", { actions: ["update"], before: null, after: null, after_unknown: null }],
  ["an import of nothing", { actions: ["update"], importing: null, before: [], after: 1, before_sensitive: null }],
  [
    "what forces a replacement unnamed",
    { actions: ["delete", "create"], before: {}, after: {}, replace_paths: [[], [0]] },
  ],
])("a plan and a drift with %s are summed up", async (_, change) => {
  const one = resource("aws_sns_topic", change);
  const cwd = temporaryDirectory({ "a.json": JSON.stringify({ ...planOf(one), resource_drift: [one] }) });

  expect((await planSummary(cwd, "a.json")).stderr).toBe("");
});

test.each<[string, unknown]>([
  ["a statement that is null", [null]],
  ["a statement that is a text", "x"],
  ["a principal that is null", [{ Principal: null, Action: null, Resource: null, Condition: null }]],
  ["an operator that is null", [{ Action: "a:B", Condition: { StringEquals: null, Bool: [1] } }]],
  ["a value that can't be a text", [{ Principal: { AWS: { toString: null } }, Action: [{ toString: 1 }, null] }]],
])("a policy with %s is summed up", async (_, Statement) => {
  const change: Change = { actions: ["create"], before: null, after: { policy: JSON.stringify({ Statement }) } };
  const cwd = temporaryDirectory({ "a.json": JSON.stringify(planOf(resource("aws_sqs_queue_policy", change))) });

  expect((await planSummary(cwd, "a.json")).stderr).toBe("");
});

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const large = (text: string) => text.padEnd(5_000_000);
/** An account's name of an unusual alphabet, which no other encoding reads by chance. */
const named = JSON.stringify(planOf(resource("aws_cloudtrail", { ...trail, before: { name: "Überwachung 🔑" } })));

test.each<[string, string | Buffer]>([
  ["UTF-8 with a byte order mark", `\ufeff${named}`],
  ["UTF-16, as PowerShell redirects", Buffer.from(`\ufeff${named}`, "utf16le")],
  ["UTF-16 the other way round", utf16be(`\ufeff${named}`)],
  ["UTF-16 without a byte order mark", Buffer.from(named, "utf16le")],
  ["UTF-8 with a byte order mark, read in pieces", `\ufeff${large(named)}`],
  ["UTF-16, read in pieces", Buffer.from(`\ufeff${large(named)}`, "utf16le")],
  ["UTF-16 the other way round, read in pieces", utf16be(`\ufeff${large(named)}`)],
])("a plan in %s is read", async (_, content) => {
  const cwd = temporaryDirectory({ "good.json": nothing });
  writeFileSync(path.join(cwd, "a.json"), content);

  const { status, stdout, stderr } = await planSummary(cwd, ".");

  expect({ status, stderr }).toEqual({ status: 20, stderr: "" });
  expect(stdout).toContain("`Überwachung 🔑`");
});

test.each<[string, string | Buffer, string]>([
  ["Latin-1", Buffer.from(named, "latin1"), "it is neither UTF-8 nor UTF-16 from its byte "],
  ["Latin-1, read in pieces", Buffer.from(large(named), "latin1"), "it is neither UTF-8 nor UTF-16"],
  [
    "a plan file",
    Buffer.from("PK\x03\x04\xff\xfe", "latin1"),
    "it is a plan file as terraform plan -out writes it: make",
  ],
  [
    "a large plan file",
    Buffer.alloc(5_000_000, "PK\x03\x04"),
    "it is a plan file as terraform plan -out writes it: make",
  ],
  ["a packed plan", Buffer.from([0x1f, 0x8b, 8, 0]), "it is packed with gzip"],
  [
    "a log in JSON",
    '{"@level":"info","@message":"Terraform 1.14"}\n{"@level":"info"}\n',
    "it is what terraform plan -json tells",
  ],
  ["a log", "aws_sns_topic.a: Refreshing state... [id=a]\n", "it is a plan for people: make it with"],
  ["a plan for people", "\u001b[0m\u001b[1mTerraform will perform the following actions", "it is a plan for people"],
  ["a plan for people in UTF-16", Buffer.from("\ufeff\r\nNo changes.", "utf16le"), "it is a plan for people"],
])("%s is told by what it is, and the others are summed up", async (_, content, problem) => {
  const cwd = temporaryDirectory({ "good.json": changes });
  writeFileSync(path.join(cwd, "a.json"), content);

  const { status, stdout, stderr } = await planSummary(cwd, ".");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^a\.json: .*\n$/);
  expect(stderr).toContain(problem);
  expect(stdout).toContain("`period`: `60` → `300`");
});
