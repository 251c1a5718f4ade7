import fc from "fast-check";

import { catalogue } from "../../detections/catalogue/catalogue";
import { filterCount, filterPatternsOf } from "../../detections/compiled";
import type { Detection } from "../../detections/detection";
import { callNamesOf, sharedFilters } from "../../detections/shared-filters";
import { match } from "../../patterns/cloudwatch-filter-pattern";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";

const example = { what: "it", event: {} };

function detection(id: string, condition: Condition, sharesFilter: string | undefined = "stores"): Detection {
  return {
    ...{ id, condition, sharesFilter, title: id, severity: "low", family: "secrets", why: "" },
    ...{ likelyCauses: [], nextSteps: [], references: [], matches: [example], ignores: [example] },
  };
}

const tests = fc.constantFrom(
  field("errorCode").isAbsent(),
  field("errorCode").startsWith("AccessDenied"),
  not(field("userIdentity.type").equals("AWSService")),
  any(field("requestParameters.name").startsWith("prod"), field("requestParameters.name").contains("key")),
);

/** Detections of which no two are about the same call. */
const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), tests), { minLength: 1, maxLength: 25 }).map((each) =>
  each.map(([calls, test], index) => {
    const names = Array.from({ length: calls }, (_, call) => `Call${index}Of${call}`);
    return detection(`detection-${index}`, all(field("eventName").isOneOf(...names), test));
  }),
);

const record = fc.record(
  {
    eventName: fc.tuple(fc.nat(25), fc.nat(4)).map(([index, call]) => `Call${index}Of${call}`),
    errorCode: fc.constantFrom("AccessDenied", "AccessDeniedException", "Throttling"),
    userIdentity: fc.record({ type: fc.constantFrom("AWSService", "AssumedRole") }),
    requestParameters: fc.record({ name: fc.constantFrom("prod", "the key", "lab") }),
  },
  { requiredKeys: ["eventName"] },
);

test("an event that a detection is about matches one filter, under the name of one of its calls, and no other event does", () => {
  fc.assert(
    fc.property(some, fc.array(record, { maxLength: 40 }), (detections, records) => {
      const [shared] = sharedFilters(detections);

      for (const event of records) {
        const seen = detections.filter(({ condition }) => evaluate(condition, event));
        const counted = shared!.filterPatterns.filter((pattern) => match(pattern, event) === true);
        expect(counted).toHaveLength(seen.length);
        expect(seen.length === 0 || callNamesOf(seen[0]!).includes(event.eventName)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
}, 30_000);

test("every filter has the field that the name of the call is taken from, and fits", () => {
  fc.assert(
    fc.property(some, (detections) => {
      for (const { filterPatterns } of sharedFilters(detections))
        for (const pattern of filterPatterns) {
          expect(pattern).toContain("$.eventName");
          expect(pattern.length).toBeLessThanOrEqual(1024);
        }
    }),
    { numRuns: 50 },
  );
});

test("detections that share take fewer filters than each by itself", () => {
  const detections = Array.from({ length: 20 }, (_, index) =>
    detection(`detection-${index}`, all(field("eventName").equals(`Call${index}`), field("errorCode").isAbsent())),
  );
  const alone = detections.map((each) => ({ ...each, sharesFilter: undefined }));

  expect(filterCount(alone)).toBe(20);
  expect(filterCount(detections)).toBeLessThan(4);
  expect(filterCount([...detections, ...alone])).toBe(20 + filterCount(detections));
});

test("each word has filters of its own, in the order of the detections", () => {
  const one = detection("one", field("eventName").equals("One"));
  const two = detection("two", field("eventName").equals("Two"), "guards");
  const three = detection("three", field("eventName").equals("Three"));

  expect(sharedFilters([one, two, three])).toEqual([
    { word: "stores", filterPatterns: ['{ (($.eventName = "One") || ($.eventName = "Three")) }'] },
    { word: "guards", filterPatterns: filterPatternsOf(two) },
  ]);
  expect(sharedFilters([{ ...one, sharesFilter: undefined }])).toEqual([]);
});

test("what may be about any call can't share", () => {
  expect(() => callNamesOf(detection("any", field("errorCode").isAbsent()))).toThrow("any shares a filter");
});

const sharing = catalogue.filter(({ sharesFilter }) => sharesFilter !== undefined);

test("no two detections of the catalogue that share are about the same call, and an alarm takes the calls of each", () => {
  for (const one of sharing) {
    expect(callNamesOf(one).length).toBeLessThanOrEqual(10);
    expect(one.filterPattern).toBeUndefined();
    for (const other of sharing.filter(({ id, sharesFilter }) => id !== one.id && sharesFilter === one.sharesFilter))
      expect([one.id, callNamesOf(one).filter((call) => callNamesOf(other).includes(call))]).toEqual([one.id, []]);
  }
});
