import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { loadOrganization } from "../config/load-organization";
import { examine } from "../doctor/examine";
import { exitCodeOf, type Report } from "../doctor/report";
import { reportJson, reportMarkdown, reportText } from "../doctor/report-forms";
import { wantedStacks } from "../doctor/wanted-stacks";
import type { Organization } from "../organization/organization";
import { type Deployment, deploymentsOf } from "../stacks/deployments";
import { complain, print } from "../text/print";
import { json, terminal } from "../text/terminal";
import { type CallOptions, callsOf, type Live } from "./aws-calls";
import { chosenBy } from "./chosen-by";
import { interruptible, INTERRUPTED } from "./interruptible";
import { documentation } from "./package-root";
import { progressBar } from "./progress-bar";
import { UsageError } from "./usage-error";

export type DoctorFormat = "text" | "markdown" | "json";

export interface DoctorOptions extends CallOptions {
  readonly format: DoctorFormat;
  /** Names or ids of accounts. @default - all */
  readonly account?: readonly string[];
  /** @default - all */
  readonly wave?: readonly string[];
  /** @default - all */
  readonly stack?: readonly string[];
  /** Looks only at what has to be so before the first deployment. @default false */
  readonly before?: boolean;
}

/**
 * Says what is wrong with what is deployed, and with what it needs.
 *
 * @param live AWS, where no saved answers are looked at. @default - AWS itself
 * @returns the exit code: 0 if nothing is, 20 if something is blind, 10 if something is weak or could not be found out
 * @throws ConfigError with every problem of the configuration
 * @throws UsageError if an account, a wave or a stack is not there
 */
export async function doctor(options: DoctorOptions, live?: Live): Promise<number> {
  const organization = loadOrganization(configurationFile());
  const chosen = chosenStacks(organization, options);
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  try {
    return await interruptible(
      (signal) => examined({ organization, chosen, workspace, live, signal }, options),
      () => {
        complain(terminal`Interrupted: nothing is said of what was looked at until now.`);
      },
    );
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

interface Looking {
  readonly organization: Organization;
  readonly chosen: readonly Deployment[];
  /** An empty directory. */
  readonly workspace: string;
  readonly live: Live | undefined;
  readonly signal: AbortSignal;
}

async function examined(
  { organization, chosen, workspace, live, signal }: Looking,
  { format, before = false, ...from }: DoctorOptions,
): Promise<number> {
  const { homeRegion: region, management } = organization;
  const asking = { command: "doctor", region, signal, managementAccountId: management.id, isOfOneTime: true };
  const { calls, problems, now } = callsOf(from, asking, live);
  const stacks = wantedStacks(organization, new Set(chosen.map(({ stack }) => stack)), workspace);
  const progress = progressBar("Looking at stacks", chosen.length);
  const { advance } = progress;
  try {
    const report = await examine({ organization, stacks, calls, now, before, advance });
    progress.end();
    print(inForm(report)[format]());
    for (const problem of problems) complain(terminal`${problem}`);
    return exitCodeOf(report);
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    progress.end();
  }
}

function inForm(report: Report) {
  return {
    text: () => reportText(report, documentation),
    markdown: () => reportMarkdown(report),
    json: () => json(reportJson(report), 2),
  };
}

/** Those of all accounts, waves and stacks that are named. */
function chosenStacks(
  organization: Organization,
  { account, wave, stack }: Pick<DoctorOptions, "account" | "stack" | "wave">,
): readonly Deployment[] {
  const all = deploymentsOf(organization);
  const isChosen = chosenBy(all, [
    { what: "account", wanted: account, namesOf: ({ account: { id, name } }) => [name, id] },
    { what: "wave", wanted: wave, namesOf: (each) => [each.wave] },
    { what: "stack", wanted: stack, namesOf: (each) => [each.stack] },
  ]);
  const chosen = all.filter(isChosen);
  if (chosen.length === 0) throw new UsageError(terminal`No stack is of that account, wave and name at the same time.`);
  return chosen;
}
