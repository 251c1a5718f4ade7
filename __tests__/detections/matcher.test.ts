import fc from "fast-check";

import { catalogue } from "../../detections/catalogue/catalogue";
import type { CloudTrailRecord, Detection } from "../../detections/detection";
import { DetectionMatcher } from "../../detections/matcher";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import { arbitraryCondition, arbitraryRecord } from "../support/arbitrary-records";

const SEED = 20261124;
const examples = catalogue.flatMap(({ matches, ignores }) => [...matches, ...ignores].map(({ event }) => event));
const idsOf = (detections: readonly Detection[]) => detections.map(({ id }) => id);

/** What evaluating every detection finds, in the order of the list. */
const oneByOne = (detections: readonly Detection[], event: CloudTrailRecord) =>
  idsOf(detections.filter(({ condition }) => evaluate(condition, event)));

const withCondition = (id: string, condition: Condition): Detection => ({ ...catalogue[0]!, id, condition });

/** Records that look like calls: names, sources and identities of the catalogue, in any combination. */
const pick = (values: readonly unknown[]) =>
  fc.option(fc.constantFrom(...new Set(values.filter((value) => value !== undefined))), { nil: undefined });
const arbitraryCall = fc
  .record({
    base: fc.constantFrom(...examples),
    eventName: pick(examples.map(({ eventName }) => eventName)),
    eventSource: pick(examples.map(({ eventSource }) => eventSource)),
    userIdentity: pick(examples.map(({ userIdentity }) => userIdentity)),
    errorCode: fc.constantFrom(undefined, null, "AccessDenied", "Client.UnauthorizedOperation", "Failed"),
  })
  .map(({ base, ...changes }) => JSON.parse(JSON.stringify({ ...base, ...changes })) as CloudTrailRecord);

describe("the matcher of the catalogue", () => {
  const matcher = new DetectionMatcher(catalogue);

  test("finds in each example what evaluating every detection finds, in the order of the catalogue", () => {
    const found = examples.map((event) => idsOf(matcher.match(event)));

    expect(found).toEqual(examples.map((event) => oneByOne(catalogue, event)));
    expect(new Set(found.flat())).toEqual(new Set(idsOf(catalogue)));
  });

  test("finds it in random calls too", () => {
    let found = 0;

    fc.assert(
      fc.property(arbitraryCall, (event) => {
        const ids = idsOf(matcher.match(event));

        expect(ids).toEqual(oneByOne(catalogue, event));
        found += ids.length;
      }),
      { numRuns: 2000, seed: SEED },
    );

    expect(found).toBeGreaterThan(500);
  });

  test("finds nothing in an event that has nothing", () => {
    expect(matcher.match({})).toEqual([]);
    expect(matcher.match({ eventName: null, eventSource: 5, userIdentity: "Root", errorCode: null })).toEqual([]);
  });
});

test("random detections are found in random records as if each were evaluated", () => {
  let found = 0;

  fc.assert(
    fc.property(
      fc.array(arbitraryCondition, { minLength: 1, maxLength: 8 }),
      fc.array(arbitraryRecord, { minLength: 3, maxLength: 3 }),
      (conditions, records) => {
        const detections = conditions.map((condition, index) => withCondition(`detection-${index}`, condition));
        const matcher = new DetectionMatcher(detections);

        for (const record of records) {
          const ids = idsOf(matcher.match(record));
          expect(ids).toEqual(oneByOne(detections, record));
          found += ids.length;
        }
      },
    ),
    { numRuns: 500, seed: SEED },
  );

  expect(found).toBeGreaterThan(500);
});

test("the order is the catalogue's, whichever field leads to a detection", () => {
  const detections = [
    withCondition("always", not(field("awsRegion").exists())),
    withCondition("by-error", field("errorCode").exists()),
    withCondition("by-identity", field("userIdentity.type").equals("Root")),
    withCondition("by-source", field("eventSource").equals("s")),
    withCondition("by-name", field("eventName").equals("A")),
    withCondition("by-name-again", field("eventName").equals("A")),
    withCondition("always-again", not(field("awsRegion").exists())),
  ];
  const event = { eventName: "A", eventSource: "s", userIdentity: { type: "Root" }, errorCode: "E" };

  expect(idsOf(new DetectionMatcher(detections).match(event))).toEqual(idsOf(detections));
  expect(idsOf(new DetectionMatcher([...detections].reverse()).match(event))).toEqual(idsOf(detections).reverse());
});

test("a detection that several fields lead to is found once", () => {
  const condition = any(
    field("eventName").isOneOf("A", "B"),
    field("eventSource").equals("s"),
    field("errorCode").exists(),
  );
  const matcher = new DetectionMatcher([withCondition("one", condition)]);

  expect(idsOf(matcher.match({ eventName: "A", eventSource: "s", errorCode: "E" }))).toEqual(["one"]);
  expect(idsOf(matcher.match({ eventName: "C", errorCode: "E" }))).toEqual(["one"]);
  expect(idsOf(matcher.match({ eventName: "C" }))).toEqual([]);
});

test("a name that is a number is found as one", () => {
  const condition = all(field("eventName").equals(5), field("eventSource").exists());
  const matcher = new DetectionMatcher([withCondition("number", condition)]);

  expect(idsOf(matcher.match({ eventName: 5, eventSource: "s" }))).toEqual(["number"]);
  expect(idsOf(matcher.match({ eventName: "5", eventSource: "s" }))).toEqual([]);
});
