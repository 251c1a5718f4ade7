import { readFileSync } from "node:fs";
import path from "node:path";

import { packageRoot } from "./package-root";

/** A package as npm pins it. https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
interface LockEntry {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** package-lock.json of a project that uses Secretwatch. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry | undefined>>;
}

/** Packages that decide what is made of a configuration; Secretwatch itself first. */
export const deciding = [
  "node_modules/secretwatch",
  "node_modules/cdktf",
  "node_modules/constructs",
  "node_modules/@cdktf/provider-aws",
] as const;

/** The lock in a text; nothing if it is none, or pins no Secretwatch. */
export function lockOf(text: string | undefined): Lock | undefined {
  if (text === undefined) return undefined;
  try {
    const { packages } = JSON.parse(text) as Partial<Lock>;
    const own = packages?.[deciding[0]];
    return packages === undefined || typeof own?.version !== "string" || own.link === true
      ? undefined
      : (JSON.parse(text) as Lock);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What npm says of the Secretwatch that runs; nothing in a clone. */
export function runningLock(): Lock | undefined {
  if (path.basename(path.dirname(packageRoot)) !== "node_modules") return undefined;
  try {
    // npm writes down there what it has installed.
    return lockOf(readFileSync(path.join(path.dirname(packageRoot), ".package-lock.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether two locks have the same of all that decides. */
export function isSameCode(one: Lock, other: Lock): boolean {
  return deciding.every((key) => {
    const [a, b] = [one.packages[key], other.packages[key]];
    if (a?.version !== b?.version) return false;
    return a?.integrity === undefined || b?.integrity === undefined || a.integrity === b.integrity;
  });
}
