import { AskedOnce } from "../aws/asked-once";
import { type AwsCalls, type Refusal, RefusedCall } from "../aws/calls";
import type { Organization } from "../organization/organization";
import { Gathered } from "./gathered";
import { inParallel } from "./in-parallel";
import { Inquiry } from "./inquiry";
import { type LookedAt, lookAtStacks } from "./live/run";
import { lookAtOrganization, lookAtPrerequisites } from "./prerequisites/prerequisites";
import { PROBE } from "./refusals";
import { type Report, reportOf } from "./report";
import { lookAtSigns } from "./signs";
import { togetherInAccounts } from "./stacks-of-accounts";
import type { SynthesizedStack } from "./wanted-stacks";

export interface Examined {
  readonly organization: Organization;
  /** Those of central accounts first. They may be made on demand: nothing of a stack is kept but what is found. */
  readonly stacks: Iterable<SynthesizedStack>;
  readonly calls: AwsCalls;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Looks only at what has to be so before the first deployment. */
  readonly before: boolean;
  /** Called for each stack that has been looked at. */
  readonly advance?: () => void;
}

/** Accounts whose stacks and answers are in memory at a time. */
const ACCOUNTS_AT_ONCE = 8;

/** Everything that is wrong with what some stacks need, and with what they have made. */
export async function examine(examined: Examined): Promise<Report> {
  const { organization, stacks, before, now } = examined;
  const gathered = new Gathered(organization);
  // What is asked of the organization and of central accounts is asked once, whoever asks; a member's answers nobody else needs.
  const shared = new AskedOnce(examined.calls);
  const nobodyAsks = await whyNobodyAsks(organization, shared);
  if (nobodyAsks !== undefined) gathered.refuse([{ refusal: nobodyAsks }]);
  else {
    const { central } = gathered;
    const looked = await inParallel(ACCOUNTS_AT_ONCE, togetherInAccounts(stacks, central), (unit) => {
      gathered.look(unit);
      const isCentral = unit.some(({ account }) => central.has(account));
      return lookAtAccounts(unit, { ...examined, calls: isCentral ? shared : new AskedOnce(examined.calls) });
    });
    // In the order of stacks, whoever answered first.
    for (const { findings, refused } of looked) {
      gathered.refuse(refused);
      gathered.find(findings);
    }
    const { accounts, senders, withSecurity } = gathered;
    const inquiry = new Inquiry(shared);
    gathered.find(await lookAtOrganization({ organization, accounts, inquiry }));
    const signs = before ? [] : await lookAtSigns({ organization, senders, withSecurity, inquiry, now });
    gathered.findOfDeployed(signs);
    gathered.refuse(inquiry.refused);
  }
  return reportOf(organization, gathered.findings, { before, ...gathered.looked });
}

/** Whoever has no credentials has none for any account: that need not be found out in each. */
async function whyNobodyAsks({ management, homeRegion }: Organization, calls: AwsCalls): Promise<Refusal | undefined> {
  try {
    await calls.call(PROBE, {}, { account: management.id, region: homeRegion });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    return error.refusal.place.account === "" ? error.refusal : undefined;
  }
}

/** All of some accounts that have to do with each other. */
async function lookAtAccounts(
  stacks: readonly SynthesizedStack[],
  { organization, calls, before, now, advance }: Examined,
): Promise<LookedAt> {
  const inquiry = new Inquiry(calls);
  const [first, live] = await Promise.all([
    lookAtPrerequisites({ organization, stacks, inquiry, before, now }),
    before ? probed(stacks, organization, inquiry) : lookAtStacks({ organization, stacks, calls, now }),
  ]);
  stacks.forEach(() => advance?.());
  return { findings: [...first, ...live.findings], refused: [...inquiry.refused, ...live.refused] };
}

/** What looking at stacks begins with: whether each account lets somebody look. */
async function probed(
  stacks: readonly SynthesizedStack[],
  { homeRegion: region }: Organization,
  inquiry: Inquiry,
): Promise<LookedAt> {
  const accounts = [...new Set(stacks.map(({ account }) => account))];
  await Promise.all(accounts.map((account) => inquiry.answerOf(PROBE, {}, { account, region })));
  return { findings: [], refused: [] };
}
