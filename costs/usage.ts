import { type Account, accountsOf, type Organization } from "../organization/organization";
import { forwardingRegions } from "../organization/regions";
import type { Item } from "./bill";

/** What an organization does in a month, as far as it is known. */
export interface Usage {
  /** Management events of all accounts and regions. @default - what the trail costs is left out, and said */
  readonly events?: number;
  /** Reads that people would be told of. @default - none */
  readonly toldReads?: number;
  /** Mails and chats, over all recipients. @default - none */
  readonly messages?: number;
  /** How often a month's history is asked of Athena. @default - never; what it would cost is said beside the sum */
  readonly searches?: number;
}

/** Hours in a month, as AWS's examples count them. */
export const HOURS = 730;

/** Bytes of a management event: the mean of 310 recorded ones is 1,340. */
export const EVENT_BYTES = 1340;

/** The same as CloudTrail packs it: a million events are 162 MB. */
export const PACKED_BYTES = 162;

/** Days of a month. */
export const DAYS = HOURS / 24;

export const GB = 1e9;

/** Bytes that are logged of a sign of life, as docs/health.md has it. */
const SIGN_BYTES = 400;

/** Writes of the table for a read that is mailed, at most: docs/decisions/0008. */
const WRITES_OF_READ = 9;

/** Reads of the table for the same: one query for mutes, which costs half as it may be a moment old. */
const READS_OF_READ = 0.5;

/** What is paid for use, from the configuration and what is known of the organization. */
export function itemsOfUsage(organization: Organization, usage: Usage): readonly Item[] {
  return [...ofTrail(organization, usage), ...ofSigns(organization), ...ofReads(organization, usage)];
}

function ofTrail(organization: Organization, { events }: Usage): readonly Item[] {
  if (events === undefined) return [];
  const { trail, logGroup, homeRegion, trailMaker } = organization;
  const group = item(organization[trailMaker], homeRegion, "trail");
  const packed = (events * PACKED_BYTES) / GB;
  return [
    // The first copy of an existing trail's is free, and its files are somebody else's.
    ...(trail.existing === undefined
      ? [group("logsIngested", (events * EVENT_BYTES) / GB), ...archived(organization, packed)]
      : []),
    // Logs packs them about as CloudTrail does.
    group("logsKept", packed * (logGroup.retentionDays / DAYS)),
    ...trail.insights.map(() => group("insightEvent", events)),
  ];
}

/** What is in the bucket once as much goes as comes. */
function archived({ archive, logArchive, security, homeRegion }: Organization, packed: number): readonly Item[] {
  const { archiveAfterDays, expireAfterDays } = archive;
  const files = item(logArchive ?? security, homeRegion, "archive");
  return [
    files("bucketGb", packed * (Math.min(archiveAfterDays, expireAfterDays) / DAYS)),
    files("archivedGb", packed * (Math.max(0, expireAfterDays - archiveAfterDays) / DAYS)),
  ];
}

/** Signs of life of each account and region; docs/health.md adds up the rest. */
function ofSigns(organization: Organization): readonly Item[] {
  const { alerts, security, homeRegion } = organization;
  if (!alerts.heartbeat) return [];
  const times = (HOURS * 60) / alerts.heartbeatMinutes;
  const sent = accountsOf(organization).flatMap((account) =>
    forwardingRegions(organization, account.regions).flatMap((region) => {
      const sign = item(account, region, "signs of life", "accounts");
      return [sign("busEvent", times), sign("logsIngested", (times * SIGN_BYTES) / GB)];
    }),
  );
  const central = item(security, homeRegion, "signs of life");
  const scanned = (sent.length / 2) * SIGN_BYTES * 2.5;
  return [
    ...sent,
    central("logsScanned", (times * scanned) / GB),
    // At most a minute with 64 MB each time.
    central("executionGbHour", (times * 0.0625) / 60),
    central("secretCall", times),
  ];
}

function ofReads(organization: Organization, { toldReads = 0, messages = 0 }: Usage): readonly Item[] {
  if (toldReads + messages === 0) return [];
  const reads = item(organization.security, organization.homeRegion, "reads that people are told of");
  return [
    reads("busEvent", toldReads),
    reads("execution", toldReads),
    reads("tableWrite", toldReads * WRITES_OF_READ),
    reads("tableRead", toldReads * READS_OF_READ),
    reads("mail", messages),
  ];
}

/** Items of a place and feature, by price and quantity. */
export function item({ id, name }: Account, region: string, feature: Item["feature"], part: Item["part"] = "central") {
  return (price: Item["price"], quantity: number): Item => ({
    feature,
    part,
    account: { id, name },
    region,
    price,
    quantity,
  });
}
