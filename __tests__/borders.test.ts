import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { dependencies, devDependencies, peerDependencies, peerDependenciesMeta } from "../package.json";
import { root } from "./support/synthesized";

interface Rule {
  readonly from: { readonly path?: string };
  readonly to: { readonly pathNot?: readonly string[] };
}

interface Room {
  readonly rooms?: readonly string[];
  readonly packages?: readonly string[];
}

const load = createRequire(__filename);
const table = Object.entries(load("../.rooms.cjs") as Readonly<Record<string, Room>>);
const { forbidden: rules } = load("../.dependency-cruiser.cjs") as { readonly forbidden: readonly Rule[] };
const sources = execFileSync("git", ["ls-files", "*.ts", "*.mjs"], { cwd: root, encoding: "utf8" })
  .trim()
  .split("\n")
  .filter((file) => file.includes("/") && !/^(__tests__|bench|scripts)\//.test(file));

/** Whether a file in one room may import a file or package. */
function mayImport(from: string, to: string): boolean {
  return rules
    .filter(({ from: { path: pattern } }) => pattern !== undefined && new RegExp(pattern).test(from))
    .every(({ to: { pathNot = [".*"] } }) => pathNot.some((each) => new RegExp(each).test(to)));
}

test("each file is in one room", () => {
  const found = sources.map((file) => ({
    file,
    rules: rules.filter(({ from }) => from.path !== undefined && new RegExp(from.path).test(file)).length,
  }));

  expect(found.length).toBeGreaterThan(300);
  expect(found.filter((each) => each.rules !== 1)).toEqual([]);
});

test("rooms and packages that are allowed are there: one that is renamed is not let in by its old name", () => {
  const names = table.map(([name]) => name);
  const allowed = table.flatMap(([, room]) => room.rooms ?? []);
  const packages = table.flatMap(([, room]) => room.packages ?? []);

  expect(names.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  expect(allowed.filter((name) => !names.includes(name))).toEqual([]);
  // What compiles the sources of a clone is not needed where the package is used.
  const needed = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => !Object.hasOwn(peerDependenciesMeta, name),
  );
  expect([...packages, "tsx"].filter((name) => !Object.hasOwn({ ...devDependencies, ...dependencies }, name))).toEqual(
    [],
  );
  expect([...new Set(packages)].sort()).toEqual([...needed, "tsx"].sort());
});

test("a room imports what its row has, and nothing else", () => {
  const names = table.map(([name]) => name);
  const wrong = table.flatMap(([from, { rooms: others = [], packages = [] }]) => [
    ...names
      .filter((to) => mayImport(`${from}/x.ts`, `${to}/y.ts`) !== (to === from || others.includes(to)))
      .map((to) => `${from} → ${to}`),
    ...Object.keys(dependencies)
      .filter((to) => mayImport(`${from}/x.ts`, `node_modules/${to}/index.js`) !== packages.includes(to))
      .map((to) => `${from} → ${to}`),
    ...["scripts/x.ts", "__tests__/x.ts", "node_modules/left-pad/index.js", "fs"].filter((to) =>
      mayImport(`${from}/x.ts`, to),
    ),
  ]);

  expect(wrong).toEqual([]);
});
