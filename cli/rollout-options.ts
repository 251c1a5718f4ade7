import path from "node:path";

import type { Environments } from "../deploy/terraform";
import type { Organization } from "../organization/organization";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/** What both commands are asked. */
export interface RunOptions {
  readonly output: string;
  readonly wave: readonly string[];
  readonly account: readonly string[];
  readonly parallel: number;
  readonly autoApprove?: boolean;
}

export interface DeployOptions extends RunOptions {
  readonly planOnly?: boolean;
  readonly allowDangerous?: boolean;
  readonly plans?: string;
  /** Directory of plans that were reviewed. */
  readonly reviewed?: string;
  /** Whether to plan with the role that only reads. */
  readonly planRole?: boolean;
  /** Whether the state is locked while it is planned. */
  readonly lock: boolean;
}

export type DestroyOptions = RunOptions;

/** @throws UsageError where one option has nothing to say beside another */
export function refuseContradictions({ planOnly, autoApprove, allowDangerous, plans, reviewed }: DeployOptions): void {
  if (planOnly === true && autoApprove === true) {
    throw new UsageError(terminal`--plan-only applies nothing, so there is nothing for --auto-approve to approve.`);
  }
  if (reviewed === undefined) return;
  const [other] = Object.entries({
    "--plan-only": planOnly,
    "--plans": plans,
    "--auto-approve": autoApprove,
    "--allow-dangerous": allowDangerous,
  }).flatMap(([option, value]) => (value === undefined ? [] : [option]));
  if (other === undefined) return;
  throw new UsageError(
    terminal`--reviewed applies what was reviewed, all of it and nothing else, and asks nobody: leave ${other} out.`,
  );
}

/**
 * Terraform remembers that a variable was given to a plan, and has to be given it again: so both get theirs.
 * https://developer.hashicorp.com/terraform/language/block/variable#ephemeral
 *
 * @throws UsageError if stacks have no role to plan with
 */
export function environmentsOf(
  { names }: Organization,
  { planRole = false }: Pick<DeployOptions, "planRole">,
): Environments {
  const env = environment();
  if (!planRole) return { plan: env, apply: env };
  const { planRoleName, deployRoleName } = names.access;
  if (planRoleName === undefined) {
    throw new UsageError(
      terminal`--plan-role takes the role that pipeline.planRoleName names, and the configuration has no pipeline.`,
    );
  }
  return {
    plan: { ...env, [ROLE]: planRoleName },
    apply: { ...env, [ROLE]: env[ROLE] ?? deployRoleName },
  };
}

/** The variable of stacks that says which role to assume. */
const ROLE = "TF_VAR_role_name";

/** @throws UsageError if one directory of Terraform's own would be that of several stacks */
function environment(): NodeJS.ProcessEnv {
  const { TF_DATA_DIR: directory } = process.env;
  if (directory !== undefined && path.isAbsolute(directory)) {
    throw new UsageError(
      terminal`TF_DATA_DIR is ${directory}, one directory for all stacks: unset it, or give it a relative path.`,
    );
  }
  return { ...process.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}
