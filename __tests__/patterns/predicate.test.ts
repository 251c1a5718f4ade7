import fc from "fast-check";

import { toPredicate } from "../../patterns/compile/predicate";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import { arbitraryCondition, arbitraryRecord } from "../support/arbitrary-records";

const RUNS = 1000;
const SEED = 20261123;

test("a predicate says what the condition means, for random conditions and records", () => {
  const verdicts: boolean[] = [];

  fc.assert(
    fc.property(arbitraryCondition, fc.array(arbitraryRecord, { minLength: 5, maxLength: 5 }), (condition, records) => {
      const expected = records.map((record) => evaluate(condition, record));

      expect(records.map(toPredicate(condition))).toEqual(expected);
      verdicts.push(...expected);
    }),
    { numRuns: RUNS, seed: SEED },
  );

  expect(verdicts.filter((verdict) => verdict).length).toBeGreaterThan(RUNS / 2);
  expect(verdicts.filter((verdict) => !verdict).length).toBeGreaterThan(RUNS / 2);
});

test.each<[string, Condition, boolean]>([
  ["all", all(), true],
  ["any", any(), false],
])("%s of nothing is as evaluate has it", (_, condition, expected) => {
  expect(evaluate(condition, {})).toBe(expected);
  expect(toPredicate(condition)({})).toBe(expected);
});

const inherited = ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf"];

test.each(inherited)("%s is absent where nobody wrote it", (name) => {
  const exists = field(`requestParameters.${name}`).exists();

  for (const event of [{ requestParameters: {} }, { requestParameters: [] }, { requestParameters: "text" }, {}]) {
    expect(evaluate(exists, event)).toBe(false);
    expect(toPredicate(exists)(event)).toBe(false);
    expect(toPredicate(not(exists))(event)).toBe(true);
  }
});

test.each(inherited)("%s is there where somebody wrote it", (name) => {
  const event: unknown = JSON.parse(`{ "requestParameters": { "${name}": "x" } }`);
  const condition = field(`requestParameters.${name}`).equals("x");

  expect(evaluate(condition, event)).toBe(true);
  expect(toPredicate(condition)(event)).toBe(true);
});

test.each(["values", "keys", "filter", "at"])(
  "%s of a list is absent, though lists have a method of that name",
  (name) => {
    const event = { requestParameters: { filters: [{ key: "name" }] } };
    const absent = field(`requestParameters.filters.${name}`).isAbsent();

    expect(evaluate(absent, event)).toBe(true);
    expect(toPredicate(absent)(event)).toBe(true);
  },
);

test.each([null, undefined, "text", 5, [], true])("no field of %j is there", (event) => {
  expect(toPredicate(field("eventName").exists())(event)).toBe(false);
  expect(toPredicate(field("eventName").isAbsent())(event)).toBe(true);
});
