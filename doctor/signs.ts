import { type AwsCalls, type Place, RefusedCall } from "../aws/calls";
import { memoryAttributes } from "../modules/messages/memory-table";
import { missingMillis, rollCallMemory } from "../messages/roll-call/facts";
import type { Organization } from "../organization/organization";
import { hasCanary } from "../stacks/parts/roll-call";
import { signOfLifeRule } from "../stacks/parts/account-watch";
import type { Finding } from "./finding";
import { momentInWords } from "./live/moment";
import type { Look, World } from "./look";

/**
 * Which accounts and regions are heard of, and when the canary came last: the evidence itself, which is also there while the roll call does
 * not run, or tells nobody. Asking costs nothing but a read of two items: FilterLogEvents has no price, a query of Logs Insights has one.
 */
export const lookAtSigns: Look = async (world) => {
  if (!world.organization.alerts.heartbeat) return [];
  const [silent, canary] = await Promise.all([
    orNotRead(world, "The log group of signs of life", () => lookAtAccounts(world)),
    orNotRead(world, "The memory of the roll call", () => lookAtCanary(world)),
  ]);
  return [...silent, ...canary];
};

/** What is refused is no sign of anything. Where the stack of the security account is looked at, what is missing of it is found there. */
async function orNotRead(
  { organization, stacks }: World,
  what: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    const { kind, code, message } = error.refusal;
    if (kind === "missing" && stacks.some(({ name }) => name === SECURITY)) return [];
    return [
      {
        kind: "signs-not-read",
        what: `${what} could not be read. ${code}: ${message}`,
        place: securityPlace(organization),
        mend: `Let the role that reads in ${organization.security.id} do it, and look again.`,
      },
    ];
  }
}

const SECURITY = "security";

function securityPlace({ security, homeRegion }: Organization): Place {
  return { account: security.id, region: homeRegion };
}

/** An account and region that is to send signs of life, by the rule that makes them. */
interface Sender extends Place {
  readonly stack: string;
  readonly address: string;
}

function sendersOf({ stacks, organization }: World): readonly Sender[] {
  const rule = organization.names.ruleName(signOfLifeRule);
  return stacks.flatMap((stack) =>
    stack.resources
      .filter(({ type, attributes }) => type === "aws_cloudwatch_event_rule" && attributes["name"] === rule)
      .map(({ account, region, address }) => ({ account, region, address, stack: stack.name })),
  );
}

async function lookAtAccounts(world: World): Promise<readonly Finding[]> {
  const { organization, now } = world;
  const { heartbeatMinutes: periodMinutes } = organization.alerts;
  const since = now - missingMillis({ periodMinutes });
  const senders = sendersOf(world);
  if (senders.length === 0) return [];
  const heard = await placesHeard(world, since);
  const silent = senders.filter((each) => !heard.has(keyOf(each)));
  if (heard.size === 0 && senders.length > 1) {
    return [
      {
        kind: "nobody-heard",
        what: `None of ${senders.length} accounts and regions has been heard of since ${momentInWords(since)}.`,
        place: securityPlace(organization),
        stack: SECURITY,
        mend: "Look at what is found of the central bus, its policy and its rule for signs of life; deploy the stack of the security account again.",
      },
    ];
  }
  return silent.map(({ account, region, stack, address }) => ({
    kind: "account-silent",
    what: `${account} in ${region} has not been heard of since ${momentInWords(since)}.`,
    place: { account, region },
    stack,
    address,
    mend: `If nothing else is found there, ask whether the service control policies let ${organization.names.reads.forwardingRoleName} put events; else deploy ${stack} again, and look again in ${periodMinutes} minutes.`,
  }));
}

/** Everybody who was heard of, also of other accounts than those that are looked at: whether anybody is, says something of the bus. */
async function placesHeard({ organization, calls, now }: World, since: number): Promise<ReadonlySet<string>> {
  const { names } = organization;
  const asked = {
    logGroupName: names.health.heartbeatLogGroupName,
    startTime: since,
    endTime: now,
    // Complaints of accounts that could not send are in the same log group.
    filterPattern: '{ $.source = "aws.events" }',
  };
  const { events = [] } = await calls.call("logs:FilterLogEvents", asked, securityPlace(organization));
  return new Set(events.flatMap(({ message }) => placeIn(message ?? "")));
}

function placeIn(message: string): readonly string[] {
  const { account, region } = JSON.parse(message) as Partial<Place>;
  return account === undefined || region === undefined ? [] : [keyOf({ account, region })];
}

function keyOf({ account, region }: Place): string {
  return `${account} ${region}`;
}

/** What the roll call and the composer write into the table: when it ran last, and when a canary came. */
async function lookAtCanary({ organization, calls, stacks, now }: World): Promise<readonly Finding[]> {
  if (!hasCanary(organization) || !stacks.some(({ name }) => name === SECURITY)) return [];
  const [run, canary] = await remembered(organization, calls);
  const { heartbeatMinutes: periodMinutes } = organization.alerts;
  const isOld = (millis: number) => now - millis > missingMillis({ periodMinutes });
  const place = securityPlace(organization);
  const ran = numberOf(run?.["ran"]);
  if (ran === undefined || isOld(ran)) {
    return [
      {
        kind: "roll-call-stopped",
        what: `The roll call ${ran === undefined ? "has never run" : `ran last at ${momentInWords(ran)}`}; it should every ${periodMinutes} minutes.`,
        place,
        stack: SECURITY,
        mend: `aws stepfunctions start-execution --region ${place.region} --state-machine-arn ${organization.names.health.rollCallArn}`,
      },
    ];
  }
  const arrived = numberOf(canary?.["at"]);
  // While it has not run for so long, a canary may be on its way.
  if (!isOld(Math.max(arrived ?? 0, numberOf(run?.["started"]) ?? 0))) return [];
  return [
    {
      kind: "canary-lost",
      what: `The canary ${arrived === undefined ? "has never come through" : `came through last at ${momentInWords(arrived)}`}; the roll call sends one every ${periodMinutes} minutes.`,
      place,
      stack: SECURITY,
      mend: "Does a trail log? Then look at what is found of the rule unexpected-reads of the security account, the central bus and the message composer; deploy the stack of the security account again.",
    },
  ];
}

type Item = Readonly<Record<string, { readonly N?: string } | undefined>>;

async function remembered(
  organization: Organization,
  calls: AwsCalls,
): Promise<readonly [run: Item | undefined, canary: Item | undefined]> {
  const { partition, run, canary } = rollCallMemory;
  const keys = [
    [partition, run],
    [canary.partition, canary.sort],
  ] as const;
  const table = organization.names.messages.memoryTableName;
  const Keys = keys.map(([pk, sk]) => ({
    [memoryAttributes.partition]: { S: pk },
    [memoryAttributes.sort]: { S: sk },
  }));
  const asked = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
  const { Responses } = await calls.call("dynamodb:BatchGetItem", asked, securityPlace(organization));
  const items = (Responses?.[table] ?? []) as readonly Readonly<Record<string, { readonly S?: string }>>[];
  const itemOf = (pk: string) => items.find((item) => item[memoryAttributes.partition]?.S === pk) as Item | undefined;
  return [itemOf(partition), itemOf(canary.partition)];
}

function numberOf(value: { readonly N?: string } | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}
