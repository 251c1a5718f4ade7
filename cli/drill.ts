import { randomBytes } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

import { type AwsCalls, RefusedCall } from "../aws/calls";
import { LiveCalls } from "../aws/live-calls";
import { configurationFile } from "../config/files/configuration-file";
import { loadOrganization } from "../config/load-organization";
import { wantedStacks } from "../doctor/wanted-stacks";
import { type Clock, drill as drillIn } from "../drill/drill";
import type { Drilled } from "../drill/drilled";
import { journalOf } from "../drill/journal";
import { type DrillPlan, planOf, sessionOf } from "../drill/plan";
import { targetsOf } from "../drill/target";
import { type Lost, whereLost } from "../drill/where-lost";
import type { Organization } from "../organization/organization";
import { complain, print } from "../text/print";
import { json, terminal } from "../text/terminal";
import { callsOf } from "./aws-calls";
import { chosenBy } from "./chosen-by";
import { drillJson, exitCodeOf } from "./drill-report";
import { cameText, drillEnd, drillStart } from "./drill-text";
import { interruptible } from "./interruptible";
import { progressBar } from "./progress-bar";
import { UsageError } from "./usage-error";

export interface DrillOptions {
  /** Names or ids of accounts. @default - all */
  readonly account?: readonly string[];
  /** @default - all */
  readonly wave?: readonly string[];
  /** @default - all from which reads are sent */
  readonly region?: readonly string[];
  /** Minutes that a read is waited for. */
  readonly wait: number;
  /** Reads at a time. */
  readonly parallel: number;
  /** Whether people are told, as of a drill. @default false */
  readonly notify?: boolean;
  /** Whether decoys are read, of which people are always told. @default false */
  readonly decoy?: boolean;
  /** Agrees to what people are told of decoys. @default false */
  readonly yes?: boolean;
  /** Name of the role that asks the journal, and looks where reads were lost. @default - the caller's own credentials */
  readonly role?: string;
  readonly json?: boolean;
}

/** Whom a drill asks, and what time it is. */
export interface DrillWorld {
  /** As the drill role of each account, in a session of that name. */
  readonly reads: (organization: Organization, session: string, signal: AbortSignal) => AwsCalls;
  /** For the journal, and for what reads pass. */
  readonly looks: (organization: Organization, signal: AbortSignal) => AwsCalls;
  readonly clock: Clock;
}

/**
 * Makes a marked read in every account and region, and says which came to the journal.
 *
 * @returns the exit code: 0 if all came, 10 if some did not, 130 after Ctrl-C
 * @throws ConfigError with every problem of the configuration
 * @throws UsageError if there is nothing to read, nobody agrees to reads of decoys, or the journal can't be asked
 */
export async function drill(options: DrillOptions, world: DrillWorld = live(options)): Promise<number> {
  const { wait: waitMinutes, decoy: decoys = false, notify = false } = options;
  const organization = loadOrganization(configurationFile());
  const began = new Date(world.clock.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  const run = `${began}-${randomBytes(4).toString("hex")}`;
  const plan = await planOf(organization, { run, notify, decoys }, chosen(organization, options));
  complain(drillStart(plan));
  assertAgreed(plan, options);
  return interruptible(
    async (signal) => {
      const asked = { plan, organization, world, signal };
      const result = await drilled(asked, options);
      const lost = result.isInterrupted ? [] : await lookForLost(asked, result);
      const report = { ...plan, ...result, lost, waitMinutes };
      print(options.json === true ? json(drillJson(report), 2) : drillEnd(report));
      return exitCodeOf(report);
    },
    () => {
      complain(terminal`Interrupted: nothing more is read or waited for. Again, and it ends at once.`);
    },
  );
}

function live({ role, parallel }: DrillOptions): DrillWorld {
  return {
    reads: ({ homeRegion, management, names }, sessionName, signal) =>
      new LiveCalls({
        ...{ region: homeRegion, role: names.health.drillRoleName, assumesInOwn: true, sessionName },
        ...{ managementAccountId: management.id, parallel, signal },
      }),
    looks: ({ homeRegion: region, management }, signal) =>
      callsOf({ role }, { command: "drill", region, signal, managementAccountId: management.id }).calls,
    clock: {
      now: Date.now,
      sleep: async (milliseconds, signal) => {
        // Whoever is woken early looks at the signal.
        await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
      },
    },
  };
}

/** @throws UsageError with each name that nothing has */
function chosen(organization: Organization, { account, wave, region }: DrillOptions) {
  const all = targetsOf(organization, { secret: "" });
  return chosenBy(all, [
    { what: "account", wanted: account, namesOf: ({ accountName, place }) => [accountName, place.account] },
    { what: "wave", wanted: wave, namesOf: (each) => [each.wave] },
    { what: "region from which reads are sent", wanted: region, namesOf: ({ place }) => [place.region] },
  ]);
}

/** @throws UsageError */
function assertAgreed({ targets, decoys }: DrillPlan, { yes = false }: DrillOptions): void {
  if (targets.length === 0) throw new UsageError(terminal`There is nothing to read: nothing was done.`);
  if (decoys && !yes) {
    throw new UsageError(
      terminal`Reads of decoys are critical, whoever makes them: everybody on call is told of each. Nothing was read; say --yes to agree.`,
    );
  }
}

interface Asked {
  readonly plan: DrillPlan;
  readonly organization: Organization;
  readonly world: DrillWorld;
  readonly signal: AbortSignal;
}

/** @throws UsageError if the journal can't be asked */
async function drilled({ plan, organization, world, signal }: Asked, options: DrillOptions): Promise<Drilled> {
  const { security, homeRegion, names } = organization;
  const session = sessionOf(organization, plan);
  const bar = progressBar("Reads in the journal", options.json === true ? plan.targets.length : 0);
  try {
    return await drillIn({
      ...plan,
      reads: world.reads(organization, session, signal),
      journals: {
        calls: world.looks(organization, signal),
        place: { account: security.id, region: homeRegion },
        of: (target) => journalOf(organization, target),
      },
      marks: {
        session,
        roleName: names.health.drillRoleName,
        ...(plan.decoys ? {} : { errorCode: "ResourceNotFoundException" }),
      },
      waitMs: options.wait * 60_000,
      parallel: options.parallel,
      ...{ clock: world.clock, signal },
      watched: {
        came: (came) => {
          bar.advance();
          if (options.json !== true) print(cameText(came));
        },
      },
    });
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    const { code, message } = error.refusal;
    throw new UsageError(terminal`The journal can't be asked, so nothing was read. ${code}: ${message}`);
  } finally {
    bar.end();
  }
}

async function lookForLost({ organization, world, signal }: Asked, { missing }: Drilled): Promise<readonly Lost[]> {
  if (missing.length === 0) return [];
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  try {
    return await whereLost({
      organization,
      missing,
      stacksOf: (names) => [...wantedStacks(organization, names, workspace)],
      calls: world.looks(organization, signal),
      now: world.clock.now(),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    return missing.map((target) => ({ target, findings: [], isLookedAt: false }));
  } finally {
    rmSync(workspace, { recursive: true });
  }
}
