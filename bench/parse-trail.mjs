// The floor of reading a trail: gunzip and JSON.parse of each file below a directory, on as many threads as the command line says.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";

/** Large enough for most files: zlib's own choice costs a fifth more. */
const CHUNK = { chunkSize: 1024 ** 2 };

if (isMainThread) spread(...process.argv.slice(2));
else
  parentPort.on("message", (file) => {
    parentPort.postMessage(JSON.parse(gunzipSync(readFileSync(file), CHUNK).toString()).Records.length);
  });

function spread(directory, threads) {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".gz"));
  let events = 0;
  for (let index = 0; index < Number(threads); index++) {
    const worker = new Worker(new URL(import.meta.url));
    const next = () => {
      const file = files.pop();
      if (file !== undefined) worker.postMessage(path.join(directory, file));
      else void worker.terminate();
    };
    worker.on("message", (count) => {
      events += count;
      next();
    });
    next();
  }
  process.on("exit", () => console.log(JSON.stringify({ events })));
}
