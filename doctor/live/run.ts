import { AskedOnce } from "../../aws/asked-once";
import { type AwsCalls, type Place, type Refusal, RefusedCall } from "../../aws/calls";
import { nameAttributes } from "../../resources/name-attributes";
import { lossOf } from "../../resources/resource-types";
import type { Finding } from "../finding";
import type { World } from "../look";
import type { WantedResource } from "../wanted";
import type { SynthesizedStack } from "../wanted-stacks";
import { withFound } from "./found-references";
import { inParallel } from "../in-parallel";
import type { RefusedLook } from "../inquiry";
import { liveTypes } from "./live-types";
import type { LiveType, Wrong } from "./live-type";

/** Stacks whose answers are in memory at the same time. */
const STACKS_AT_ONCE = 8;

export interface LiveWorld extends World {
  readonly stacks: readonly SynthesizedStack[];
}

export interface LookedAt {
  readonly findings: readonly Finding[];
  /** What could not be found out. */
  readonly refused: readonly RefusedLook[];
}

/**
 * Compares all resources of all stacks with what AWS has, in the order of stacks and resources.
 *
 * @param types how each type is seen. @default - as doctor does
 */
export async function lookAtStacks(
  world: LiveWorld,
  types: Readonly<Record<string, LiveType>> = liveTypes,
): Promise<LookedAt> {
  const looked = await inParallel(STACKS_AT_ONCE, world.stacks, (stack) => lookAtStack(stack, world, types));
  return {
    findings: looked.flatMap(({ findings }) => findings),
    refused: looked.flatMap(({ refused }) => refused),
  };
}

/** What came of a look at one resource. */
interface Seen {
  readonly resource: WantedResource;
  readonly wrong: readonly Wrong[];
  readonly refusal?: Refusal;
}

async function lookAtStack(
  synthesized: SynthesizedStack,
  world: LiveWorld,
  types: Readonly<Record<string, LiveType>>,
): Promise<LookedAt> {
  const calls = new AskedOnce(world.calls);
  const closed = await closedAccounts(synthesized, world.organization.homeRegion, calls);
  const stack = await withFound(synthesized, calls);
  const looks = await Promise.all(
    stack.resources
      .filter(({ account }) => !closed.has(account))
      .map((resource) => lookAtResource(resource, types, { ...world, calls, stack })),
  );
  const seen = looks.filter((each) => each !== undefined);
  const refusals = [...closed.values(), ...seen.flatMap(({ refusal }) => refusal ?? [])];
  return {
    findings: findingsOfWrong(seen, stack),
    refused: refusals.map((refusal) => ({ refusal, stack: stack.name })),
  };
}

/** Accounts whose role can't be assumed, with why: said once; nothing else is asked of them. */
async function closedAccounts(
  { resources }: SynthesizedStack,
  region: string,
  calls: AwsCalls,
): Promise<ReadonlyMap<string, Refusal>> {
  const accounts = [...new Set(resources.map(({ account }) => account))];
  const closed = new Map<string, Refusal>();
  await Promise.all(
    accounts.map(async (account) => {
      const refusal = await refusalOf(calls.call("sts:GetCallerIdentity", {}, { account, region }));
      if (refusal !== undefined) closed.set(account, refusal);
    }),
  );
  return closed;
}

async function refusalOf(answer: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await answer;
    return undefined;
  } catch (error) {
    if (error instanceof RefusedCall) return error.refusal;
    throw error;
  }
}

async function lookAtResource(
  resource: WantedResource,
  types: Readonly<Record<string, LiveType>>,
  { calls, stack, organization, now }: World & { readonly stack: SynthesizedStack },
): Promise<Seen | undefined> {
  const look = types[resource.type];
  if (typeof look !== "function") return undefined;
  const place: Place = { account: resource.account, region: resource.region };
  try {
    return { resource, wrong: await look(resource, { calls, place, stack, organization, now }) };
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    if (error.refusal.kind === "missing") return { resource, wrong: [{ kind: "resource-missing", what: "" }] };
    return { resource, wrong: [], refusal: error.refusal };
  }
}

function findingsOfWrong(seen: readonly Seen[], { name, account, resources }: SynthesizedStack): readonly Finding[] {
  const missing = new Set(seen.filter(({ wrong }) => wrong.some(isMissing)).map(({ resource }) => resource.address));
  const deploy = `npx secretwatch deploy ${name}`;
  if (seen.length > 0 && missing.size === seen.length) {
    const what = `Nothing of ${name} is there: ${String(missing.size)} resources were looked for.`;
    const { region } = resources[0]!;
    return [{ kind: "stack-not-deployed", what, place: { account, region }, stack: name, mend: deploy }];
  }
  return seen.flatMap(({ resource, wrong }) =>
    wrong
      // What it belongs to is not there, either, and said.
      .filter((each) => !isMissing(each) || !resource.refersTo.some((address) => missing.has(address)))
      .map((each): Finding => {
        const { address, region } = resource;
        const what = isMissing(each) ? missingText(resource) : each.what;
        const place = { account: resource.account, region };
        return { kind: each.kind, what, place, stack: name, address, mend: each.mend ?? deploy };
      }),
  );
}

function isMissing({ kind }: Wrong): boolean {
  return kind === "resource-missing";
}

function missingText({ type, attributes }: WantedResource): string {
  const loss = lossOf(type);
  const named = nameAttributes(type).find((attribute) => typeof attributes[attribute] === "string");
  const name = named === undefined ? "" : ` ${attributes[named] as string}`;
  const what = loss === undefined ? type : `The ${loss.noun}`;
  return `${what}${name} is not there.${loss === undefined ? "" : ` Lost: ${loss.lost}`}`;
}
