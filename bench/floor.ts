import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The least that any synth has to do: turn the same objects into JSON and write it. Prints milliseconds and bytes. */
const [from = "", to = ""] = process.argv.slice(2);

const files = readdirSync(from, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
const contents = files.map((file) => JSON.parse(readFileSync(path.join(from, file), "utf8")) as unknown);

const start = performance.now();
let bytes = 0;
for (const [index, file] of files.entries()) {
  const text = JSON.stringify(contents[index], null, 2);
  bytes += text.length;
  mkdirSync(path.join(to, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(to, file), text);
}
console.log(JSON.stringify({ milliseconds: performance.now() - start, bytes }));
