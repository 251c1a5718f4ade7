import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Directory of Secretwatch's package.json: the sources lie in it, what is compiled of them a folder deeper. */
export const packageRoot = above(__dirname);

/** Version of the Secretwatch that runs. */
export function version(): string {
  return (JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8")) as { version: string }).version;
}

function above(directory: string): string {
  return existsSync(path.join(directory, "package.json")) ? directory : above(path.dirname(directory));
}
