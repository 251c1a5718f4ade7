import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { exampleFile, exampleFiles } from "../scripts/example-files";
import { secretwatch } from "./support/run-command";
import { root } from "./support/synthesized";

test("a test that reads the user's organization.yaml fails, whatever is in it, and where there is none", () => {
  const theirs = path.join(root, "organization.yaml");

  expect(() => loadOrganization(theirs)).toThrow(/is the user's|there is no such file/);
  expect(() => readFileSync(theirs)).toThrow("is the user's");
});

test("commands that tests run read the example unless they are told otherwise", async () => {
  const { status, stdout } = await secretwatch(["check"]);

  expect(status).toBe(0);
  expect(stdout).toContain(`${exampleFile} is correct`);
});

test("scripts and benchmarks name no organization.yaml of the project but those of examples/", () => {
  const files = execFileSync("git", ["ls-files", "scripts", "bench", "oracles"], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n");
  const naming = files.flatMap((file) =>
    readFileSync(path.join(root, file), "utf8")
      .split("\n")
      .filter((line) =>
        /\broot, "organization\.yaml"|["'`](\.{1,2}\/)+organization\.yaml|(?<!\.file)\(\s*"organization\.yaml"/.test(
          line,
        ),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );

  expect(files.length).toBeGreaterThan(50);
  expect(naming).toEqual([]);
  expect(exampleFiles(root)).toContain(exampleFile);
});
