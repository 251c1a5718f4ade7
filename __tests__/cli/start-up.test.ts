import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

/** Asks a process of its own for one help after the other, and takes down which files it had loaded then, besides Node's. */
const asking = `
  const { run } = require(${JSON.stringify(path.join(root, "cli/program.ts"))});
  const loaded = () => Object.keys(require.cache).map((file) => require("node:path").relative(${JSON.stringify(root)}, file));
  const write = process.stdout.write;
  const helps = {};
  (async () => {
    let help = "";
    process.stdout.write = (text) => (help += text, true);
    await run(["--help"]);
    helps["--help"] = loaded();
    const commands = [...help.matchAll(/^  ([a-z-]+) [^]*?$/gm)].map(([, name]) => name).filter((name) => name !== "help");
    for (const command of commands) {
      help = "";
      await run([command, "--help"]);
      if (help.startsWith("Usage: secretwatch " + command)) helps[command] = loaded();
    }
    write.call(process.stdout, JSON.stringify(helps));
  })();
`;

function loadedByHelp(): Readonly<Record<string, readonly string[]>> {
  const file = path.join(temporaryDirectory(), "asking.cjs");
  writeFileSync(file, asking);
  const tsx = path.join(root, "node_modules/tsx/dist/cjs/index.cjs");
  const { stdout, stderr } = spawnSync(process.execPath, ["--require", tsx, file], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Record<string, readonly string[]>;
}

test("a command loads what it does when it does it: for its help there are the command line's own files, the same for each", () => {
  const { "--help": first = [], ...helps } = loadedByHelp();

  const own = first.filter((file) => !file.startsWith("node_modules/") && !file.startsWith(".."));
  const packages = new Set(first.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  expect(Object.keys(helps).length).toBeGreaterThanOrEqual(17);
  // Two of them compile a clone as it is loaded.
  expect([...packages].sort()).toEqual(["commander", "esbuild", "picocolors", "tsx"]);
  expect(own).toContain("cli/program.ts");
  expect(own.filter((file) => !/^(cli|text|text\/forms|config\/files|organization)\/[a-z-]+\.ts$/.test(file))).toEqual(
    [],
  );
  expect(own.length).toBeLessThanOrEqual(20);
  for (const [command, files] of Object.entries(helps)) expect({ command, files }).toEqual({ command, files: first });
});
