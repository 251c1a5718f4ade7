import { planArchive } from "../history/athena/ask-archive";
import { chargesOfQueries, queriesCost, type QueryReads } from "../history/athena/prices";
import { accountsOf, type Organization } from "../organization/organization";
import { regionsOf } from "../organization/regions";
import { prices } from "../prices/prices";
import type { Item } from "./bill";
import { DAYS, GB, item, PACKED_BYTES, type Usage } from "./usage";

/** What it costs to ask Athena of the archive, at a guess. */
export interface Searches {
  /** US dollars to Athena for a query that meets its limit. */
  readonly usdAtMost: number;
  /** Gigabytes of that limit. */
  readonly scanLimitGigabytes: number;
  /** What `secretwatch history --athena` of a month takes. @default - nobody said how many events that has */
  readonly ofMonth?: { readonly queries: number; readonly usd: number };
}

/** What one may ask of the archive and what it costs; nothing where there is no table. */
export function searchesOf(organization: Organization, usage: Usage): Searches | undefined {
  const { athena } = organization.archive;
  if (athena === undefined) return undefined;
  const queries = queriesOfMonth(organization, usage);
  return {
    usdAtMost: (athena.scanLimitGigabytes / 1000) * prices.athenaTerabyte.usd,
    scanLimitGigabytes: athena.scanLimitGigabytes,
    ...(queries === undefined ? {} : { ofMonth: { queries: queries.length, usd: queriesCost(queries) } }),
  };
}

/** What is paid for searches, as often as they are said to be made. */
export function itemsOfSearches(organization: Organization, usage: Usage): readonly Item[] {
  const { searches = 0 } = usage;
  const queries = searches === 0 ? undefined : queriesOfMonth(organization, usage);
  if (queries === undefined) return [];
  const { logArchive, security, homeRegion } = organization;
  const search = item(logArchive ?? security, homeRegion, "searches of the archive");
  return chargesOfQueries(queries).map(({ price, quantity }) => search(price, quantity * searches));
}

/** Files of an account and region in a day, one every five minutes: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
const FILES_A_DAY = (24 * 60) / 5;

/** The queries of a history of one month, before its files move to a class that is dearer to read. */
function queriesOfMonth(organization: Organization, { events }: Usage): readonly QueryReads[] | undefined {
  const { archive, detections, names, partition } = organization;
  if (archive.athena === undefined || events === undefined) return undefined;
  const accounts = accountsOf(organization);
  const places = accounts.reduce((sum, { regions }) => sum + regions.length, 0);
  const part = {
    table: `${names.search.databaseName}.${names.search.tableName}`,
    accounts: accounts.map(({ id }) => id),
    regions: regionsOf(partition),
    ...MONTH,
  };
  const there = {
    bytes: events * PACKED_BYTES,
    files: Math.min(events, places * FILES_A_DAY * DAYS),
  };
  return planArchive(part, detections, there, archive.athena.scanLimitGigabytes * GB).queries;
}

/** Any of 30 days. */
const MONTH = { from: "2026-11-01", to: "2026-11-30" } as const;
