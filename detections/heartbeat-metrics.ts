import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { all, type Condition, field } from "../patterns/condition";
import { customField } from "../patterns/fields";
import type { JournalFilter, JournalMetric } from "./journal-metrics";

/** What the rule of heartbeats lets through, of which pipeline-events.ts has the patterns. */
const signOfLife = field(customField("source")).equals("aws.events");
const complaint = field(customField("source")).equals("aws.cloudwatch");

const LAST_DIGITS = Array.from("0123456789");

/**
 * CloudWatch may switch a filter off that makes 1,000 different combinations of dimensions within an hour. A tenth of
 * a thousand accounts in nine regions stay below, and all regions of AWS fit the filters of one log group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const REGIONS_OF_A_FILTER = 9;

const dimensions = { account: "$.account", region: "$.region" };

/** Names of the dimensions of what is counted by account and region. */
export const accountDimensions = Object.keys(dimensions);

/** Signs of life by account and region. */
export function heartbeatMetric(regions: readonly string[]): JournalMetric {
  return { metricName: "Heartbeats", filters: byAccount(signOfLife, regions) };
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

/** Filters by the last digit of the account's id and by region; their number does not depend on the accounts. */
function byAccount(condition: Condition, regions: readonly string[]): readonly JournalFilter[] {
  return chunks([...regions].sort()).flatMap((some, index) =>
    LAST_DIGITS.flatMap((digit) => {
      const account = field(customField("account")).endsWith(digit);
      const region = field(customField("region")).isOneOf(...some);
      return filtersOf(`${digit}${index === 0 ? "" : `-${index + 1}`}`, all(condition, account, region), dimensions);
    }),
  );
}

function chunks(regions: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(regions.length / REGIONS_OF_A_FILTER);
  return Array.from({ length: count }, (_, index) =>
    regions.slice(index * REGIONS_OF_A_FILTER, (index + 1) * REGIONS_OF_A_FILTER),
  );
}

function filtersOf(id: string, condition: Condition, ofFilter: JournalFilter["dimensions"]): readonly JournalFilter[] {
  return toFilterPatterns(condition).map((pattern, index) => ({
    id: index === 0 ? id : `${id}.${index + 1}`,
    pattern,
    dimensions: ofFilter,
  }));
}
