import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { ReviewedPlans } from "../deploy/reviewed-plans";
import { Processes } from "../deploy/processes";
import { planOnly, rollOut } from "../deploy/rollout";
import { selected } from "../deploy/selection";
import type { Stack } from "../deploy/stack";
import { takeDown } from "../deploy/take-down";
import { Terraform } from "../deploy/terraform";
import { type Program, programOf } from "../deploy/version";
import type { Organization } from "../organization/organization";
import { deploymentsOf } from "../stacks/deployments";
import { joined, terminal } from "../text/terminal";
import { complain } from "../text/print";
import { INTERRUPTED } from "./interruptible";
import { documentation } from "./package-root";
import { ended } from "./rollout-ending";
import {
  environmentsOf,
  refuseContradictions,
  type DeployOptions,
  type DestroyOptions,
  type RunOptions,
} from "./rollout-options";
import { rolloutVoice } from "./rollout-voice";
import { synth } from "./synth";
import { UsageError } from "./usage-error";

/**
 * Writes the stacks, and plans and applies them in their order.
 *
 * @param file of the configuration
 * @param names of stacks, or patterns of names; all without
 * @returns the exit code
 * @throws ConfigError, UsageError before anything is planned
 */
export async function deploy(file: string, names: readonly string[], options: DeployOptions): Promise<number> {
  refuseContradictions(options);
  return run(file, names, options, async (around) => {
    const { stacks, plans, kept } = around;
    const props = { ...around, keep: kept, lock: options.lock, plans };
    if (options.planOnly === true) {
      const { isWhole } = await planOnly(stacks, props);
      return around.processes.isStopped() ? INTERRUPTED : isWhole ? 0 : 1;
    }
    const result = await rollOut(stacks, {
      ...props,
      autoApprove: options.autoApprove,
      allowDangerous: options.allowDangerous,
    });
    return ended("deploy", result, { ...options, names, isInterrupted: around.processes.isStopped() });
  });
}

/**
 * Destroys stacks in the opposite order, if all of them can be.
 *
 * @param file of the configuration
 * @param names of stacks, or patterns of names; all without
 * @returns the exit code
 * @throws ConfigError, UsageError before anything is planned
 */
export async function destroy(file: string, names: readonly string[], options: DestroyOptions): Promise<number> {
  return run(file, names, options, async (around) => {
    const { organizationId, protection } = around.organization;
    const props = { ...around, keep: false, lock: true, organizationId, autoApprove: options.autoApprove };
    const result = await takeDown(around.stacks, props);
    if (protection && result.fates.of("failed").length > 0) {
      complain(
        terminal`protection is on. To take all of it down: ${documentation("deploying.md")}; to leave and keep secrets, keys and logs: ${documentation("leaving.md")}`,
      );
    }
    return ended("destroy", result, { ...options, names, isInterrupted: around.processes.isStopped() });
  });
}

interface Around {
  readonly organization: Organization;
  readonly stacks: readonly Stack[];
  readonly terraform: Terraform;
  readonly processes: Processes;
  readonly voice: ReturnType<typeof rolloutVoice>;
  readonly parallel: number;
  readonly plans: string;
  readonly kept: boolean;
  readonly reviewed: ReviewedPlans | undefined;
}

async function run(
  file: string,
  names: readonly string[],
  options: RunOptions & Pick<DeployOptions, "plans" | "reviewed" | "planRole">,
  act: (around: Around) => Promise<number>,
): Promise<number> {
  const { output, wave, account, parallel, plans } = options;
  const organization = loadOrganization(file);
  const { stacks, problems } = selected(deploymentsOf(organization), { names, waves: wave, accounts: account });
  const reviewed = options.reviewed === undefined ? undefined : new ReviewedPlans(options.reviewed);
  const lacks = [...problems, ...(reviewed?.problems(stacks) ?? [])];
  if (lacks.length > 0) throw new UsageError(joined(lacks, "\n"));
  const processes = new Processes();
  const environments = environmentsOf(organization, options);
  const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
  const program = await checkedProgram(binary, processes, environments.plan);
  synth(file, output, true);

  // Plans say more than their repository: nobody else on the machine reads them, and nothing is left of them.
  const directory = plans === undefined ? mkdtempSync(path.join(tmpdir(), "secretwatch-plans-")) : made(plans);
  const voice = rolloutVoice();
  const stop = () => {
    interrupt(processes, voice, program);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const terraform = new Terraform(binary, output, processes, environments);
    return await act({
      ...{ organization, stacks, terraform, processes, voice, parallel, reviewed },
      plans: directory,
      kept: plans !== undefined,
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
    voice.end();
    if (plans === undefined) rmSync(directory, { recursive: true, force: true });
  }
}

/** @throws UsageError if there can be no such directory */
function made(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true });
    return directory;
  } catch (error) {
    throw new UsageError(
      terminal`The directory ${JSON.stringify(directory)} for plans can't be made (${(error as NodeJS.ErrnoException).code ?? "?"}).`,
    );
  }
}

/** What ends a process, and here ends Terraform in good order first. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function interrupt(processes: Processes, voice: Around["voice"], { name, binary }: Program): void {
  processes.interrupt();
  voice.hush();
  complain(
    processes.isKilled()
      ? terminal`Killed. States may still be locked: ${name} says so with the id, for ${binary} force-unlock.`
      : terminal`Interrupted: ${name} ends what it is at and unlocks its state. Ctrl-C once more kills it.`,
  );
}

/** @throws UsageError if it can't be started, or is another or an older program */
async function checkedProgram(binary: string, processes: Processes, env: NodeJS.ProcessEnv): Promise<Program> {
  const output: Buffer[] = [];
  const take = (chunk: Buffer) => void output.push(chunk);
  const { error } = await processes.run(binary, ["version"], env, { stdout: take, stderr: take });
  if (error !== undefined) {
    throw new UsageError(
      terminal`${binary} could not be started (${error.code ?? error.message}). Install Terraform or OpenTofu, or name it in TERRAFORM_BINARY_NAME.`,
    );
  }
  const program = programOf(binary, Buffer.concat(output).toString("utf8"));
  if (!("binary" in program)) throw new UsageError(program);
  return program;
}
