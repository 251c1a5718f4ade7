import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Directory of Secretwatch's package.json: the sources lie in it, what is compiled of them a folder deeper. */
export const packageRoot = above(__dirname);

/** Where the package is, from the directory that it is installed in. */
export const INSTALLED = "node_modules/secretwatch";

interface Manifest {
  readonly version: string;
}

/** Version of the Secretwatch that runs. */
export function version(): string {
  return manifest().version;
}

/** Path of a page of docs/ for whoever reads the output: in a clone docs/ is there, else it is in the package. */
export function documentation(page: string): string {
  return path.basename(path.dirname(packageRoot)) === "node_modules" ? `${INSTALLED}/docs/${page}` : `docs/${page}`;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8")) as Manifest;
}

function above(directory: string): string {
  return existsSync(path.join(directory, "package.json")) ? directory : above(path.dirname(directory));
}
