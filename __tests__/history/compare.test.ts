import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { compareHistories, detectionsOfBoth, type HistoryChanges, observedForBase } from "../../history/compare";
import type { History } from "../../history/history";
import { historyOf } from "../../history/history-of";
import { Judge } from "../../history/judge";
import { Observer } from "../../history/observer";
import type { Organization } from "../../organization/organization";
import { arbitraryOrganization, arbitraryRecordedRead } from "../support/arbitrary-watched";

function observed(events: readonly CloudTrailRecord[], detections: Organization["detections"]) {
  const observer = new Observer(detections);
  for (const event of events) observer.take(event, "a.json");
  return observer.observations();
}

/** As `secretwatch history --base` does it: the events are read once. */
async function compared(events: readonly CloudTrailRecord[], before: Organization, after: Organization) {
  const observations = observed(events, detectionsOfBoth(before, after));
  const [wasJudge, isJudge] = [new Judge(before), new Judge(after)];
  const was = await historyOf(observedForBase(observations, before, after), before, wasJudge);
  const is = await historyOf(observations, after, isJudge);
  const changes = await compareHistories(
    observations,
    { judge: wasJudge, history: was },
    { judge: isJudge, history: is },
  );
  return { was, is, changes };
}

/** Some of the catalogue, and one of them with another condition: what a configuration may make of detections. */
const arbitraryCompared = arbitraryOrganization.chain((organization) =>
  fc
    .record({
      kept: fc.integer({ min: 0, max: organization.detections.length }),
      isOther: fc.boolean(),
    })
    .map(({ kept, isOther }): Organization => ({
      ...organization,
      detections: organization.detections
        .filter(({ id }, index) => index < kept || id.startsWith("secret-read"))
        .map((each) =>
          isOther && each.id === "secret-read" ? { ...each, condition: otherCondition(organization) } : each,
        ),
    })),
);

function otherCondition({ detections }: Organization) {
  return detections.find(({ id }) => id === "secret-read-denied")!.condition;
}

/** Some of them again on the next day. */
const arbitraryReads = fc
  .array(fc.tuple(arbitraryRecordedRead, fc.boolean()), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.flatMap(([read, isAgain]) =>
      isAgain
        ? [read, { ...read, eventID: `${String(read.eventID)}-again`, eventTime: "2026-11-23T08:00:00Z" }]
        : [read],
    ),
  );

test("nothing changes against the same configuration", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryReads, async (organization, events) => {
      const { changes } = await compared(events, organization, organization);

      expect(changes).toEqual({ reads: [], detections: [], messages: [] });
    }),
    { numRuns: 15 },
  );
});

test("what was observed for two configurations makes the history of each that its own observations make", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryCompared, arbitraryReads, async (before, after, events) => {
      const both = observed(events, detectionsOfBoth(before, after));

      expect(await historyOf(observedForBase(both, before, after), before)).toEqual(
        await historyOf(observed(events, before.detections), before),
      );
      expect(await historyOf(both, after)).toEqual(await historyOf(observed(events, after.detections), after));
    }),
    { numRuns: 15 },
  );
});

test("what changes one way changes back the other way", async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryCompared, arbitraryReads, async (before, after, events) => {
      const [there, back] = [await compared(events, before, after), await compared(events, after, before)].map(
        ({ changes }) => changes,
      ) as [HistoryChanges, HistoryChanges];

      expect(sorted(turned(back.reads))).toEqual(sorted(there.reads));
      expect(sorted(turned(back.messages))).toEqual(sorted(there.messages));
      expect(sorted(turned(back.detections))).toEqual(sorted(there.detections));
      changed += there.reads.length + there.messages.length + there.detections.length;
    }),
    { numRuns: 15 },
  );
  expect(changed).toBeGreaterThan(0);
});

function sorted(all: readonly object[]) {
  return all.map((each) => JSON.stringify(each)).sort();
}

function turned<Changed extends { readonly before: unknown; readonly after: unknown }>(all: readonly Changed[]) {
  return all.map((each) => ({ ...each, before: each.after, after: each.before }));
}

test("messages and reads that change add up to what the two histories have", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryCompared, arbitraryReads, async (before, after, events) => {
      const { was, is, changes } = await compared(events, before, after);

      const messages = ({ told }: History) => sum(told.daily);
      const told = ({ reads }: History) => sum(reads.filter(({ isTold }) => isTold));
      expect(messages(is) - messages(was)).toBe(
        changes.messages.reduce((more, each) => more + each.after - each.before, 0),
      );
      expect(told(is) - told(was)).toBe(
        changes.reads.reduce(
          (more, each) => more + each.count * (Number(each.after.isTold) - Number(each.before.isTold)),
          0,
        ),
      );
    }),
    { numRuns: 15 },
  );
});

function sum(all: readonly { readonly count: number }[]): number {
  return all.reduce((total, { count }) => total + count, 0);
}
