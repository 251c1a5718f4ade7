import type { AwsCalls } from "../aws/calls";
import type { Finding } from "../doctor/finding";
import type { LiveType } from "../doctor/live/live-type";
import { liveTypes } from "../doctor/live/live-types";
import { lookAtStacks } from "../doctor/live/run";
import { findingsOfRefusals } from "../doctor/refusals";
import type { SynthesizedStack } from "../doctor/wanted-stacks";
import type { Organization } from "../organization/organization";
import type { Target } from "./target";
import { wayOf } from "./way";

/** Stacks of accounts that are looked at; where more are lost, it is not for what is in each. */
const MOST_LOOKED_AT = 20;

/** A target whose read did not come, and what is wrong on its way. */
export interface Lost {
  readonly target: Target;
  /** In its account, and on the way of all: of the trail, of the central bus and the journal. */
  readonly findings: readonly Finding[];
  /** Whether its account was looked at. */
  readonly isLookedAt: boolean;
}

export interface LookedFor {
  readonly organization: Organization;
  readonly missing: readonly Target[];
  /** By names; those of the first targets, and the central ones. */
  readonly stacksOf: (names: ReadonlySet<string>) => readonly SynthesizedStack[];
  readonly calls: AwsCalls;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks, as doctor does, at what reads pass that did not come, and at nothing else. */
export async function whereLost({ organization, missing, stacksOf, calls, now }: LookedFor): Promise<readonly Lost[]> {
  const own = new Set([...new Set(missing.map(({ stack }) => stack))].slice(0, MOST_LOOKED_AT));
  const stacks = stacksOf(new Set([...CENTRAL, ...own]));
  const looked = missing.filter(({ stack }) => own.has(stack));
  const ways = new Map(looked.map((target) => [target, stepsOf(wayOf(organization, stacks, target))]));
  const all = new Set([...ways.values()].flatMap((steps) => [...steps]));
  const seen = await lookAtStacks({ organization, stacks, calls, now }, typesOnWay(all));
  const findings = [...findingsOfRefusals(seen.refused), ...seen.findings];
  const central = new Set(stacks.filter(({ name }) => CENTRAL.includes(name)).map(({ account }) => account));
  return missing.map((target) => {
    const steps = ways.get(target);
    const isOnWay = ({ stack, address, place: { account } }: Finding) =>
      address === undefined
        ? account === target.place.account || central.has(account)
        : steps?.has(stepOf(stack, address)) === true;
    return { target, findings: findings.filter(isOnWay), isLookedAt: steps !== undefined };
  });
}

/** Stacks with what the reads of all accounts pass. */
const CENTRAL = ["management", "security"];

/** Doctor's looks, which see nothing but these resources. */
function typesOnWay(steps: ReadonlySet<string>): Readonly<Record<string, LiveType>> {
  const types = Object.entries(liveTypes).map(([type, look]): [string, LiveType] => [
    type,
    typeof look === "function"
      ? (resource, looking) =>
          steps.has(stepOf(looking.stack.name, resource.address)) ? look(resource, looking) : Promise.resolve([])
      : look,
  ]);
  return Object.fromEntries(types);
}

function stepsOf(ways: ReturnType<typeof wayOf>): ReadonlySet<string> {
  return new Set(ways.flatMap(({ stack, addresses }) => addresses.map((address) => stepOf(stack, address))));
}

function stepOf(stack: string | undefined, address: string): string {
  return `${stack ?? ""} ${address}`;
}
