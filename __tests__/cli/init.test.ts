import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { foundRegion, foundRepository } from "../../cli/found-settings";
import { startingFiles } from "../../cli/starting-files";
import { loadOrganization } from "../../config/load-organization";
import { secretwatch } from "../support/run-command";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const settings = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_CONFIG_FILE"];
const before = settings.map((name) => [name, process.env[name]] as const);

beforeEach(() => {
  for (const name of settings) Reflect.deleteProperty(process.env, name);
  process.env.AWS_CONFIG_FILE = "/dev/null";
});

afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

/** Every file below a directory with its content. */
function filesIn(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(directory, file), readFileSync(file, "utf8")];
    }),
  );
}

test("begins in an empty directory, says what to do next, and what it wrote is correct", async () => {
  const directory = temporaryDirectory();

  const { status, stdout, stderr } = await secretwatch(["init"], { cwd: directory });

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(Object.keys(filesIn(directory)).sort()).toEqual([".gitignore", "cdktf.json", "organization.yaml"]);
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "  organization.yaml",
      "  1. See what becomes of the example: npx secretwatch synth",
      expect.stringMatching(/^ {2}5\. Deploy: npx secretwatch deploy,/),
    ]),
  );
  expect((await secretwatch(["check"], { cwd: directory })).stdout).toContain("organization.yaml is correct");
});

test("finds the schema and the documents in the package, and the program of cdktf.json installs nothing", () => {
  const files = startingFiles({ workflows: false });
  const text = files.get("organization.yaml")!;
  const [, schema] = /\$schema=\.\/node_modules\/secretwatch\/(\S+)/.exec(text)!;
  const pages = [...text.matchAll(/node_modules\/secretwatch\/(docs\/[\w-]+\.md)/g)].map(([, page]) => page!);

  expect(pages.length).toBeGreaterThan(2);
  for (const file of [schema!, ...pages]) expect(existsSync(path.join(root, file))).toBe(true);
  expect(JSON.parse(files.get("cdktf.json")!)).toMatchObject({
    app: "npx --no secretwatch synth --quiet",
    sendCrashReports: "false",
  });
});

test("what it does not know is named by check, one by one, once example: true is gone", async () => {
  const directory = temporaryDirectory();
  await secretwatch(["init"], { cwd: directory });
  const file = path.join(directory, "organization.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^example: true\n/m, ""));

  const { status, stderr } = await secretwatch(["check"], { cwd: directory });

  expect(status).toBe(1);
  expect([...stderr.matchAll(/ {2}(\S+): "[^"]+" is a placeholder\./g)].map(([, key]) => key)).toEqual([
    "organizationId",
    "organizationalUnits.workloads",
    "management.id",
    "security.id",
    "alerts.emails[0]",
    "members[0].id",
    "members[0].owner",
  ]);
});

test("what is commented out is correct once it is not", () => {
  const text = startingFiles({ workflows: false }).get("organization.yaml")!;
  // Lines of YAML: a key, or an entry of a list, behind the sign of a comment.
  const uncommented = text.replace(
    /^( *)# ( *(?:- (?:name:|repo:|\{)|[a-zA-Z]+:(?! \$schema)(?: [[{"\w].*)?$))/gm,
    "$1$2",
  );
  const wrong = text
    .split("\n")
    .filter((line) => /^ *# +(trail|routes|expectedReaders|modes|deployment|pipeline):/.test(line));
  const directory = temporaryDirectory({ "organization.yaml": uncommented });

  const organization = loadOrganization(path.join(directory, "organization.yaml"));

  expect(wrong).toHaveLength(6);
  expect(organization.trail.existing?.logGroupName).toBe("aws-controltower/CloudTrailLogs");
  expect(organization.alerts.routes.map(({ name }) => name)).toEqual(["security-chat"]);
  expect(organization.deployment.state.type).toBe("s3");
  expect(organization.members.map(({ mode }) => mode)).toEqual(["quiet"]);
  expect(parse(uncommented)).toMatchObject({
    defaults: { expectedReaders: ["role/secret-rotation"] },
    pipeline: { oidc: { plan: expect.any(Array) as unknown, apply: expect.any(Array) as unknown } },
  });
});

test("never overwrites: whatever is there is named, and nothing is written", async () => {
  const all = [...startingFiles({ workflows: true }).keys()];
  await fc.assert(
    fc.asyncProperty(fc.subarray(all, { minLength: 1 }), fc.boolean(), async (there, workflows) => {
      const written = workflows ? all : all.filter((file) => !/^\.(nvmrc|github)/.test(file));
      fc.pre(there.some((file) => written.includes(file)));
      const directory = temporaryDirectory(Object.fromEntries(there.map((file) => [file, `mine: ${file}`])));
      const held = filesIn(directory);

      const { status, stdout, stderr } = await secretwatch(["init", ...(workflows ? ["--workflows", "github"] : [])], {
        cwd: directory,
      });

      const named = [...stderr.matchAll(/^(\S+) is there already/gm)].map(([, file]) => file!);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(named).toEqual(written.filter((file) => there.includes(file)));
      expect(filesIn(directory)).toEqual(held);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ["a file where a directory has to be", { ".github/workflows": "a file" }],
  ["the same a level above", { ".github": "a file" }],
])("%s: what was written before is taken back", async (_, held) => {
  const directory = temporaryDirectory(held);

  const { status, stderr } = await secretwatch(["init", "--workflows", "github"], { cwd: directory });

  expect(status).toBe(2);
  expect(stderr).toMatch(/^\.github\S* can't be written \((EEXIST|ENOTDIR)\)\. Nothing was written\.$/m);
  expect(filesIn(directory)).toEqual(held);
  expect(readdirSync(directory)).toEqual([".github"]);
});

test("workflows call the scripts of the package, which an update brings, and say which Node they run", async () => {
  const directory = temporaryDirectory();

  const { stdout } = await secretwatch(["init", "--workflows", "github"], { cwd: directory });

  const files = filesIn(directory);
  const workflows = Object.entries(files).filter(([file]) => file.startsWith(".github/workflows/"));
  const called = workflows.flatMap(([, text]) => [...text.matchAll(/\S*scripts\/[\w.-]+/g)].map(([script]) => script));
  expect(stdout).toContain("docs/pipelines.md");
  expect(workflows.map(([file]) => path.basename(file)).sort()).toEqual(
    readdirSync(path.join(root, "examples/github/workflows")).sort(),
  );
  expect(called.length).toBeGreaterThan(10);
  for (const script of called) {
    expect(script).toMatch(/^node_modules\/secretwatch\/examples\/github\/scripts\//);
    expect(existsSync(path.join(root, script.replace("node_modules/secretwatch/", "")))).toBe(true);
  }
  expect(files[".nvmrc"]).toBe(readFileSync(path.join(root, ".nvmrc"), "utf8"));
});

describe("it finds out by itself", () => {
  test.each([
    ["the environment", { AWS_REGION: "us-east-2", AWS_DEFAULT_REGION: "eu-west-3" }, "us-east-2"],
    ["the environment's default", { AWS_DEFAULT_REGION: "eu-west-3" }, "eu-west-3"],
    ["the default profile", {}, "eu-north-1"],
    ["the profile that is named", { AWS_PROFILE: "acorn" }, "ap-southeast-2"],
  ])("the home region by %s", (_, environment, region) => {
    const config =
      "[default]\nregion = eu-north-1\n[profile other]\nregion=eu-west-1\n[profile acorn]\nregion=ap-southeast-2\n";
    const directory = temporaryDirectory({ config });

    expect(foundRegion({ AWS_CONFIG_FILE: path.join(directory, "config"), ...environment })).toBe(region);
  });

  test.each(["nowhere-1", "cn-north-1", 'x"\nexample: false', ""])("no region by %j", (AWS_REGION) => {
    expect(foundRegion({ AWS_REGION, AWS_CONFIG_FILE: "/dev/null" })).toBeUndefined();
  });

  test("the region is in the file, and said", async () => {
    const directory = temporaryDirectory();
    process.env.AWS_REGION = "us-east-2";

    const { stdout } = await secretwatch(["init"], { cwd: directory });

    const { homeRegion, governedRegions } = loadOrganization(path.join(directory, "organization.yaml"));
    expect(stdout).toContain("with the home region us-east-2 of your AWS settings");
    expect({ homeRegion, governedRegions }).toEqual({ homeRegion: "us-east-2", governedRegions: ["us-east-2"] });
  });

  test.each([
    ["git@github.com:oak/watch.git", "oak/watch"],
    ["https://github.com/oak/watch", "oak/watch"],
    ["https://gitlab.example/oak/watch.git", undefined],
    ['https://github.com/oak/"watch', undefined],
  ])("of the remote %s the repository %s", (remote, repository) => {
    const directory = temporaryDirectory();
    mkdirSync(path.join(directory, "below"));
    const git = (...args: string[]) => execFileSync("git", args, { cwd: directory });
    git("init", "--quiet");
    git("remote", "add", "origin", remote);

    expect(foundRepository(path.join(directory, "below"))).toBe(repository);
  });

  test("the repository is in the roles of the pipeline", () => {
    const text = startingFiles({ workflows: false, repository: "oak/watch" }).get("organization.yaml")!;

    expect(text).toContain('"repo:oak/watch:pull_request"');
    expect(text).not.toContain("acorn/cloud");
  });
});
