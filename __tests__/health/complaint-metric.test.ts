import { regionsOf } from "../../organization/regions";
import { complaintMetric } from "../../health/complaint-metric";
import type { JournalMetric } from "../../health/log-metric";
import { match, MAX_FILTER_PATTERN_LENGTH, MAX_FILTERS_OF_A_LOG_GROUP } from "../../patterns/cloudwatch-filter-pattern";

const regions = ["eu-west-1", "eu-central-1"];
const heartbeat = (account: string, region: string) => ({
  source: "aws.events",
  "detail-type": "Scheduled Event",
  account,
  region,
  detail: {},
});
const complaint = (account: string, region: string) => ({
  source: "aws.cloudwatch",
  "detail-type": "CloudWatch Alarm State Change",
  account,
  region,
  detail: { alarmName: "secretwatch-reads-undelivered", state: { value: "ALARM" } },
});
const matching = ({ filters }: JournalMetric, event: object) =>
  filters.filter(({ pattern }) => match(pattern, event) === true).length;

test("a complaint is counted once, whichever account and governed region sends it; a sign of life is none", () => {
  for (let digit = 0; digit < 10; digit++) {
    for (const region of regions) {
      const account = `${digit}`.repeat(12);

      expect(matching(complaintMetric(regions), complaint(account, region))).toBe(1);
      expect(matching(complaintMetric(regions), heartbeat(account, region))).toBe(0);
    }
  }
});

test("all regions of AWS fit one log group, each is counted once, and no filter counts more than nine", () => {
  const all = regionsOf("aws");
  const metric = complaintMetric(all);
  const { filters } = metric;

  expect(all.length).toBeGreaterThan(30);
  expect(filters.length).toBeLessThanOrEqual(MAX_FILTERS_OF_A_LOG_GROUP);
  expect(new Set(filters.map(({ id }) => id)).size).toBe(filters.length);
  expect(filters.filter(({ pattern }) => pattern.length > MAX_FILTER_PATTERN_LENGTH)).toEqual([]);
  expect(all.filter((region) => matching(metric, complaint("123456789010", region)) !== 1)).toEqual([]);
  for (const { pattern } of filters) {
    expect(all.filter((region) => pattern.includes(`"${region}"`)).length).toBeLessThanOrEqual(9);
  }
});

test("the order of the regions changes nothing", () => {
  expect(complaintMetric(["b", "a"])).toEqual(complaintMetric(["a", "b"]));
});
