import { copyFileSync, existsSync } from "node:fs";
import path from "node:path";

import { Messages } from "./diagnostics";
import type { Processes } from "./processes";

/** How a command of Terraform ended, and what it had to say. */
export interface Ran {
  /** Exit code; nothing if a signal ended it or it never began. */
  readonly status: number | undefined;
  readonly messages: Messages;
}

export interface PlanOptions {
  /** Plans to destroy all that is there. @default - to make it as it is written */
  readonly destroy?: boolean;
  /** Whether the state is locked meanwhile: that takes the right to write beside it. */
  readonly lock: boolean;
}

/** What belongs to the directory of a stack, and says which provider is used there. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** How long another one may hold the state, before Terraform says who does. */
const LOCK_TIMEOUT = "-lock-timeout=1m";

/** What was approved rather waits. */
const LOCK_TIMEOUT_OF_APPLY = "-lock-timeout=5m";

/** What the processes of Terraform get. */
export interface Environments {
  /** Those that read. */
  readonly plan: NodeJS.ProcessEnv;
  /** Those that change something. */
  readonly apply: NodeJS.ProcessEnv;
}

/** The commands of Terraform, or of OpenTofu, in the directory of a stack. */
export class Terraform {
  /** The last `init` that was asked for: they run one at a time. */
  private initialized: Promise<unknown> = Promise.resolve();
  /** Of a stack that has been initialized in this run. */
  private lockFile: string | undefined;

  /**
   * @param binary name or path of the executable
   * @param outdir what synth wrote
   */
  constructor(
    private readonly binary: string,
    private readonly outdir: string,
    private readonly processes: Processes,
    private readonly environments: Environments,
  ) {}

  directoryOf(stack: string): string {
    return path.join(this.outdir, "stacks", stack);
  }

  lockFileOf(stack: string): string {
    return path.join(this.directoryOf(stack), LOCK_FILE);
  }

  /**
   * Gets the provider, one stack at a time: a plugin cache is not safe for several.
   * https://github.com/hashicorp/terraform/issues/31964
   *
   * A stack without a lock file gets that of another, so that all have the same version of the provider, and a cache is used at all:
   * without a checksum Terraform does not.
   *
   * @param wanted lock file that says which provider it has to be. @default - the stack's own, or that of another
   */
  init(stack: string, wanted?: string): Promise<Ran> {
    const act = async () => {
      const [own, other] = [this.lockFileOf(stack), this.lockFile];
      if (wanted !== undefined) copyFileSync(wanted, own);
      else if (other !== undefined && !existsSync(own)) copyFileSync(other, own);
      const readOnly = wanted === undefined ? [] : ["-lockfile=readonly"];
      const ran = await this.run(stack, ["init", "-input=false", "-no-color", ...readOnly]);
      if (ran.status === 0 && existsSync(own)) this.lockFile ??= own;
      return ran;
    };
    const next = this.initialized.then(act);
    this.initialized = next;
    return next;
  }

  /** Status 0 if nothing changes, 2 if something does. */
  plan(stack: string, file: string, { destroy = false, lock }: PlanOptions): Promise<Ran> {
    return this.run(stack, [
      ...["plan", "-json", "-input=false", "-detailed-exitcode", lock ? LOCK_TIMEOUT : "-lock=false"],
      ...(destroy ? ["-destroy"] : []),
      `-out=${path.resolve(file)}`,
    ]);
  }

  /** The plan in JSON, in pieces. */
  show(stack: string, file: string, write: (chunk: Buffer) => void): Promise<Ran> {
    return this.run(stack, ["show", "-json", path.resolve(file)], write);
  }

  /** Applies a plan; Terraform refuses it if the state is another than it was planned for. */
  apply(stack: string, file: string): Promise<Ran> {
    return this.run(stack, ["apply", "-json", "-input=false", LOCK_TIMEOUT_OF_APPLY, path.resolve(file)]);
  }

  private async run(stack: string, args: readonly string[], write?: (chunk: Buffer) => void): Promise<Ran> {
    const [out, err] = [new Messages(), new Messages()];
    const { status, error } = await this.processes.run(
      this.binary,
      [`-chdir=${this.directoryOf(stack)}`, ...args],
      args[0] === "apply" ? this.environments.apply : this.environments.plan,
      {
        stdout: write ?? out.write,
        stderr: err.write,
      },
    );
    out.end();
    err.end();
    const failed = error === undefined ? [] : [`${this.binary} could not be started (${error.code ?? error.message})`];
    // How far it came matters only where nothing says why it came no further.
    const said = err.isEmpty ? out : out.withoutOthers();
    return { status, messages: Messages.of(failed, said, err) };
  }
}
