import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { madeByBase } from "../../cli/base-code";
import type { Base } from "../../cli/base-configuration";
import { UsageError } from "../../cli/usage-error";
import { organizationFrom, small } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const running = temporaryDirectory();

// As if the code lay in node_modules of somebody who uses it.
jest.mock("../../cli/package-root", () => ({
  get packageRoot() {
    return path.join(running, "node_modules", "secretwatch");
  },
}));

const organization = organizationFrom(small);

/** What stands in for Secretwatch: a command that writes one stack with what it was asked to read. */
const command = `#!/usr/bin/env node
const fs = require("node:fs");
const [, , synth, , outdir] = process.argv;
if (fs.readFileSync(process.env.ORGANIZATION, "utf8").includes("unreadable")) { console.error("It is unreadable."); process.exit(1); }
fs.mkdirSync(outdir + "/stacks/security", { recursive: true });
fs.writeFileSync(outdir + "/manifest.json", JSON.stringify({ stacks: { security: {} } }));
fs.writeFileSync(outdir + "/stacks/security/cdk.tf.json", JSON.stringify({ resource: { aws_x: { y: { by: "0.0.9", synth } } } }));
`;

/** Packs it, and pins it as npm does. */
function packed(directory: string): void {
  const source = temporaryDirectory({
    "package.json": JSON.stringify({
      name: "secretwatch",
      version: "0.0.9",
      bin: { secretwatch: "bin.js" },
      scripts: { postinstall: "echo ran >ran.txt" },
    }),
    "bin.js": command,
  });
  execFileSync("npm", ["pack", source, "--ignore-scripts"], { cwd: directory, stdio: "ignore" });
  writeFileSync(path.join(directory, "package.json"), JSON.stringify({ private: true }));
  execFileSync(
    "npm",
    ["install", "--save-exact", "--package-lock-only", "--ignore-scripts", "--no-audit", "./secretwatch-0.0.9.tgz"],
    { cwd: directory, stdio: "ignore" },
  );
}

const pinning = temporaryDirectory();

beforeAll(() => {
  packed(pinning);
  mkdirSync(path.join(running, "node_modules"));
  runs("0.1.0");
});

/** What npm says that is installed. */
function runs(version: string): void {
  const packages = { "node_modules/secretwatch": { version } };
  writeFileSync(path.join(running, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
}

/** A base with the lock, and the packed file if it is wanted. */
function baseWith({ text = small, tarball = true, lock = (text: string) => text } = {}): Base {
  const root = temporaryDirectory({
    "watch/organization.yaml": text,
    "package-lock.json": lock(readFileSync(path.join(pinning, "package-lock.json"), "utf8")),
  });
  if (tarball) {
    writeFileSync(path.join(root, "secretwatch-0.0.9.tgz"), readFileSync(path.join(pinning, "secretwatch-0.0.9.tgz")));
  }
  const file = path.join(root, "watch/organization.yaml");
  return { organization, file, root, project: root, fetch: () => undefined };
}

const workspace = () => mkdtempSync(path.join(temporaryDirectory(), "workspace-"));

function failing(base: Base): string {
  try {
    madeByBase(base, workspace());
  } catch (error) {
    if (error instanceof UsageError) return error.report.toString();
    throw error;
  }
  return "";
}

test("a base is made by the version that it pins, and no script of the package runs", () => {
  const directory = workspace();

  const made = madeByBase(baseWith(), directory);

  expect(made?.version).toBe("0.0.9");
  expect([...made!.stacks]).toEqual([["security", { resource: { aws_x: { y: { by: "0.0.9", synth: "synth" } } } }]]);
  expect(existsSync(path.join(directory, "code/node_modules/secretwatch/bin.js"))).toBe(true);
  expect(existsSync(path.join(directory, "code/node_modules/secretwatch/ran.txt"))).toBe(false);
});

test("nothing is installed where the base pins what runs, or pins nothing", () => {
  const directory = workspace();

  expect(madeByBase({ ...baseWith(), root: undefined }, directory)).toBeUndefined();
  expect(madeByBase(baseWith({ lock: () => "{}" }), directory)).toBeUndefined();
  runs("0.0.9");
  expect(madeByBase(baseWith(), directory)).toBeUndefined();
  runs("0.1.0");
  expect(existsSync(path.join(directory, "code"))).toBe(false);
});

test("a packed file that the base has not any more is looked for where it is now", () => {
  const base = baseWith({ tarball: false });

  expect(failing({ ...base, project: temporaryDirectory() })).toContain("Keep the packed file in the repository");
  expect(madeByBase({ ...base, project: pinning }, workspace())?.version).toBe("0.0.9");
});

test("another file than the one that was pinned is not run", () => {
  const base = baseWith({ lock: (text) => text.replace(/"sha512-.{8}/, '"sha512-AAAAAAAA') });

  expect(failing(base)).toMatch(
    /^Secretwatch 0\.0\.9, which the base has, can't be installed with npm ci:[^]*EINTEGRITY/,
  );
});

test("what the base's own version says against it is passed on", () => {
  expect(failing(baseWith({ text: "unreadable" }))).toBe(
    "The Secretwatch that the base has can't read it:\nIt is unreadable.",
  );
});
