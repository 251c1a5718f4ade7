import { spawnSync } from "node:child_process";
import { linkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { trailFile } from "../../bench/trail-file";
import { exampleFile } from "../../scripts/example-files";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const FILES = 1500;
const EVENTS = 5000;

/** So much that no machine is through with it before it hears of a signal. */
function manyFiles(): string {
  const directory = temporaryDirectory();
  const [first = "", ...others] = Array.from({ length: FILES }, (_, index) => path.join(directory, `${index}.json.gz`));
  writeFileSync(first, gzipSync(JSON.stringify({ Records: trailFile(1, EVENTS).records })));
  for (const other of others) linkSync(first, other);
  return directory;
}

function interrupted(times: number) {
  return spawnSync(
    process.execPath,
    ["--import", "tsx", path.join(root, "__tests__/support/interrupted-history.ts"), manyFiles(), String(times)],
    { cwd: root, encoding: "utf8", env: { ...process.env, ORGANIZATION: exampleFile }, timeout: 60_000 },
  );
}

test("Ctrl-C ends a history with what was read so far, and says so", () => {
  const { status, stdout, stderr } = interrupted(1);

  expect(status).toBe(130);
  expect(stderr).toContain("what follows is of what was read so far");
  const { seen } = JSON.parse(stdout) as { seen: { isWhole: boolean; events: number; doubled: number } };
  expect(seen.isWhole).toBe(false);
  expect(seen.events + seen.doubled).toBeLessThan(FILES * EVENTS);
});

test("a second Ctrl-C ends it at once", () => {
  const { signal, stdout } = interrupted(2);

  expect(signal).toBe("SIGINT");
  expect(stdout).toBe("");
});
