import fc from "fast-check";

import { ConfigError, folded, problemsJson, render, type Problem } from "../../../config/files/problem";

const problem = (line: number, message = "missing.", path = `members[${line}].wave`): Problem => ({
  file: "organization.yaml",
  line,
  column: 5,
  path,
  message,
  remedy: "Add it.",
});
const lines = (count: number, message?: string) =>
  Array.from({ length: count }, (_, index) => problem(index + 1, message));

test("the same mistake in a thousand places is one problem, with its first places and the number of the others", () => {
  const { report } = new ConfigError([...lines(1000), problem(7, "other.")]);

  expect(report.toString().split("\n")).toEqual([
    "organization.yaml:1:5  members[1].wave: missing.",
    "                       Add it.",
    "                       Also in 999 other places: organization.yaml:2:5, organization.yaml:3:5, organization.yaml:4:5, …",
    "organization.yaml:7:5  members[7].wave: other.",
    "                       Add it.",
    "2 problems in 1001 places found; nothing was written.",
  ]);
});

test("three times are told three times, four times once", () => {
  expect(folded(lines(3))).toEqual(lines(3));
  expect(folded(lines(4)).map((each) => render(each).toString().split("\n").at(-1)!.trim())).toEqual([
    "Also in 3 other places: organization.yaml:2:5, organization.yaml:3:5, organization.yaml:4:5",
  ]);
});

test.each([
  ["of another key", "members[1].owner", "missing.", "Add it."],
  ["with another value", "members[1].wave", "gone.", "Add it."],
  ["with another remedy", "members[1].wave", "missing.", "Remove it."],
])("a mistake %s is another one", (_, path, message, remedy) => {
  expect(folded([...lines(10), { ...problem(11), path, message, remedy }])).toHaveLength(2);
});

test("no place is lost, whatever is folded, and all are in order", () => {
  const any = fc
    .tuple(fc.nat({ max: 50 }), fc.constantFrom("a.", "b."), fc.constantFrom("x", "members[3].x", "members[4].x"))
    .map(([line, message, path]) => problem(line + 1, message, path));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (problems) => {
      const found = problemsJson(problems, "error") as readonly {
        line: number;
        path: string;
        message: string;
        count: number;
        places: readonly { line: number; path: string }[];
      }[];

      const told = found.flatMap(({ message, places }) => places.map(({ line, path }) => `${line} ${path} ${message}`));
      expect(told.sort()).toEqual(problems.map(({ line, path, message }) => `${line} ${path} ${message}`).sort());
      expect(found.filter(({ count, places }) => count !== places.length)).toEqual([]);
      expect(found.map(({ line }) => line)).toEqual(found.map(({ line }) => line).sort((a, b) => a - b));
    }),
  );
});
