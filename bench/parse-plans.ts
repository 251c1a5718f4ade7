import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/** The least that any reader of plans has to do: JSON.parse of the same bytes, a file at a time. */
const [directory = ""] = process.argv.slice(2);
for (const file of readdirSync(directory)) JSON.parse(readFileSync(path.join(directory, file), "utf8"));
