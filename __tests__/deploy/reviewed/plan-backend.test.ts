import fc from "fast-check";

import { placesOfState } from "../../../deploy/reviewed/plan-backend";
import { PlanProblem } from "../../../plan/plan-shape";
import { field, varint } from "../../support/plan-file";

const BACKEND = 13;
const STATE_STORE = 29;
const bytes = fc.uint8Array({ maxLength: 300 });

/** Fields of every kind there is, of other numbers. */
const other = fc
  .tuple(
    fc.integer({ min: 1, max: 2 ** 29 - 1 }).filter((number) => number !== BACKEND && number !== STATE_STORE),
    bytes,
    fc.oneof(fc.nat(), fc.maxSafeNat()),
  )
  .chain(([number, some, value]) =>
    fc.constantFrom(
      field(number, some),
      Buffer.concat([varint(number * 8), varint(value)]),
      Buffer.concat([varint(number * 8 + 1), Buffer.alloc(8, 0x6a)]),
      Buffer.concat([varint(number * 8 + 5), Buffer.alloc(4, 0x6a)]),
    ),
  );
const others = fc.array(other, { maxLength: 8 }).map((all) => Buffer.concat(all));
const hex = (place: Uint8Array) => Buffer.from(place).toString("hex");

test("where the state is is found between whatever else a plan has, and each place of several in its order", () => {
  const place = fc.tuple(fc.constantFrom(BACKEND, STATE_STORE), bytes, others);
  fc.assert(
    fc.property(others, fc.array(place, { maxLength: 4 }), (before, places) => {
      const plan = Buffer.concat([before, ...places.flatMap(([number, at, after]) => [field(number, at), after])]);

      expect(placesOfState(plan)).toEqual(places.map(([number, at]) => `${number} ${hex(at)}`));
    }),
  );
});

test("a number that is written longer than it need be is the same number", () => {
  const plan = Buffer.from([0x6a + 0x80, 0x80, 0, 1, 7]);

  expect(placesOfState(plan)).toEqual(["13 07"]);
});

test("a plan that is cut off is refused, or has the fields that are whole", () => {
  fc.assert(
    fc.property(others, bytes, others, fc.nat(), (before, backend, after, drawn) => {
      const whole = Buffer.concat([before, field(BACKEND, backend), after]);
      const cut = drawn % whole.length;

      const places = outcomeOf(whole.subarray(0, cut));

      const isThere = cut >= before.length + field(BACKEND, backend).length;
      expect([[], [`13 ${hex(backend)}`], "refused"]).toContainEqual(places);
      if (!isThere) expect(places).not.toEqual([`13 ${hex(backend)}`]);
      if (isThere) expect(places).not.toEqual([]);
    }),
  );
});

test("of bytes of any kind the worst is a refusal", () => {
  fc.assert(
    fc.property(bytes, (plan) => {
      expect(() => outcomeOf(plan)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["a field that is longer than the rest", [0x6a, 5, 1]],
  ["a field without its length", [0x6a]],
  ["a field longer than any number of bytes", [0x6a, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
  ["a group", [0x6b, 0]],
  ["a kind that there is not", [0x6e, 0]],
  ["half of a number", [0x80]],
  ["a number that never ends", [0x68, ...Array<number>(11).fill(0x80), 0]],
  ["field 0", [0x02, 0]],
  ["a field beyond the last one", [...varint(2 ** 32 + 2), 0]],
  ["8 bytes of which 7 are there", [0x09, 1, 2, 3, 4, 5, 6, 7]],
])("%s is refused", (_, plan) => {
  expect(() => placesOfState(Uint8Array.from(plan))).toThrow(PlanProblem);
});

function outcomeOf(plan: Uint8Array): readonly string[] | "refused" {
  try {
    return placesOfState(plan);
  } catch (error) {
    if (!(error instanceof PlanProblem)) throw error;
    return "refused";
  }
}
