import fc from "fast-check";

import { same } from "../../../doctor/live/same";
import { UNKNOWN } from "../../../doctor/unknown";

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ minLength: 1 }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { minLength: 1, maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie("value"), { maxKeys: 4 }),
  ),
})).value;

function shuffled(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(shuffled).reverse();
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given)
      .map(([name, each]) => [name, shuffled(each)] as const)
      .reverse(),
  );
}

describe("what is the same", () => {
  test("is so in any order", () => {
    fc.assert(fc.property(value, (given) => same(given, shuffled(given))));
  });

  test("is not so with one more, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), value, (list, more) => {
        expect(same(list, [...list, more])).toBe(false);
        expect(same([...list, more], list)).toBe(false);
      }),
    );
  });

  test("is nothing, however an API says it", () => {
    for (const one of [undefined, null, "", []]) {
      for (const other of [undefined, null, "", []]) expect(same(one, other)).toBe(true);
      for (const other of [0, false, "no", {}]) {
        expect(same(one, other)).toBe(false);
        expect(same(other, one)).toBe(false);
      }
    }
  });

  test("is anything where it is not known, and not nothing", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (list, at) => {
        const partly: unknown[] = [...list];
        partly[at % list.length] = UNKNOWN;

        expect(same(partly, list.toReversed())).toBe(true);
        expect(same(partly, list.slice(1))).toBe(false);
      }),
    );
    expect(same(UNKNOWN, undefined)).toBe(false);
  });
});
