import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { filterCount } from "../../detections/compiled";
import { exampleFile } from "../../scripts/example-files";
import { correct } from "../config/checks/problems-of";
import { edited } from "../support/edited-organization";
import { secretwatch as runSecretwatch } from "../support/run-command";
import { exampleOrganization, root, synthesize, type Synthesized } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const secretwatch = (args: readonly string[], organization?: string) => runSecretwatch(args, { organization });

const countsOf = (stacks: Readonly<Record<string, Synthesized>>) =>
  Object.fromEntries(
    Object.entries(stacks).map(([stack, { resource = {} }]) => [
      stack,
      Object.values(resource).reduce((sum, byId) => sum + Object.keys(byId).length, 0),
    ]),
  );

test("--help lists the commands and the exit codes", async () => {
  const { status, stdout } = await secretwatch(["--help"]);

  expect(status).toBe(0);
  for (const command of [
    "init",
    "synth",
    "check",
    "explain",
    "test",
    "lint",
    "diff",
    "affected",
    "cost",
    "schema",
    "plan-summary",
  ]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} .*\n[^]*^Exit codes:`, "m"));
  }
});

test.each([[["frobnicate"]], [["synth", "--frobnicate"]]])("%j is a wrong command line", async (args) => {
  const { status, stdout, stderr } = await secretwatch(args);

  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("secretwatch --help");
});

test("synth writes the stacks and says what they are, what raises an alarm, where the files are and what is next", async () => {
  const outdir = path.join(temporaryDirectory(), "out");

  const { status, stdout, stderr } = await secretwatch(["synth", "--output", outdir]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const resources = countsOf(synthesize(exampleOrganization()));
  expect(stdout).toMatch(
    new RegExp(`^member-payments-prod +payments-prod 333333333333 +all +${resources["member-payments-prod"]}$`, "m"),
  );
  const sum = Object.values(resources).reduce((all, each) => all + each);
  expect(stdout).toMatch(new RegExp(`^${Object.keys(resources).length} stacks +${sum}$`, "m"));
  expect(stdout).toMatch(/^secret-decoy-read +critical +A decoy secret was read$/m);
  expect(stdout).toMatch(/^unexpected-secret-read +high +A secret was read by somebody unexpected$/m);
  expect(stdout).toMatch(/^secretwatch-secret-read-denied +high +Reading a secret was denied$/m);
  expect(stdout).toMatch(/^security team +everything +mail to security-on-call@acorn.example$/m);
  expect(stdout).toMatch(/^security-chat +high and above +Slack channel C0SECURITY$/m);
  expect(stdout).toMatch(/^owners +everything, of their own +mail to 2 addresses$/m);
  expect(stdout).toMatch(/^secretwatch-trail-silent +critical +No event arrived for 15 minutes$/m);
  expect(stdout).toContain(path.join(outdir, "stacks/*/cdk.tf.json"));
  expect(stdout).toContain("npx secretwatch deploy");
  expect(readdirSync(path.join(outdir, "stacks")).sort()).toEqual(Object.keys(resources).sort());
});

test("synth removes stacks of accounts that are no longer configured", async () => {
  const outdir = temporaryDirectory({
    "manifest.json": JSON.stringify({ stacks: { "member-gone": {} } }),
    "stacks/member-gone/cdk.tf.json": "{}",
    "stacks/somebody-elses.ts": "",
  });

  await secretwatch(["synth", "--output", outdir]);

  const left = readdirSync(path.join(outdir, "stacks"));
  expect(left).not.toContain("member-gone");
  expect(left).toContain("somebody-elses.ts");
});

test("synth makes the directory with its parents, and says in a line if it can't", async () => {
  const directory = temporaryDirectory({ file: "" });

  expect((await secretwatch(["synth", "--output", path.join(directory, "a/b/c")])).status).toBe(0);
  expect(await secretwatch(["synth", "--output", path.join(directory, "file/x")])).toEqual({
    status: 2,
    stdout: "",
    stderr: `The output directory ${JSON.stringify(path.join(directory, "file/x"))} is no directory that can be written (ENOTDIR).\n`,
  });
});

test("a configuration that is named has to be there, for every command", async () => {
  for (const args of [["check"], ["synth"], ["explain", "secret-read"], ["test", "examples/events"]]) {
    const { status, stderr } = await secretwatch(args, "typo.yaml");

    expect({ args, status, stderr: stderr.split("\n")[0] }).toEqual({
      args,
      status: 1,
      stderr: "typo.yaml:1:1  there is no such file.",
    });
  }
});

describe("a configuration with problems", () => {
  const directory = temporaryDirectory();
  const organization = path.join(directory, "organization.yaml");
  writeFileSync(organization, correct.replace('"901234567803"', "901234567803").replace("owner:", "ownr:"));

  test.each([["synth"], ["check"]])("makes %s report all of them, write nothing and fail", async (command) => {
    const outdir = path.join(directory, command, "out");
    mkdirSync(path.dirname(outdir));

    const { status, stdout, stderr } = await secretwatch(
      command === "synth" ? ["synth", "--output", outdir] : ["check"],
      organization,
    );

    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("organization.yaml:11:9  members[0].id: 901234567803 is a number");
    expect(stderr).toContain("3 problems found; nothing was written.");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(outdir)).toBe(false);
  });

  test("makes the program that cdktf runs do the same", () => {
    const outdir = path.join(directory, "cdktf.out");

    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: root,
      env: { ...process.env, ORGANIZATION: organization, CDKTF_OUTDIR: outdir },
      encoding: "utf8",
    });

    expect(status).toBe(1);
    expect(stderr).toContain("3 problems found; nothing was written.");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(outdir)).toBe(false);
  });
});

describe("HCL, which Terraform would refuse, is refused with the reason, and nothing is written", () => {
  test.each([
    ["cdktf synth --hcl", ["--import", "tsx", "main.ts"], 2],
    ["npm run synth", ["cli/secretwatch.mjs", "synth", "--output"], 2],
  ])("%s", (_, program, code) => {
    const outdir = path.join(temporaryDirectory(), "cdktf.out");

    // What the CDKTF CLI sets: https://github.com/hashicorp/terraform-cdk/blob/main/packages/%40cdktf/cli-core/src/lib/synth-stack.ts
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, outdir], {
      cwd: root,
      env: { ...process.env, ORGANIZATION: exampleFile, CDKTF_OUTDIR: outdir, SYNTH_HCL_OUTPUT: "true" },
      encoding: "utf8",
    });

    expect({ status, stdout }).toEqual({ status: code, stdout: "" });
    expect(stderr).toMatch(/^HCL can't be written: .+ Leave out --hcl .+\n$/);
    expect(existsSync(outdir)).toBe(false);
  });

  test("without it JSON is written as ever", () => {
    const outdir = path.join(temporaryDirectory(), "cdktf.out");

    const { status } = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: root,
      env: { ...process.env, ORGANIZATION: exampleFile, CDKTF_OUTDIR: outdir, SYNTH_HCL_OUTPUT: "false" },
    });

    expect(status).toBe(0);
    expect(existsSync(path.join(outdir, "stacks/security/cdk.tf.json"))).toBe(true);
  });
});

test("synth writes where the CDKTF CLI asks for, as its program in cdktf.json, and is quiet if it is told to be", async () => {
  const outdir = path.join(temporaryDirectory(), "asked-for");
  process.env.CDKTF_OUTDIR = outdir;
  try {
    expect(await secretwatch(["synth", "--quiet"])).toEqual({ status: 0, stdout: "", stderr: "" });
  } finally {
    delete process.env.CDKTF_OUTDIR;
  }
  expect(existsSync(path.join(outdir, "stacks/security/cdk.tf.json"))).toBe(true);
});

test("check counts what it found", async () => {
  const { detections, members } = exampleOrganization();
  const secrets = members.flatMap((member) => member.secrets);
  const watched = members.flatMap((member) => member.watchedSecrets);
  const filters = filterCount(detections);
  const counted = detections.filter(({ severity }) => severity === "info").length;

  expect(await secretwatch(["check"])).toEqual({
    status: 0,
    stdout: [
      `${exampleFile} is correct: ${members.length} members, ${secrets.length} secrets and ${watched.length} watched where they are, ${detections.length} detections.`,
      `Metric filters of the log group: ${filters} of 100 used, ${100 - filters} left.`,
      `${counted} detections are counted and charted, and raise no alarm: secret-read, cis-root-use, cis-unauthorized-call and ${counted - 3} more; reads by whoever is not expected have messages of their own.`,
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("check says whom rules do not tell apart, and what that costs", async () => {
  const readers = Array.from({ length: 60 }, (_, index) => `role/service-${index}`);
  const directory = temporaryDirectory({
    "organization.yaml": `${correct}    expectedReaders: [${readers.join(", ")}]\n`,
  });

  const { stdout } = await secretwatch(["check"], path.join(directory, "organization.yaml"));

  expect(stdout).toMatch(
    /^\d+ expected readers told apart by the message composer, not by rules: .*:role\/service-\d+ in payments, .* and \d+ more\. Each of their reads is sent there, about \$4 a million: docs\/expected-readers\.md\.$/m,
  );
});

test("check says whose reads are sent because rules don't compare their places, once for all regions", async () => {
  const endpoint = "vpce-0123456789abcdef0";
  const text = correct.replace(
    "- name: prod/database",
    `- { name: prod/database, expectedReaders: [role/mixed, { reader: role/exact, from: [${endpoint}] }] }
      - { name: prod/other, expectedReaders: [{ reader: role/mixed, from: [${endpoint}] }, { reader: role/exact, from: [${endpoint}] }] }`,
  );
  const directory = temporaryDirectory({
    "organization.yaml": `${text}    expectedReaders: [{ reader: role/app, from: [${endpoint}, 8.8.8.0/24] }]\n`,
  });
  const file = path.join(directory, "organization.yaml");
  const [app, mixed] = ["app", "mixed"].map((name) => `arn:aws:iam::901234567803:role/${name}`);

  expect((await secretwatch(["check"], file)).stdout).toContain(
    `2 expected readers with networks, or with other places for other secrets, which the message composer compares, not rules: ${app!} in payments, ${mixed!} in payments. Each of their reads that comes through none of the VPC endpoints that all of their entries have is sent there, about $4 a million: docs/expected-readers.md.\n`,
  );
  expect(JSON.parse((await secretwatch(["check", "--json"], file)).stdout)).toMatchObject({
    decidedByComposer: [
      { account: "payments", reader: app, because: "places" },
      { account: "payments", reader: mixed, because: "places" },
    ],
  });
});

test("check leaves a filter for the events of an existing trail", async () => {
  const { stdout } = await secretwatch(["check"], "examples/existing-trail/organization.yaml");

  expect(stdout).toMatch(/ of 99 used, /);
});

test("check and synth say which regions have to be enabled first, and in how many accounts", async () => {
  const text = correct
    .replace("[eu-west-1, eu-central-1]", "[eu-west-1, eu-south-1, af-south-1, me-south-1]")
    .replace('"901234567801" }', '"901234567801", regions: [eu-west-1, eu-south-1, af-south-1] }')
    .replace('"901234567802" }', '"901234567802", regions: [eu-west-1, af-south-1] }')
    .replace("owner: payments", "regions: [eu-west-1]\n    owner: payments");
  const directory = temporaryDirectory({ "organization.yaml": text });
  const file = path.join(directory, "organization.yaml");

  expect((await secretwatch(["check"], file)).stdout).toContain(
    "Opt-in regions: eu-south-1 in 1 account, af-south-1 in 2 accounts. Enable each in its accounts before you deploy, or let accounts leave it out (regions): docs/deploying.md.\n",
  );
  expect(JSON.parse((await secretwatch(["check", "--json"], file)).stdout)).toMatchObject({
    optInRegions: [
      { region: "eu-south-1", accountIds: ["901234567801"] },
      { region: "af-south-1", accountIds: ["901234567801", "901234567802"] },
    ],
  });
  expect((await secretwatch(["synth", "--output", path.join(directory, "out")], file)).stdout).toContain(
    "Enable the opt-in regions eu-south-1, af-south-1 in their accounts.",
  );
});

test("planned work that has ended, or begins later, is a note of check, by the day it is", async () => {
  const entry = (from: string, until: string) => ({ reason: "Work of another day", from, until, accounts: ["shop"] });
  const silence = [entry("2020-03-01T20:00Z", "2020-03-02T06:00Z"), entry("2999-03-01T20:00Z", "2999-03-02T06:00Z")];
  const file = edited((it) => (it.silence = silence));
  const cwd = temporaryDirectory({ "organization.yaml": file });

  const { status, stderr } = await secretwatch(["check"], path.join(cwd, "organization.yaml"));

  expect(status).toBe(0);
  expect(stderr).toContain("silence[0].until: it has ended, on 2020-03-02T06:00Z");
  expect(stderr).toContain("silence[1].from: it begins later, on 2999-03-01T20:00Z");
});

test("schema prints what is in schema/", async () => {
  const { stdout } = await secretwatch(["schema", "--included"]);

  expect(JSON.parse(stdout)).toMatchObject({ title: "Secretwatch members", additionalProperties: false });
});

describe("check --json prints problems for machines:", () => {
  const checked = async (content: string) => {
    const organization = path.join(temporaryDirectory({ "organization.yaml": content }), "organization.yaml");
    const { status, stdout, stderr } = await secretwatch(["check", "--json"], organization);
    return { status, stderr, file: organization, result: JSON.parse(stdout) as Readonly<Record<string, unknown>> };
  };

  test("each with its place, and the report for people beside them", async () => {
    const { status, stderr, file, result } = await checked(
      correct.replace("homeRegion: eu-west-1", "homeRegion: Ireland"),
    );

    const place = { file, line: 4, column: 13, path: "homeRegion" };
    expect(result).toEqual({
      file,
      problems: [
        {
          severity: "error",
          ...place,
          message: '"Ireland" is not valid; regions look like eu-west-1.',
          remedy: "Write the region's code, not its name.",
          count: 1,
          places: [place],
        },
      ],
    });
    expect(stderr).toMatch(/1 problem found; nothing was written\.\n$/);
    expect(status).toBe(1);
  });

  test("one wrong wave of a thousand accounts is one, with a thousand places", async () => {
    const members = Array.from(
      { length: 1000 },
      (_, index) =>
        `  - { name: a-${index}, id: "${801234567000 + index}", organizationalUnit: workloads, owner: a@secretwatch.dev, wave: canry }\n`,
    );

    const { stderr, result } = await checked(`${correct}${members.join("")}`);

    const problems = result.problems as readonly { message: string; count: number; places: readonly object[] }[];
    expect(problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('"canry"') as string, count: 1000 }),
    ]);
    expect(problems[0]!.places).toHaveLength(1000);
    expect(stderr.split("\n").length).toBeLessThan(6);
    expect(stderr).toContain("1 problem in 1000 places found");
  });

  test("what could be better is a warning", async () => {
    const { status, result } = await checked(correct.replace("name: prod/database", "name: prod/db-secret"));

    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: "warning",
        count: 1,
        message: expect.stringContaining("prod/db-secret") as string,
      }),
    ]);
    expect(status).toBe(0);
  });
});
