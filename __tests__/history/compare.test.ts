import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { compareHistories, detectionsOfBoth, type HistoryChanges, observedForBase } from "../../history/compare";
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
async function changes(
  events: readonly CloudTrailRecord[],
  before: Organization,
  after: Organization,
): Promise<HistoryChanges> {
  const observations = observed(events, detectionsOfBoth(before, after));
  const [judgeBefore, judge] = [new Judge(before), new Judge(after)];
  return compareHistories(
    observations,
    { judge: judgeBefore, history: await historyOf(observedForBase(observations, before, after), before, judgeBefore) },
    { judge, history: await historyOf(observations, after, judge) },
  );
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

const arbitraryReads = fc.array(arbitraryRecordedRead, { minLength: 1, maxLength: 12 });

test("nothing changes against the same configuration", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryReads, async (organization, events) => {
      expect(await changes(events, organization, organization)).toEqual({ reads: [], detections: [], messages: [] });
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
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryCompared, arbitraryCompared, arbitraryReads, async (before, after, events) => {
      const [there, back] = [await changes(events, before, after), await changes(events, after, before)];

      const sorted = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();
      const turned = <Changed extends { readonly before: unknown; readonly after: unknown }>(all: readonly Changed[]) =>
        all.map((each) => ({ ...each, before: each.after, after: each.before }));
      expect(sorted(turned(back.reads))).toEqual(sorted(there.reads));
      expect(sorted(turned(back.messages))).toEqual(sorted(there.messages));
      expect(sorted(turned(back.detections))).toEqual(sorted(there.detections));
      compared += there.reads.length + there.messages.length + there.detections.length;
    }),
    { numRuns: 15 },
  );
  expect(compared).toBeGreaterThan(0);
});
