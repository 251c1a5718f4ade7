import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

/** Runs the script with a command in the place of npx that prints and ends so, and nobody to sign in to. */
function drill(printed: string, exitCode: number, args: readonly string[] = []) {
  const directory = temporaryDirectory({ printed, "scripts/credentials.sh": ":\n" });
  mkdirSync(path.join(directory, "bin"));
  const npx = path.join(directory, "bin/npx");
  writeFileSync(npx, `#!/bin/sh\nprintf '%s\\n' "$*" >asked\ncat printed\nexit ${exitCode}\n`);
  chmodSync(npx, 0o755);
  const script = path.join(directory, "scripts/drill.sh");
  cpSync(path.join(root, "examples/github/scripts/drill.sh"), script);
  const { status, stdout } = spawnSync(script, args, {
    cwd: directory,
    encoding: "utf8",
    env: {
      PATH: `${path.dirname(npx)}:${process.env.PATH ?? ""}`,
      READ_ROLE_NAME: "SecretwatchRead",
      GITHUB_STEP_SUMMARY: "summary",
    },
  });
  const read = (name: string) => readFileSync(path.join(directory, name), "utf8");
  return { status, stdout, asked: read("asked"), summary: read("summary") };
}

test.each([0, 10, 2])("a drill that ends with %i ends its job so, and all it said is in the summary", (exitCode) => {
  const { status, stdout, asked, summary } = drill("4 of 4 reads came\n", exitCode, ["--wave", "all"]);

  expect({ status, stdout }).toEqual({ status: exitCode, stdout: "4 of 4 reads came\n" });
  expect(asked).toBe("secretwatch drill --role SecretwatchRead --wave all\n");
  expect(summary).toBe("### Secretwatch: drill\n\n    4 of 4 reads came\n");
});

test("what it said is code in the summary, whatever is in a line", () => {
  const { summary } = drill("```\n# heading\n<b>x</b> @acorn\n", 10);

  expect(summary.split("\n").slice(2, -1)).toEqual(["    ```", "    # heading", "    <b>x</b> @acorn"]);
});
