import fs from "node:fs";
import path from "node:path";

/**
 * Makes a test fail that reads the organization.yaml beside package.json: in a clone that is in use it is the user's, and says what it
 * likes. Node's own modules are the same for all tests of a worker, so this is done once in each.
 */
const own = path.resolve(__dirname, "../../organization.yaml");
const done = Symbol.for("secretwatch: the user's own configuration");
const functions = fs as unknown as Record<string | symbol, unknown>;

if (functions[done] === undefined) {
  functions[done] = true;
  for (const name of ["readFileSync", "openSync", "copyFileSync", "createReadStream"]) {
    const real = functions[name] as (...args: readonly unknown[]) => unknown;
    functions[name] = (file: unknown, ...rest: readonly unknown[]) => {
      if (typeof file === "string" && path.resolve(file) === own) {
        throw new Error("organization.yaml beside package.json is the user's. Tests are about exampleFile.");
      }
      return real(file, ...rest);
    };
  }
}
