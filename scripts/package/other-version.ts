import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { step } from "./steps";
import type { UserDirectory } from "./user-directory";

const VERSION = "99.0.0";

/** An update is a version number, and the stacks that it changes are listed. */
export function otherVersion(user: UserDirectory, workspace: string, tarball: string): void {
  step("git commit", user.commit("Configure"));
  const packed = newer(user, workspace, tarball);
  step(`npm install of version ${VERSION}`, user.install(`./${packed}`));
  step("npx runs that version", user.run("npx", "secretwatch", "--version"), VERSION);
  const becomes = `becomes ${VERSION}`;
  step(
    "diff lists the stacks that the version changes",
    user.secretwatch("diff", "HEAD"),
    becomes,
    "1 stack by itself: security.",
  );
  step(
    "affected has them",
    user.secretwatch("affected", "--base", "HEAD"),
    '"stack": "security"',
    '"reason": "changed"',
  );
  step("git commit", user.commit("Update"));
  step("afterwards nothing differs", user.secretwatch("diff", "HEAD"), "Nothing changes against HEAD.");
}

/** The package with another title of a detection, in the user's repository. */
function newer(user: UserDirectory, workspace: string, tarball: string): string {
  const directory = path.join(workspace, "newer");
  mkdirSync(directory);
  user.run("tar", "-xzf", tarball, "-C", directory);
  const change = (file: string, from: string, to: string) => {
    const place = path.join(directory, "package", file);
    const before = readFileSync(place, "utf8");
    if (!before.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(place, before.replaceAll(from, to));
  };
  const manifest = JSON.parse(readFileSync(path.join(directory, "package/package.json"), "utf8")) as {
    version: string;
  };
  change("package.json", `"version": "${manifest.version}"`, `"version": "${VERSION}"`);
  change("dist/detections/catalogue/secrets-decoys.js", "A decoy secret was read", "Somebody read a decoy secret");
  user.run("npm", "pack", path.join(directory, "package"), "--ignore-scripts");
  return `secretwatch-${VERSION}.tgz`;
}
