import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { all, type Condition, field } from "../patterns/condition";
import { customField } from "../patterns/fields";
import type { JournalFilter, JournalMetric } from "./journal-metrics";

/** What the rule of heartbeats lets through, of which pipeline-events.ts has the patterns. */
const signOfLife = field(customField("source")).equals("aws.events");
const complaint = field(customField("source")).equals("aws.cloudwatch");

/**
 * First ones, which CloudWatch Logs is sure to see: the end of an id easily stands in it before as well.
 * patterns/cloudwatch-filter-pattern/README.md says what was seen of ends.
 */
const FIRST_DIGITS = Array.from("0123456789");

/** Ten filters for each make less than the hundred of a log group, with those of the complaints. */
const MOST_CHUNKS = 4;

/**
 * CloudWatch may switch a filter off that makes as many different combinations of dimensions within an hour.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export const MOST_COMBINATIONS_OF_A_FILTER = 1000;

const dimensions = { account: "$.account", region: "$.region" };

/** Names of the dimensions of what is counted by account and region. */
export const accountDimensions = Object.keys(dimensions);

/** Name of the metric of signs of life by account and region. */
export const HEARTBEATS = "Heartbeats";

/** Signs of life by account and region. */
export function heartbeatMetric(regions: readonly string[]): JournalMetric {
  return { metricName: HEARTBEATS, filters: byAccount(signOfLife, regions) };
}

/** Complaints of accounts that they could not send a read, by account and region. */
export function complaintMetric(regions: readonly string[]): JournalMetric {
  return { metricName: "Complaints", filters: byAccount(complaint, regions) };
}

/** Signs of life of all together, without dimensions: CloudWatch has no reason to switch this one off. */
export const allHeartbeatsMetric: JournalMetric = {
  metricName: "AllHeartbeats",
  filters: filtersOf("all", signOfLife, {}),
};

/** Filters by the first digit of the account's id and by region; their number does not depend on the accounts. */
function byAccount(condition: Condition, regions: readonly string[]): readonly JournalFilter[] {
  return chunks([...regions].sort()).flatMap((some, index) =>
    FIRST_DIGITS.flatMap((digit) => {
      const account = field(customField("account")).startsWith(digit);
      const region = field(customField("region")).isOneOf(...some);
      return filtersOf(`${digit}${index === 0 ? "" : `-${index + 1}`}`, all(condition, account, region), dimensions);
    }),
  );
}

function chunks(regions: readonly string[]): readonly (readonly string[])[] {
  const size = regionsOfAFilter(regions.length);
  const count = Math.ceil(regions.length / size);
  return Array.from({ length: count }, (_, index) => regions.slice(index * size, (index + 1) * size));
}

function regionsOfAFilter(regions: number): number {
  return Math.max(1, Math.ceil(regions / MOST_CHUNKS));
}

/**
 * Combinations of account and region that the fullest filter makes.
 *
 * @param accounts with the regions from which they send
 * @param regions all that are counted
 */
export function combinationsOfAFilter(
  accounts: readonly { readonly id: string; readonly regions: readonly string[] }[],
  regions: readonly string[],
): number {
  const counts = chunks([...regions].sort()).flatMap((some) =>
    FIRST_DIGITS.map((digit) =>
      accounts
        .filter(({ id }) => id.startsWith(digit))
        .reduce((count, account) => count + some.filter((region) => account.regions.includes(region)).length, 0),
    ),
  );
  return Math.max(0, ...counts);
}

function filtersOf(id: string, condition: Condition, ofFilter: JournalFilter["dimensions"]): readonly JournalFilter[] {
  return toFilterPatterns(condition).map((pattern, index) => ({
    id: index === 0 ? id : `${id}.${index + 1}`,
    pattern,
    dimensions: ofFilter,
  }));
}
