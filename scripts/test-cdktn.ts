import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { exampleFiles } from "./example-files";
import { copyProject } from "./project-copy";

/**
 * Leaves CDKTF for its successor, CDK Terrain, in a copy of the project: replaces the packages and their names in imports, builds,
 * tests, and compares what both make of every example. `npm run test:cdktn`; with `--quick` only the tests of modules run.
 * docs/leaving-cdktf.md is for whoever does it for good.
 */
interface Replacement {
  readonly from: string;
  /** Package that takes its place, as npm names it. @default - the package stays */
  readonly to?: string;
  readonly version: string;
  readonly why: string;
}

/** All that has to change: manifests and imports. */
const replacements: readonly Replacement[] = [
  { from: "cdktf", to: "cdktn", version: "0.24.0", why: "the successor" },
  { from: "cdktf-cli", to: "cdktn-cli", version: "0.24.0", why: "its command" },
  {
    from: "@cdktf/provider-aws",
    to: "@cdktn/provider-aws",
    version: "25.7.0",
    why: "its bindings of the AWS provider",
  },
  { from: "constructs", version: "10.7.2", why: "cdktn 0.24 takes >=10.6.0 <10.8.0" },
];

/** @cdktn/provider-aws wants 22.11, cdktn-cli 22.19: npm brings one, for whoever runs an older one. */
const NODE_OF_THE_COPY = "24.21.0";

/** Values of the synthesized JSON that may differ, as they are with CDKTF and with its successor, and why. */
const mayDiffer: readonly { readonly at: string; readonly values: readonly [RegExp, RegExp]; readonly why: string }[] =
  [
    { at: "//.metadata.version", values: [/^0\.21\.0$/, /^0\.24\.0$/], why: "the version of the library" },
    {
      at: "terraform.required_providers.aws.source",
      values: [/^aws$/, /^hashicorp\/aws$/],
      why: "the provider's address, which is aws or hashicorp/aws",
    },
  ];

const quick = process.argv.includes("--quick");
const copy = mkdtempSync(path.join(tmpdir(), "secretwatch-cdktn-"));
process.on("exit", () => {
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

main();

function main(): void {
  step("copy the project and replace its packages");
  const files = copyProject(copy);
  const changed = files.filter((file) => replaceIn(path.join(copy, file)));
  replacePackages();
  step(`${changed.length} files changed; install`);
  run("npm", ["install", "--no-audit", "--no-fund"]);

  const node = path.join(copy, "node_modules/.bin/node");
  step(`node ${output(node, ["--version"])}: build`);
  const bin = (name: string) => path.join(copy, "node_modules", name);
  run(node, [bin("typescript/bin/tsc"), "-p", "."]);

  step("lint");
  // Types of what `npm install` brings now, so that rules that ask for types have them.
  run(node, [bin("eslint/bin/eslint.js"), "."]);

  step(quick ? "test the modules" : "test");
  run(node, [bin("jest/bin/jest.js"), "--silent", ...(quick ? ["__tests__/modules"] : [])]);

  step("compare what both make of the examples");
  const examples = exampleFiles();
  const differences = examples.flatMap((file) => compare(file, node));
  for (const each of differences) console.error(each);
  if (differences.length > 0) {
    console.error(`${differences.length} differences`);
    process.exit(1);
  }
  console.log(
    `The same of ${examples.length} examples, but for: ${mayDiffer.map(({ why }) => why).join("; ")}; empty lists.`,
  );
}

/** Whether a file names a package that goes. */
function replaceIn(file: string): boolean {
  if (!/\.(ts|mjs|cjs)$/.test(file)) return false;
  const text = readFileSync(file, "utf8");
  const replaced = replacements.reduce(
    (so, { from, to }) =>
      to === undefined ? so : so.replace(new RegExp(`(?<=["'\`]|node_modules/)${from}(?=["'\`/])`, "g"), to),
    text,
  );
  if (replaced !== text) writeFileSync(file, replaced);
  return replaced !== text;
}

function replacePackages(): void {
  const file = path.join(copy, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<
    "dependencies" | "devDependencies" | "peerDependencies" | "peerDependenciesMeta" | "allowScripts",
    Record<string, unknown>
  >;
  for (const kind of ["dependencies", "devDependencies", "peerDependencies"] as const) {
    const entries = Object.entries(manifest[kind]).map(([name, version]) => {
      const replacement = replacements.find(({ from }) => from === name);
      return replacement === undefined ? [name, version] : [replacement.to ?? name, replacement.version];
    });
    manifest[kind] = Object.fromEntries(entries) as Record<string, unknown>;
  }
  manifest.peerDependenciesMeta = Object.fromEntries(
    Object.entries(manifest.peerDependenciesMeta).map(([name, meta]) => [
      replacements.find(({ from }) => from === name)?.to ?? name,
      meta,
    ]),
  );
  manifest.devDependencies.node = NODE_OF_THE_COPY;
  manifest.allowScripts = { ...manifest.allowScripts, node: true };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  rmSync(path.join(copy, "package-lock.json"));
}

/** Differences between what the project and the copy make of a configuration, each with its place. */
function compare(file: string, node: string): readonly string[] {
  const ours = synthesized(file, process.cwd(), process.execPath);
  const theirs = synthesized(file, copy, node);
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((stack) =>
    differ(ours.get(stack), theirs.get(stack), []).map((place) => `${file} ${stack}: ${place}`),
  );
}

/** Each stack's JSON, by name. */
function synthesized(file: string, cwd: string, node: string): ReadonlyMap<string, unknown> {
  const outdir = path.join(copy, "out");
  rmSync(outdir, { recursive: true, force: true });
  run(node, ["cli/secretwatch.mjs", "synth", "--output", outdir], { cwd, organization: file });
  return new Map(
    readdirSync(path.join(outdir, "stacks")).map((stack) => {
      const json = readFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      return [stack, JSON.parse(json) as unknown] as const;
    }),
  );
}

function differ(one: unknown, other: unknown, at: readonly string[]): readonly string[] {
  if (isAllowed(one, other, at.join(".")) || (isNoEntry(one) && isNoEntry(other))) return [];
  if (!isBranch(one) || !isBranch(other) || Array.isArray(one) !== Array.isArray(other)) {
    return one === other ? [] : [`${at.join(".")} is ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) =>
    differ((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], [...at, key]),
  );
}

function isAllowed(one: unknown, other: unknown, place: string): boolean {
  return mayDiffer.some(
    ({ at, values }) => at === place && values[0].test(String(one)) && values[1].test(String(other)),
  );
}

/** Nothing or an empty list, which are one to Terraform where a list of blocks or values may be left out. */
function isNoEntry(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function step(text: string): void {
  console.log(`== ${text}`);
}

function run(
  command: string,
  args: readonly string[],
  { cwd = copy, organization = "" } = {},
): SpawnSyncReturns<string> {
  const result = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      ORGANIZATION: organization,
      PATH: `${path.join(copy, "node_modules/.bin")}:${process.env.PATH ?? ""}`,
    },
    maxBuffer: 256 * 1024 * 1024,
  });
  if (result.status !== 0) {
    // Neither is there where the command could not be started.
    const said = [result.error?.message, result.stdout, result.stderr].map((text) => text?.slice(-8000) ?? "");
    console.error(`${command} ${args.join(" ")} failed:\n${said.join("\n")}`);
    process.exit(1);
  }
  return result;
}

function output(command: string, args: readonly string[]): string {
  return run(command, args).stdout.trim();
}
