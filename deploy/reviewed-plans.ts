import { accessSync, constants, createReadStream, statSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { PlanProblem } from "../plan/plan-shape";
import { PlanReader } from "../plan/read-plan";
import { andMore } from "../text/and-more";
import { terminal, type TerminalText } from "../text/terminal";
import type { Messages } from "./diagnostics";
import { PlanArchive } from "./reviewed/plan-archive";
import { placesOfState } from "./reviewed/plan-backend";
import { PlannedChanges } from "./reviewed/planned-changes";
import { ShownPlan } from "./shown-plan";
import type { Stack } from "./stack";
import type { Terraform } from "./terraform";

/** The plan that was made here and now. */
export interface CurrentPlan {
  readonly file: string;
  readonly changes: PlannedChanges;
}

/** More names than that nobody reads. */
const MOST_NAMES = 6;

const CHANGED = "the account has changed since it was planned";

/**
 * Plans that were reviewed, in a directory: `<stack>/plan`, `plan.json` and `lock.hcl`, as `--plans` keeps them. A plan file says more
 * than what is reviewed: where the state is, what was in it, which configuration it is of, and whoever writes one by hand decides
 * all of that. So none is ever applied. It is compared with one that is made here and now, which is applied if both say the same.
 */
export class ReviewedPlans {
  constructor(private readonly directory: string) {}

  /** What is missing of the stacks' plans. */
  problems(stacks: readonly Pick<Stack, "stack">[]): readonly TerminalText[] {
    return stacks.flatMap(({ stack }) => {
      const wanted = this.changes(stack) ? ["plan.json", "lock.hcl"] : ["plan.json"];
      const missing = wanted.filter((each) => !isReadable(this.fileOf(stack, each)));
      if (missing.length === 0) return [];
      return [
        terminal`There is no reviewed plan of ${stack}: ${path.join(this.directory, stack)} has no ${missing.join(", no ")} that can be read.`,
      ];
    });
  }

  /** Which provider was planned with. @default - nothing was to be changed */
  lockFileOf(stack: string): string | undefined {
    return this.changes(stack) ? this.fileOf(stack, "lock.hcl") : undefined;
  }

  /**
   * Why the current plan of a stack is not the reviewed one, in words.
   *
   * @returns nothing if it is; what Terraform says if it can't show the reviewed one
   */
  async refusal(
    stack: string,
    current: CurrentPlan,
    terraform: Pick<Terraform, "show">,
  ): Promise<TerminalText | Messages | undefined> {
    if (!this.changes(stack)) {
      return current.changes.isEmpty ? undefined : differing(terminal`${CHANGED}`, new PlannedChanges(), current);
    }
    const file = this.fileOf(stack, "plan");
    try {
      const otherwise = whatDiffers(file, current.file);
      if (otherwise !== undefined) return otherwise;
      // Terraform reads it only now: it holds nothing but what a plan of this configuration does.
      const reviewed = new PlannedChanges();
      const reader = new ShownPlan(reviewed);
      const show = await terraform.show(stack, file, reader.write);
      if (show.status !== 0) return show.messages.behind("The reviewed plan can't be shown.");
      reader.end();
      return (
        differing(terminal`${CHANGED}`, reviewed, current) ??
        differing(terminal`plan.json does not say what the plan does`, await this.read(stack), current)
      );
    } catch (error) {
      if (!(error instanceof PlanProblem)) throw error;
      return terminal`the reviewed plan can't be compared: ${error.message}`;
    }
  }

  /** What people read. */
  private async read(stack: string): Promise<PlannedChanges> {
    const changes = new PlannedChanges();
    const reader = new PlanReader(changes);
    for await (const chunk of createReadStream(this.fileOf(stack, "plan.json"))) reader.write(chunk as Buffer);
    reader.end();
    return changes;
  }

  private changes(stack: string): boolean {
    return isReadable(this.fileOf(stack, "plan"));
  }

  private fileOf(stack: string, name: string): string {
    return path.join(this.directory, stack, name);
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What a plan file holds besides changes, against the current one. */
function whatDiffers(reviewed: string, current: string): TerminalText | undefined {
  return PlanArchive.with(current, (now) =>
    PlanArchive.with(reviewed, (then) => {
      const names = then.names;
      if (!isDeepStrictEqual(names, now.names)) {
        return terminal`the plan holds other files than Terraform writes: ${andMore(names, MOST_NAMES)}`;
      }
      for (const name of names) {
        const data = then.read(name);
        if (name.startsWith("tfconfig/") && !data.equals(now.read(name))) {
          return terminal`the configuration has changed since it was planned`;
        }
        if (name === "tfplan" && !isDeepStrictEqual(placesOfState(data), placesOfState(now.read(name)))) {
          return terminal`the plan has its state in another place than this configuration says`;
        }
      }
      return undefined;
    }),
  );
}

function differing(what: TerminalText, reviewed: PlannedChanges, { changes }: CurrentPlan): TerminalText | undefined {
  const names = reviewed.differences(changes);
  return names.length === 0 ? undefined : terminal`${what}: ${andMore(names, MOST_NAMES)}`;
}
