import fc from "fast-check";

import { painted } from "../../text/terminal";
import { borderlessTable } from "../../text/terminal-table";

const columns = { who: "left", gets: "left", number: "right" } as const;

test("a table that fits is one line a row", () => {
  expect(borderlessTable(columns, [["security team", "everything", 3]], 80).toString()).toBe(
    ["who            gets        number", "security team  everything       3"].join("\n"),
  );
});

test("where it does not fit, cells are broken between words, the widest first", () => {
  const text = "reads of decoys, and what is critical in the accounts of the wave canary";

  expect(
    borderlessTable(columns, [["security team", text, 3]], 40)
      .toString()
      .split("\n"),
  ).toEqual([
    "who            gets               number",
    "security team  reads of decoys,        3",
    "               and what is",
    "               critical in the",
    "               accounts of the",
    "               wave canary",
  ]);
});

test("an ARN stays whole, however narrow the terminal is", () => {
  const arn = `arn:aws:sns:eu-west-1:222222222222:${"topic".repeat(20)}`;

  expect(borderlessTable(columns, [["a b c d", arn, 3]], 40).toString()).toContain(arn);
});

test("in a pipe nothing is broken", () => {
  const text = "word ".repeat(100).trim();

  expect(
    borderlessTable(columns, [["who", text, 3]], undefined)
      .toString()
      .split("\n"),
  ).toHaveLength(2);
});

test("no line is longer than the terminal, no word is lost or cut, and all stand in their order", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "é", "支", "=", "/", "-"), minLength: 1, maxLength: 12 });
  const cell = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, fc.nat()), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 60, max: 120 }),
      (rows, width) => {
        const painting = rows.map(([a, b, count]) => [painted("red", a), b, count] as const);

        const lines = borderlessTable(columns, painting, width).toString().split("\n");

        expect(lines.filter((line) => line.length > width)).toEqual([]);
        const words = rows.flatMap(([a, b, count]) => `${a} ${b} ${count}`.split(" "));
        const found = lines.slice(1).flatMap((line) => line.trim().split(/\s+/));
        expect([...found].sort()).toEqual([...words].sort());
      },
    ),
  );
});
