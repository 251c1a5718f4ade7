import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

import { askedIn, directoryWith, fakeTerraform, type Scenario } from "../support/fake-terraform";
import { root } from "../support/synthesized";

interface Person {
  /** Signals that the group of the process gets as a terminal's does, each as soon as something was said, or asked of Terraform. */
  readonly signals?: readonly (readonly [NodeJS.Signals, after: string])[];
  /** What is typed, all at once. @default - nothing, and nobody is there */
  readonly types?: string;
  /** Whether somebody is there who says nothing. */
  readonly waits?: boolean;
}

/** A deployment in a process of its own. */
async function deployment(
  args: readonly string[],
  scenario: Scenario,
  { signals = [], types = "", waits = false }: Person,
) {
  const cwd = directoryWith(scenario);
  const child = spawn(process.execPath, [path.join(root, "cli/secretwatch.mjs"), "deploy", ...args], {
    cwd,
    detached: true,
    env: { ...process.env, TERRAFORM_BINARY_NAME: fakeTerraform, TMPDIR: cwd },
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => void (output[stream] += text));
  }
  if (!waits) child.stdin.end(types);
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  for (const [signal, after] of signals) {
    await until(() => output.stderr.includes(after) || askedIn(cwd).includes(after));
    process.kill(-child.pid!, signal);
  }
  return { cwd, status: await exit, asked: askedIn(cwd), ...output };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const locks = (directory: string) => readdirSync(directory).filter((name) => name.endsWith(".lock"));

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s reaches Terraform once, which ends whole; nothing more is begun, and nothing is left behind",
  async (signal) => {
    const scenario: Scenario = { security: { apply: { hangs: "kindly" } } };

    const { cwd, status, asked, stdout, stderr } = await deployment(["--auto-approve"], scenario, {
      signals: [[signal, "hangs security"]],
    });

    expect(status).toBe(130);
    expect(asked.slice(asked.indexOf("hangs security"))).toEqual([
      "hangs security",
      "interrupted security",
      "apply ended security",
    ]);
    expect(stderr).toContain("Interrupted: Terraform ends what it is at");
    expect(stdout).toMatch(/^failed: 1 stack \(security\)\nnot started: /m);
    expect(locks(cwd)).toEqual([]);
    expect(readdirSync(cwd).filter((name) => name.startsWith("secretwatch-plans"))).toEqual([]);
  },
  60_000,
);

test("a second Ctrl-C kills a Terraform that does not end, with all that it started", async () => {
  const scenario: Scenario = { security: { apply: { hangs: "deaf" } } };

  const { cwd, status, asked, stderr } = await deployment(["--auto-approve"], scenario, {
    signals: [
      ["SIGINT", "hangs security"],
      ["SIGINT", "interrupted security"],
    ],
  });

  const pid = Number(asked.find((each) => each.startsWith("child "))!.split(" ")[1]);
  await until(() => !isRunning(pid));
  expect(status).toBe(130);
  expect(stderr).toContain("Killed. States may still be locked");
  expect(readdirSync(cwd).filter((name) => name.startsWith("secretwatch-plans"))).toEqual([]);
}, 60_000);

test("what is typed is the answer, wave by wave", async () => {
  const { status, asked, stdout } = await deployment(["security", "management"], {}, { types: "yes\nno\n" });

  expect(status).toBe(1);
  expect(asked).toContain("apply ended security");
  expect(asked).not.toContain("apply management");
  expect(stdout).toMatch(/^applied: 1 stack \(security\)\nnot approved: 1 stack \(management\)$/m);
}, 60_000);

test("nobody who could answer is no approval", async () => {
  const { status, stdout, stderr, asked } = await deployment(["security"], {}, {});

  expect(status).toBe(1);
  expect(stderr).toContain("Nobody answers: add --auto-approve, or --plan-only.");
  expect(stdout).toContain("not approved: 1 stack (security)");
  expect(asked).not.toContain("apply security");
}, 60_000);

test("Ctrl-C at the question applies nothing", async () => {
  const { status, asked, stdout } = await deployment(
    [],
    {},
    { signals: [["SIGINT", "Apply it to 1 stack of wave 0-security?"]], waits: true },
  );

  expect(status).toBe(130);
  expect(asked.at(-1)).toBe("show ended security");
  expect(stdout).toMatch(/^not approved: 1 stack \(security\)$/m);
}, 60_000);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
