#!/usr/bin/env node
/**
 * Plays Terraform. What it does with a stack is in fake-terraform.json of the working directory, by the stack's name or *, and by
 * the command: `status`, `stdout`, `stderr`, and `hangs`, "kindly" until it is interrupted, or "deaf" with a process of its own; of
 * `plan` also `file`, what it writes, in base64. What it is asked goes to fake-terraform.log, with which role and which arguments to
 * fake-terraform.details; while it applies, a file <stack>.lock is there.
 */
const { Buffer } = require("node:buffer");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { clearInterval, setInterval, setTimeout } = require("node:timers");

const [first, command, ...rest] = process.argv.slice(2);
const scenario = fs.existsSync("fake-terraform.json") ? JSON.parse(fs.readFileSync("fake-terraform.json", "utf8")) : {};
const log = (line) => fs.appendFileSync("fake-terraform.log", `${line}\n`);

const PLAN = JSON.stringify({
  format_version: "1.2",
  configuration: { provider_config: { aws: {} } },
  resource_changes: [
    {
      address: "aws_cloudwatch_dashboard.Dashboard",
      mode: "managed",
      type: "aws_cloudwatch_dashboard",
      change: { actions: ["create"], before: null, after: { dashboard_name: "secretwatch" } },
    },
  ],
});

if (first === "version") {
  process.stdout.write(scenario.version ?? "Terraform v1.11.4\non linux_amd64\n");
} else {
  const directory = first.slice("-chdir=".length);
  const stack = path.basename(directory);
  const part = { ...scenario["*"]?.[command], ...scenario[stack]?.[command] };
  log(`${command} ${stack}`);
  const role = process.env.TF_VAR_role_name ?? "no role";
  fs.appendFileSync("fake-terraform.details", `${command} ${stack} as ${role}: ${rest.join(" ")}\n`);
  if (command === "init") fs.writeFileSync(path.join(directory, ".terraform.lock.hcl"), "lock");
  const out = rest.find((each) => each.startsWith("-out="));
  if (out !== undefined) fs.writeFileSync(out.slice("-out=".length), Buffer.from(part.file ?? "", "base64"));
  const lock = `${stack}.lock`;
  if (command === "apply") fs.writeFileSync(lock, "");
  const end = () => {
    process.stdout.write(part.stdout ?? (command === "show" ? PLAN : ""));
    process.stderr.write(part.stderr ?? "");
    fs.rmSync(lock, { force: true });
    log(`${command} ended ${stack}`);
    process.exitCode = part.status ?? (command === "plan" ? 2 : 0);
  };
  if (part.hangs === undefined) end();
  else hang(part.hangs, stack, end);
}

function hang(how, stack, end) {
  const waiting = setInterval(() => undefined, 1000);
  if (how === "deaf") {
    const { pid } = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "inherit" });
    log(`child ${pid}`);
  }
  process.on("SIGINT", () => {
    log(`interrupted ${stack}`);
    if (how === "deaf") return;
    setTimeout(() => {
      clearInterval(waiting);
      end();
      process.exitCode = 1;
    }, 200);
  });
  log(`hangs ${stack}`);
}
