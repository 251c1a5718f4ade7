import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { all, type Condition, field } from "../patterns/condition";
import { customField } from "../patterns/fields";
import type { JournalFilter, JournalMetric } from "./log-metric";

/** Of what the rule of heartbeats lets through; signs.ts has its patterns. */
const complaint = field(customField("source")).equals("aws.cloudwatch");

/**
 * First ones, which CloudWatch Logs is sure to see: the end of an id easily stands in it before as well.
 * patterns/cloudwatch-filter-pattern/README.md says what was seen of ends.
 */
const FIRST_DIGITS = Array.from("0123456789");

/** Ten filters for each make less than the hundred of a log group. */
const MOST_CHUNKS = 4;

const dimensions = { account: "$.account", region: "$.region" };

/** Names of the dimensions of what is counted by account and region. */
export const accountDimensions = Object.keys(dimensions);

/** Complaints of accounts that they could not send a read, by account and region. */
export function complaintMetric(regions: readonly string[]): JournalMetric {
  return { metricName: "Complaints", filters: byAccount(complaint, regions) };
}

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

function filtersOf(id: string, condition: Condition, ofFilter: JournalFilter["dimensions"]): readonly JournalFilter[] {
  return toFilterPatterns(condition).map((pattern, index) => ({
    id: index === 0 ? id : `${id}.${index + 1}`,
    pattern,
    dimensions: ofFilter,
  }));
}
