// Runs actionlint and zizmor (PyPI) over the workflows, where they are: ACTIONLINT and ZIZMOR name their executables.
// The examples are linted where a user puts them, so that they find each other.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const places = { ".github/workflows": ".github", "examples/github": "examples/github" };
for (const [name, source] of Object.entries(places)) {
  const copy = mkdtempSync(path.join(tmpdir(), "secretwatch-workflows-"));
  try {
    mkdirSync(path.join(copy, ".git"));
    cpSync(source, path.join(copy, ".github"), { recursive: true });
    const files = readdirSync(path.join(copy, ".github/workflows")).map((file) => path.join(".github/workflows", file));
    lint(name, copy, process.env.ACTIONLINT ?? "actionlint", ["-no-color", ...files]);
    lint(name, copy, process.env.ZIZMOR ?? "zizmor", ["--offline", "--no-progress", ...files]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function lint(name, cwd, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  const tool = path.basename(command);
  if (error?.code === "ENOENT") {
    console.log(`Skipped: there is no ${tool}, so ${name} was not looked at by it.`);
  } else if (status === 0) {
    console.log(`ok     ${tool} found nothing in ${name}`);
  } else {
    console.log(`FAILED ${tool}, ${name}\n${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`);
    process.exitCode = 1;
  }
}
