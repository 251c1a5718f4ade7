import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { exampleFile } from "../../scripts/example-files";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

/** Runs a script of the shell where it may mount what it likes, for itself alone. */
const mounting = (script: string, ...args: readonly string[]) =>
  spawnSync("unshare", ["--map-root-user", "--mount", "sh", "-euc", script, "sh", ...args], {
    cwd: root,
    env: { ...process.env, ORGANIZATION: exampleFile },
    encoding: "utf8",
  });
const canMount = mounting('mount -t tmpfs none "$1"', temporaryDirectory()).status === 0;

describe("the program that the CDKTF CLI runs", () => {
  // Where namespaces are forbidden, output-directory.test.ts stands alone, with a disk that says that it is full.
  (canMount ? test : test.skip).each([500])(
    "leaves the old output as it was on a disk with %i KB left, and says so in a line",
    (left) => {
      const directory = temporaryDirectory({ "disk/readme": "", "kept/readme": "" });

      const { status, stdout, stderr } = mounting(
        `
        mount -t tmpfs -o size=4m none "$1/disk"
        mkdir -p "$1/disk/out/stacks/member-old"
        echo '{"stacks":{"member-old":{}}}' >"$1/disk/out/manifest.json"
        echo '{"old":true}' >"$1/disk/out/stacks/member-old/cdk.tf.json"
        head -c "$2k" /dev/zero >"$1/disk/room"
        cat /dev/zero >"$1/disk/rest" 2>/dev/null || rm "$1/disk/room"
        CDKTF_OUTDIR="$1/disk/out" node --import tsx main.ts || echo "code $?"
        cp -r "$1/disk/out/." "$1/kept"
        find "$1/disk/out" -type f | wc -l
        `,
        directory,
        String(left),
      );

      expect({ status, stdout }).toEqual({ status: 0, stdout: "code 2\n2\n" });
      expect(stderr.trimEnd().split("\n").at(-1)).toBe(
        `The output directory ${JSON.stringify(path.join(directory, "disk/out"))} could not be written to, and is as it was before (ENOSPC).`,
      );
      expect(stderr).not.toMatch(/^ +at /m);
      expect(readFileSync(path.join(directory, "kept/manifest.json"), "utf8")).toBe('{"stacks":{"member-old":{}}}\n');
      expect(readFileSync(path.join(directory, "kept/stacks/member-old/cdk.tf.json"), "utf8")).toBe('{"old":true}\n');
    },
  );
});
