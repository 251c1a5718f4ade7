import type { AwsCalls } from "../aws/calls";
import type { Organization } from "../organization/organization";
import type { Finding } from "./finding";
import { liveTypes } from "./live/live-types";
import { inParallel } from "./in-parallel";
import { Inquiry } from "./inquiry";
import { lookAtStacks } from "./live/run";
import { lookAtPrerequisites } from "./prerequisites/prerequisites";
import { findingsOfRefusals, PROBE } from "./refusals";
import { type Report, reportOf } from "./report";
import { lookAtSigns } from "./signs";
import type { SynthesizedStack } from "./wanted-stacks";

export interface Examined {
  readonly organization: Organization;
  readonly stacks: readonly SynthesizedStack[];
  readonly calls: AwsCalls;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Looks only at what has to be so before the first deployment. */
  readonly before: boolean;
  /** Called for each stack that has been looked at. */
  readonly advance?: () => void;
}

/** Everything that is wrong with what some stacks need, and with what they have made. */
export async function examine(examined: Examined): Promise<Report> {
  const { organization, stacks, before, now } = examined;
  const inquiry = new Inquiry(examined.calls);
  const first = await lookAtPrerequisites({ organization, stacks, inquiry, before, now });
  const live = before ? await probed(examined, inquiry) : await lookAtStacks(examined);
  const signs = before ? [] : await lookAtSigns({ organization, stacks, inquiry, now });
  const refused = findingsOfRefusals([...inquiry.refused, ...live.refused]);
  const resources = stacks.flatMap((stack) => stack.resources);
  const unread = resources.filter(({ type }) => typeof liveTypes[type] !== "function");
  return reportOf(
    organization,
    withoutRepeated([...refused, ...first, ...live.findings, ...ofDeployed(signs, live.findings)]),
    {
      before,
      stacks: stacks.length,
      resources: resources.length,
      unread: unread.length,
    },
  );
}

/** A stack that is not deployed sends nothing. */
function ofDeployed(signs: readonly Finding[], live: readonly Finding[]): readonly Finding[] {
  const missing = new Set(live.filter(({ kind }) => kind === "stack-not-deployed").map(({ stack }) => stack));
  return signs.filter(({ stack }) => !missing.has(stack));
}

/** What looking at stacks begins with: whether each account lets somebody look. */
async function probed({ organization, stacks }: Examined, inquiry: Inquiry) {
  const accounts = [...new Set(stacks.map(({ account }) => account))];
  const region = organization.homeRegion;
  await inParallel(PROBES_AT_ONCE, accounts, (account) => inquiry.answerOf(PROBE, {}, { account, region }));
  return { findings: [], refused: [] };
}

const PROBES_AT_ONCE = 20;

/** An account or a region that can't be asked is found by each part that asks. */
function withoutRepeated(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, place: { account, region } }) => {
    if (kind !== "account-unreachable" && kind !== "region-off") return true;
    const key = JSON.stringify(kind === "region-off" ? [kind, account, region] : [kind, account]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
