import { spawnSync } from "node:child_process";
import path from "node:path";

import fc from "fast-check";

import { root } from "../support/synthesized";

const script = path.join(root, "examples/github/scripts/plan-backend.mjs");
const BACKEND = 13;

function backendOf(plan: Uint8Array) {
  const { status, stdout } = spawnSync(process.execPath, [script], { input: plan, encoding: "utf8" });
  return { status, lines: stdout.split("\n").filter((line) => line !== "") };
}

/** https://protobuf.dev/programming-guides/encoding/#varints */
function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

const message = (field: number, bytes: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const bytes = fc.array(fc.nat(255), { maxLength: 300 });
/** Fields of every kind there is, of other numbers. */
const other = fc
  .tuple(
    fc.integer({ min: 1, max: 2000 }).filter((field) => field !== BACKEND && field !== 29),
    bytes,
    fc.nat(),
  )
  .chain(([field, some, value]) =>
    fc.constantFrom(
      message(field, some),
      [...varint(field * 8), ...varint(value)],
      [...varint(field * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8],
      [...varint(field * 8 + 5), 1, 2, 3, 4],
    ),
  );
const others = fc.array(other, { maxLength: 8 }).map((all) => all.flat());

test("where the state is is found between whatever else a plan has", () => {
  fc.assert(
    fc.property(others, bytes, others, (before, backend, after) => {
      const plan = Uint8Array.from([...before, ...message(BACKEND, backend), ...after]);

      expect(backendOf(plan)).toEqual({ status: 0, lines: [`13 ${Buffer.from(backend).toString("hex")}`] });
    }),
    { numRuns: 15 },
  );
});

test("a second place is not overlooked, as Terraform puts both together", () => {
  const plan = Uint8Array.from([...message(BACKEND, [1]), ...message(BACKEND, [2]), ...message(29, [3])]);

  expect(backendOf(plan).lines).toEqual(["13 01", "13 02", "29 03"]);
});

test("what is no plan is refused", () => {
  for (const plan of [[0x6a], [0x6a, 5, 1], [0x6b, 0], [0x80], [0x6e, 0]]) {
    expect(backendOf(Uint8Array.from(plan)).status).not.toBe(0);
  }
});
