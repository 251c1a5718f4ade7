import { regionsOf } from "../../config/regions";
import { allHeartbeatsMetric, complaintMetric, heartbeatMetric } from "../../detections/heartbeat-metrics";
import type { JournalMetric } from "../../detections/journal-metrics";
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

test("a sign of life is counted once, whichever account and governed region sends it", () => {
  for (let digit = 0; digit < 10; digit++) {
    for (const region of regions) {
      const event = heartbeat(`${digit}`.repeat(12), region);

      expect(matching(heartbeatMetric(regions), event)).toBe(1);
      expect(matching(allHeartbeatsMetric, event)).toBe(1);
      expect(matching(complaintMetric(regions), event)).toBe(0);
    }
  }
});

test("a complaint is counted once, and is no sign of life", () => {
  const event = complaint("123456789010", "eu-west-1");

  expect(matching(complaintMetric(regions), event)).toBe(1);
  expect(matching(heartbeatMetric(regions), event)).toBe(0);
  expect(matching(allHeartbeatsMetric, event)).toBe(0);
});

test("all regions of AWS fit one log group, each is counted once, and no filter counts more than nine", () => {
  const all = regionsOf("aws");
  const [alive, complaining] = [heartbeatMetric(all), complaintMetric(all)];
  const filters = [alive, complaining, allHeartbeatsMetric].flatMap((metric) => metric.filters);

  expect(all.length).toBeGreaterThan(30);
  expect(filters.length).toBeLessThanOrEqual(MAX_FILTERS_OF_A_LOG_GROUP);
  expect(new Set(alive.filters.map(({ id }) => id)).size).toBe(alive.filters.length);
  expect(filters.filter(({ pattern }) => pattern.length > MAX_FILTER_PATTERN_LENGTH)).toEqual([]);
  expect(all.filter((region) => matching(alive, heartbeat("123456789010", region)) !== 1)).toEqual([]);
  for (const { pattern } of alive.filters) {
    expect(all.filter((region) => pattern.includes(`"${region}"`)).length).toBeLessThanOrEqual(9);
  }
});

test("the order of the regions changes nothing", () => {
  expect(heartbeatMetric(["b", "a"])).toEqual(heartbeatMetric(["a", "b"]));
});
