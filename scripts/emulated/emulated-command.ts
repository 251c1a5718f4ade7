import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

import type { AccountClients } from "./account-clients";

const root = path.resolve(__dirname, "../..");

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as people run it, with an emulator in the place of AWS. */
export class EmulatedCommand {
  constructor(
    private readonly clients: AccountClients,
    private readonly organization: string,
  ) {}

  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return this.start(args, environment).ended;
  }

  start(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
    const child = spawn(process.execPath, [path.join(root, "cli/secretwatch.mjs"), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...this.clients.environment, ...environment, ORGANIZATION: this.organization },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
    const ended = new Promise<Ran>((resolve) => {
      child.on("close", (status) => {
        resolve({ ...said, status });
      });
    });
    return { child, ended };
  }
}
