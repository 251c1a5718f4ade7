import fs from "node:fs";

import { writeFive } from "./output-of-five";

/**
 * A synth that sends itself a signal at the so-and-so-many-th change of the file system: a program of its own, whose arguments are
 * the directory, what the stacks have, the signal, and the number of the change.
 */
const [outdir, content, signal, at] = process.argv.slice(2) as [string, string, NodeJS.Signals, string];
let changes = 0;

for (const change of ["mkdirSync", "writeFileSync", "renameSync", "rmSync"] as const) {
  const original = fs[change] as (...args: unknown[]) => unknown;
  (fs as Record<string, unknown>)[change] = (...args: unknown[]) => {
    if (changes++ === Number(at)) process.kill(process.pid, signal);
    return original(...args);
  };
}

writeFive(outdir, content);
