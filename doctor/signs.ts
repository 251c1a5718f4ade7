import type { Place } from "../aws/calls";
import { memoryAttributes } from "../modules/messages/memory-table";
import { missingMillis, rollCallMemory } from "../messages/roll-call/facts";
import type { Organization } from "../organization/organization";
import { hasCanary } from "../stacks/parts/roll-call";
import { signOfLifeRule } from "../stacks/parts/account-watch";
import type { Finding } from "./finding";
import type { Inquiry } from "./inquiry";
import { momentInWords } from "./live/moment";
import type { WantedStack } from "./wanted";

/**
 * Which accounts and regions are heard of, and when the canary came last: the evidence itself, which is also there while the roll call does
 * not run, or tells nobody. Asking costs nothing but a read of two items: FilterLogEvents has no price, a query of Logs Insights has one.
 * https://aws.amazon.com/cloudwatch/pricing/
 */
export async function lookAtSigns(world: World): Promise<readonly Finding[]> {
  if (!world.organization.alerts.heartbeat) return [];
  const [silent, canary] = await Promise.all([lookAtAccounts(world), lookAtCanary(world)]);
  return [...silent, ...canary];
}

interface World {
  readonly organization: Organization;
  /** Whoever is to be heard of, of what is looked at. */
  readonly senders: readonly Sender[];
  /** Whether the stack of the security account is looked at. */
  readonly withSecurity: boolean;
  readonly inquiry: Inquiry;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The stack that hears them. */
export const SECURITY = "security";

function securityPlace({ security, homeRegion }: Organization): Place {
  return { account: security.id, region: homeRegion };
}

/** An account and region that is to send signs of life, by the rule that makes them. */
export interface Sender extends Place {
  readonly stack: string;
  readonly address: string;
}

export function sendersOf({ name: stack, resources }: WantedStack, { names }: Organization): readonly Sender[] {
  const rule = names.ruleName(signOfLifeRule);
  return resources
    .filter(({ type, attributes }) => type === "aws_cloudwatch_event_rule" && attributes.name === rule)
    .map(({ account, region, address }) => ({ account, region, address, stack }));
}

async function lookAtAccounts(world: World): Promise<readonly Finding[]> {
  const { senders } = world;
  if (senders.length === 0) return [];
  const since = world.now - missingMillis({ periodMinutes: world.organization.alerts.heartbeatMinutes });
  const heard = await placesHeard(world, since);
  if (heard === undefined) return [];
  if (heard.size === 0) return [nobody(world, since)];
  return senders.filter((each) => !heard.has(keyOf(each))).map((each) => silent(each, world, since));
}

function nobody({ organization }: World, since: number): Finding {
  return {
    kind: "nobody-heard",
    what: `No account at all has been heard of since ${momentInWords(since)}.`,
    place: securityPlace(organization),
    stack: SECURITY,
    mend: "Look at what is found of the central bus, its policy and its rule for signs of life; deploy the stack of the security account again.",
  };
}

function silent({ account, region, stack, address }: Sender, { organization }: World, since: number): Finding {
  const { names, alerts } = organization;
  return {
    kind: "account-silent",
    what: `${account} in ${region} has not been heard of since ${momentInWords(since)}.`,
    place: { account, region },
    stack,
    address,
    mend: `If nothing else is found there, ask whether a service control policy keeps the role ${names.reads.forwardingRoleName} from putting events; else deploy ${stack} again, and look again after ${alerts.heartbeatMinutes} minutes.`,
  };
}

/**
 * Everybody who was heard of, also of accounts that are not looked at: whether anybody is, says something of the bus.
 *
 * @returns undefined if that can't be found out, or is found out elsewhere
 */
async function placesHeard(
  { organization, now, withSecurity, inquiry }: World,
  since: number,
): Promise<ReadonlySet<string> | undefined> {
  const asked = {
    logGroupName: organization.names.health.heartbeatLogGroupName,
    startTime: since,
    endTime: now,
    // Complaints of accounts that could not send are in the same log group.
    filterPattern: '{ $.source = "aws.events" }',
  };
  const answered = await inquiry.ask("logs:FilterLogEvents", asked, securityPlace(organization));
  if (answered === "refused") return undefined;
  // A log group that is not there is found with its stack.
  if (answered === "missing") return withSecurity ? undefined : new Set();
  return new Set((answered.answer.events ?? []).flatMap(({ message }) => placeIn(message ?? "")));
}

function placeIn(message: string): readonly string[] {
  const { account, region } = JSON.parse(message) as Partial<Place>;
  return account === undefined || region === undefined ? [] : [keyOf({ account, region })];
}

function keyOf({ account, region }: Place): string {
  return `${account} ${region}`;
}

/** What the roll call and the composer write into the table: when it ran last, and when a canary came. */
async function lookAtCanary(world: World): Promise<readonly Finding[]> {
  const { organization, withSecurity, now } = world;
  if (!hasCanary(organization) || !withSecurity) return [];
  const items = await remembered(world);
  if (items === undefined) return [];
  const { heartbeatMinutes: periodMinutes } = organization.alerts;
  const isOld = (millis = 0) => now - millis > missingMillis({ periodMinutes });
  const common = { place: securityPlace(organization), stack: SECURITY };
  const ran = numberOf(items.run?.ran);
  if (isOld(ran)) {
    return [
      {
        ...common,
        kind: "roll-call-stopped",
        what: `The roll call ${ran === undefined ? "has never run" : `ran last at ${momentInWords(ran)}`}; it should every ${periodMinutes} minutes.`,
        mend: "Look at what is found of the rule roll-call and of the state machine; deploy the stack of the security account again.",
      },
    ];
  }
  const arrived = numberOf(items.canary?.at);
  // As the roll call itself counts: while it has not run for so long, a canary may be on its way.
  if (!isOld(Math.max(arrived ?? 0, numberOf(items.run?.started) ?? 0))) return [];
  return [
    {
      ...common,
      kind: "canary-lost",
      what: `The canary ${arrived === undefined ? "has never come through" : `came through last at ${momentInWords(arrived)}`}; the roll call sends one every ${periodMinutes} minutes.`,
      mend: "Does a trail log? Then look at what is found of the rule unexpected-reads of the security account, the central bus and the message composer; deploy the stack of the security account again.",
    },
  ];
}

type Item = Readonly<Record<string, { readonly N?: string } | undefined>>;

interface Remembered {
  readonly run: Item | undefined;
  readonly canary: Item | undefined;
}

/** @returns undefined if that can't be found out, or is found out with the table */
async function remembered({ organization, inquiry }: World): Promise<Remembered | undefined> {
  const { partition: rollCall, run, canary } = rollCallMemory;
  const { partition, sort } = memoryAttributes;
  const key = (pk: string, sk: string) => ({ [partition]: { S: pk }, [sort]: { S: sk } });
  const table = organization.names.messages.memoryTableName;
  const Keys = [key(rollCall, run), key(canary.partition, canary.sort)];
  const asked = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
  const answered = await inquiry.ask("dynamodb:BatchGetItem", asked, securityPlace(organization));
  if (typeof answered !== "object") return undefined;
  const items = answered.answer.Responses?.[table] ?? [];
  const itemOf = (pk: string) => items.find((item) => item[partition]?.S === pk) as Item | undefined;
  return { run: itemOf(rollCall), canary: itemOf(canary.partition) };
}

function numberOf(value: { readonly N?: string } | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}
