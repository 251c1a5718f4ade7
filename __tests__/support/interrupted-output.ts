import fs from "node:fs";
import path from "node:path";

import { replaceOutput } from "../../cli/output-directory";

/**
 * A synth that sends itself a signal at the so-and-so-many-th change of the file system: a program of its own, whose arguments are
 * the directory, what the stacks have, the signal, and the number of the change.
 */
const [outdir, content, signal, at] = process.argv.slice(2) as [string, string, NodeJS.Signals, string];
const stacks = Array.from({ length: 5 }, (_, index) => `member-m${index}`);
let changes = 0;

for (const change of ["mkdirSync", "writeFileSync", "renameSync", "rmSync"] as const) {
  const original = fs[change] as (...args: unknown[]) => unknown;
  (fs as Record<string, unknown>)[change] = (...args: unknown[]) => {
    if (changes++ === Number(at)) process.kill(process.pid, signal);
    return original(...args);
  };
}

replaceOutput(outdir, stacks, (staging) => {
  for (const stack of stacks) {
    const directory = path.join(staging, "stacks", stack);
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify({ content }));
  }
  fs.writeFileSync(
    path.join(staging, "manifest.json"),
    JSON.stringify({ content, stacks: Object.fromEntries(stacks.map((each) => [each, {}])) }),
  );
});
