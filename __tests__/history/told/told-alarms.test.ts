import fc from "fast-check";

import { catalogue } from "../../../detections/catalogue/catalogue";
import { alarmOf, type CloudTrailRecord, type Detection } from "../../../detections/detection";
import { DetectionMatcher } from "../../../detections/matcher";
import { alarmSpans } from "../../../history/alarm-spans";
import type { ObservedHits } from "../../../history/observation";
import type { Sent } from "../../../history/told/sent";
import { tellOfAlarms } from "../../../history/told/told-alarms";
import type { AlarmFacts } from "../../../messages/alarms/facts";
import { watchedDetections } from "../../../messages/alarms/watched-detections";
import { exampleAlarmFacts } from "../../../scripts/messages/example-alarm-facts";
import { recordBy } from "../../support/alarm-services";
import { type AlarmOn, toldByAlarmMachines } from "../../support/told-by-alarm-machines";
import type { ToldMessage } from "../../support/told-by-machines";

const START = Date.parse("2026-03-01T22:00:00Z");
const MINUTE = 60_000;

jest.setTimeout(10 * MINUTE);

/** Of each severity some, with thresholds and periods that small numbers of events reach. */
const detections: readonly Detection[] = catalogue
  .filter(({ family, sharesFilter }) => family !== "cis" && sharesFilter === undefined)
  .filter(({ severity }, index, all) => all.slice(0, index).filter((each) => each.severity === severity).length < 4)
  .map((detection, index) => ({
    ...detection,
    alarm: { threshold: 1 + (index % 3), period: [60, 600, 3000, 1200][index % 4]! },
  }));
const matcher = new DetectionMatcher(detections);
const facts: AlarmFacts = {
  ...exampleAlarmFacts,
  detections: watchedDetections(detections, (id) => `secretwatch-${id}`),
  recipients: [
    ...exampleAlarmFacts.recipients,
    {
      topicArn: "arn:aws:sns:eu-west-1:222222222222:secretwatch-route-all",
      minimumSeverity: "low",
      alarmsAtOnce: "critical",
    },
  ],
};

function hitsOf(records: readonly CloudTrailRecord[]): readonly ObservedHits[] {
  return records.flatMap((record) =>
    matcher.match(record).map(({ id }): ObservedHits => {
      const { sessionContext } = record.userIdentity as { sessionContext: { sessionIssuer: { arn: string } } };
      const time = Date.parse(String(record.eventTime));
      return {
        detection: id,
        minute: time - (time % MINUTE),
        accountId: String(record.recipientAccountId),
        region: String(record.awsRegion),
        call: String(record.eventName),
        caller: sessionContext.sessionIssuer.arn,
        count: 1,
      };
    }),
  );
}

/** By looking at the end of each minute at the events of the period until then. */
function minuteByMinute(detection: Detection, hits: readonly ObservedHits[]): readonly AlarmOn[] {
  const own = hits.filter((hit) => hit.detection === detection.id);
  const { threshold, period } = alarmOf(detection);
  const spans: { id: string; on: number; off: number }[] = [];
  let isOn = false;
  const last = Math.max(START, ...own.map(({ minute }) => minute));
  for (let at = START; at <= last + period * 1000 + 2 * MINUTE; at += MINUTE) {
    const events = own.filter(({ minute }) => minute >= at - period * 1000 && minute < at).length;
    const wasOn = isOn;
    isOn = events >= threshold && detection.severity !== "info";
    if (isOn && !wasOn) spans.push({ id: detection.id, on: at, off: Infinity });
    if (!isOn && wasOn) spans.at(-1)!.off = at;
  }
  return spans;
}

async function toldOf(records: readonly CloudTrailRecord[]): Promise<readonly Sent[]> {
  const all: Sent[] = [];
  const audience = { happened: () => undefined, sent: (message: Sent) => all.push(message) };
  await tellOfAlarms({ detections, composed: facts, direct: [] }, hitsOf(records), audience);
  return all;
}

/** What a message says: who is named in it, too. */
function named({ about }: Sent): readonly string[] {
  return about.map(({ reader, accountId }) => `${reader} ${accountId}`);
}

/** Alarms of the same moment stand in line in any order. */
function lines(messages: readonly (ToldMessage & { readonly named: readonly string[] })[]): readonly string[] {
  return messages
    .map(({ at, topicArn, isDigest, severity, named }) => {
      const how = isDigest ? "digest" : "at once";
      return [timeAt((at - START) / 1000), topicArn.split(":").at(-1), how, severity, ...[...named].sort()].join(" ");
    })
    .sort();
}

const roles = Array.from({ length: 60 }, (_, index) => `role-${index}`);

/** Some events around some times: of a few detections by many, of many at the same time, or of all a few. */
const someRecords = fc
  .constantFrom<readonly [number, number, number, readonly number[]]>(
    [1, 60, 30, [0]],
    [2, 40, 59, [0, 0, 0, 1, 2, 26]],
    [2, 3, 59, [0, 23, 25, 26]],
    [detections.length, 3, 10, [0, 0, 1]],
  )
  .chain(([some, callers, minutes, hours]) =>
    fc.tuple(
      fc.shuffledSubarray([...detections], { minLength: some, maxLength: some }),
      fc.array(
        fc.record({
          detection: fc.nat(some - 1),
          role: fc.nat(callers - 1).map((index) => roles[index]!),
          account: fc.constantFrom("333333333333", "333333333333", "555555555555"),
          hour: fc.constantFrom(...hours),
          minute: fc.nat(minutes),
          second: fc.integer({ min: 1, max: 59 }),
        }),
        { minLength: 10, maxLength: 90, size: "max" },
      ),
    ),
  )
  .map(([some, all]) =>
    all
      .map(({ detection, role, account, hour, minute, second }) =>
        recordBy(some[detection]!, role, account, { eventTime: timeAt(hour * 3600 + minute * 60 + second) }),
      )
      .sort((one, other) => Date.parse(String(one.eventTime)) - Date.parse(String(other.eventTime))),
  );

function timeAt(second: number): string {
  return `${new Date(START + second * 1000).toISOString().slice(0, 19)}Z`;
}

test("an alarm is on whenever the period until the end of a minute has as many events as its threshold", () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const hits = hitsOf(records);

      for (const detection of detections) {
        const own = hits.filter((hit) => hit.detection === detection.id);
        const expected = minuteByMinute(detection, hits).map(({ on, off }) => ({ on, off }));
        expect(alarmSpans(detection, own)).toEqual(expected);
      }
    }),
  );
});

test("random events are told of as the deployed state machines of alarms tell of them, message for message", async () => {
  const severities = new Set<string>();
  await fc.assert(
    fc.asyncProperty(someRecords, async (records) => {
      const hits = hitsOf(records);
      const alarms = detections.flatMap((detection) => minuteByMinute(detection, hits)).sort((a, b) => a.on - b.on);

      const told = lines((await toldOf(records)).map((each) => ({ ...each, named: named(each) })));

      expect(told).toEqual(lines(await toldByAlarmMachines(facts, alarms, records)));
      for (const line of told) severities.add(line.split(" ").slice(1, 4).join(" "));
    }),
    { numRuns: Number(process.env.TOLD_RUNS ?? 12) },
  );
  expect([...severities].length).toBeGreaterThan(5);
});

test("whoever acts as many callers in one account does not hide one in another", async () => {
  const detection = detections.find(
    ({ alarm, severity }) => alarm!.threshold === 1 && alarm!.period > 60 && severity !== "info",
  )!;
  const crowd = Array.from({ length: 60 }, (_, index) =>
    recordBy(detection, `crowd-${index}`, "333333333333", { eventTime: timeAt(1 + (index % 50)) }),
  );
  const records = [...crowd, recordBy(detection, "target", "555555555555", { eventTime: timeAt(90) })];

  const told = (await toldOf(records)).map((each) => ({ ...each, named: named(each) }));

  const hits = hitsOf(records);
  const alarms = detections.flatMap((each) => minuteByMinute(each, hits));
  expect(lines(told)).toEqual(lines(await toldByAlarmMachines(facts, alarms, records)));
  expect(told.some(({ named: who }) => who.includes("role/target 555555555555"))).toBe(true);
});
