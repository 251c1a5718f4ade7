// npm links the commands of dependencies only. With the project's own linked too, `npx secretwatch` works in the clone
// at once, instead of asking to install the package first.
import { mkdirSync, rmSync, symlinkSync } from "node:fs";

mkdirSync("node_modules/.bin", { recursive: true });
rmSync("node_modules/.bin/secretwatch", { force: true });
symlinkSync("../../cli/secretwatch.mjs", "node_modules/.bin/secretwatch");
