import path from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";

/** Starts the program of a thread: in the package it is compiled; in a clone tsx compiles it, as cli/secretwatch.mjs has it do. */
export function startThread(options: WorkerOptions): Worker {
  const program = path.join(__dirname, `observing-thread${path.extname(__filename)}`);
  if (program.endsWith(".js")) return new Worker(program, options);
  // Threads inherit no loader, and take one as an argument in some versions of Node alone.
  const compiled = [require.resolve("tsx/cjs"), program].map((file) => `require(${JSON.stringify(file)});`);
  return new Worker(compiled.join(""), { ...options, eval: true });
}
