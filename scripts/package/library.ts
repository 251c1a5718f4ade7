import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";

import { root } from "./packed";
import { step } from "./steps";
import type { UserDirectory } from "./user-directory";

/** How programs find packages, each with its kind of module. */
const resolutions = [
  { moduleResolution: "node10", module: "commonjs" },
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "bundler", module: "esnext" },
] as const;

/** examples/library as a program of the user's own: its types, as CommonJS and as an ES module. */
export function library(user: UserDirectory): void {
  cpSync(path.join(root, "examples/library"), user.file("app"), { recursive: true });
  for (const { moduleResolution, module } of resolutions) {
    const config = {
      compilerOptions: { target: "es2022", strict: true, module, moduleResolution, outDir: module, types: ["node"] },
      // Only Node's newer ways read `exports`, which the ES module is about.
      include: moduleResolution === "node10" ? ["*.ts"] : ["*.ts", "*.mts"],
    };
    writeFileSync(user.file("app/tsconfig.json"), JSON.stringify(config));
    step(`the library compiles with moduleResolution ${moduleResolution}`, user.command("tsc", "-p", "app"));
  }
  step("an app of one's own synthesizes", user.run(process.execPath, "app/commonjs/main.js"));
  step(
    "what it synthesizes has a stack of its own",
    user.run("cat", "cdktf.out/stacks/payments/cdk.tf.json"),
    "ledger",
  );
  step(
    "an ES module has all of it",
    user.run(process.execPath, "app/node16/detect.mjs"),
    '"secret-read-denied"',
    '"evaluated":true',
    '"matched":true',
  );
  step(
    "so has require",
    user.run(
      process.execPath,
      "-p",
      "typeof require('secretwatch').OrganizationApp + require('secretwatch/patterns').all",
    ),
    /^function/,
  );
  step(
    "what is not exported can't be had",
    user.run(
      process.execPath,
      "-e",
      "try { require('secretwatch/dist/cli/program') } catch (e) { console.log(e.code) }",
    ),
    "ERR_PACKAGE_PATH_NOT_EXPORTED",
  );
}
