import fc from "fast-check";

import { lint, match, parse, type FilterPattern } from "../../../patterns/cloudwatch-filter-pattern";
import { Budget } from "../../../patterns/cloudwatch-filter-pattern/decide/budget";
import { Decider } from "../../../patterns/cloudwatch-filter-pattern/decide/decider";
import { regexExpression } from "../../../patterns/cloudwatch-filter-pattern/decide/expression";
import { findText, meets } from "../../../patterns/cloudwatch-filter-pattern/decide/find-text";
import { constraintsOnText } from "../../../patterns/cloudwatch-filter-pattern/decide/text-constraints";
import { testsOf } from "../../../patterns/cloudwatch-filter-pattern/filter-pattern";
import { compileRegex } from "../../../patterns/cloudwatch-filter-pattern/regex";

const letter = fc.constantFrom("a", "b");
const shortText = fc.string({ unit: letter, maxLength: 3 });

const atom = fc.constantFrom(
  "a",
  "b",
  "1",
  ".",
  "\\d",
  "\\W",
  "\\s",
  "\\x61",
  "\\.",
  "[ab]",
  "[^a]",
  "[0-2b]",
  "[\\d-]",
  "^",
  "$",
);
const piece = fc
  .tuple(atom, fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,}", "{,2}", "+?", "{0,1}?"))
  .map(([each, times]) => (each === "^" || each === "$" ? each : each + times));
const regex = fc
  .array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 })
  .map((sequences) => sequences.map((pieces) => pieces.join("")).join("|"))
  .filter((source) => !("problem" in compileRegex(source)));

const value = fc.oneof(
  shortText.map((text) => `"${text}"`),
  shortText.map((text) => `"${text}*"`),
  shortText.map((text) => `"*${text}"`),
  shortText.map((text) => `"*${text}*"`),
  regex.map((source) => `%${source}%`),
  fc.constantFrom("1", "2", "-1", "10", '"1"', "1*", "*0", '"1*1"', '"true"', "*"),
);
const condition = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom("=", "!="), value).map((parts) => parts.join(" ")) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("<", "<=", ">", ">="), fc.constantFrom("1", "2", "-1"))
      .map((parts) => parts.join(" ")),
  },
  fc.constantFrom("IS TRUE", "IS FALSE", "IS NULL", "NOT EXISTS"),
);
const selector = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("$.a", "$.eventName") },
  fc.constantFrom("$.a.b", "$.a[0]", "$.a[*]", "$.a[*].b", "$.a.*", "$.a[0].b"),
);
const test_ = fc.tuple(selector, condition).map((parts) => parts.join(" "));
const { pattern } = fc.letrec<{ part: string; pattern: string }>((tie) => ({
  part: fc.oneof(
    { weight: 3, arbitrary: test_ },
    fc
      .tuple(fc.constantFrom(" && ", " || "), fc.array(tie("part"), { minLength: 2, maxLength: 4 }))
      .map(([separator, parts]) => `(${parts.join(separator)})`),
  ),
  pattern: tie("part").map((part) => `{ ${part} }`),
}));

const scalar = fc.oneof(
  shortText,
  fc.constantFrom("1", "1.0", "true", "null", "c"),
  fc.constantFrom(0, 1, 1.5, 2, -1, 10, 11, 1e21, 1e-7),
  fc.constantFrom(true, false, null),
);
const anything = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(fc.oneof(scalar, fc.record({ b: scalar })), { maxLength: 2 }),
  fc.record({ b: scalar }, { requiredKeys: [] }),
);
const event = fc.record({ a: anything, eventName: anything }, { requiredKeys: [] });
const events = fc.array(event, { minLength: 12, maxLength: 12 });

test("A regex is found in the same texts as RE2 finds it in", () => {
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom("a", "b", "1", ".", "-", " ", "é", "😀", "\n"), maxLength: 5 }),
    { minLength: 8 },
  );

  fc.assert(
    fc.property(regex, texts, (source, all) => {
      const expression = regexExpression(source)!;
      const compiled = compileRegex(source);

      for (const text of all) {
        expect([text, meets(text, [[{ expression, isFound: true }]])]).toEqual([
          text,
          "finds" in compiled && compiled.finds(text),
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

test("A regex that is too large to look into is left undecided", () => {
  expect(regexExpression("a{1000}")).toBeUndefined();
  expect(regexExpression("[ab]{300}".repeat(2))).toBeUndefined();
  expect(lint("{ $.a = %^a{1000}$% && $.a = %^b$% }", { requireEventSource: false })).toEqual([]);
});

test("A text is found if and only if there is one", () => {
  const texts = [
    "",
    ...["a", "b", "c"].flatMap((one) => [
      one,
      ...["a", "b", "c"].flatMap((two) => [one + two, ...["a", "b", "c"].map((three) => one + two + three)]),
    ]),
  ];
  const tests = fc.array(fc.tuple(fc.constantFrom("=", "!="), value), { minLength: 1, maxLength: 4 });

  fc.assert(
    fc.property(tests, (chosen) => {
      const written = `{ ${chosen.map(([operator, each]) => `$.a ${operator} ${each}`).join(" && ")} }`;
      const demands = testsOf(parse(written)).flatMap((each) =>
        each.kind === "comparison" ? [{ test: each, holds: true }] : [],
      );
      const found = findText(demands.flatMap(constraintsOnText), new Budget(1e6));

      expect(found).not.toBe("unknown");
      if (found === "none")
        for (const text of texts) expect([text, match(written, { a: text })]).toEqual([text, false]);
      else expect([found, match(written, { a: (found as { text: string }).text })]).not.toEqual([found, false]);
    }),
    { numRuns: 250 },
  );
});

test("What is said never to match matches no event, and is said of patterns that nothing random matches", () => {
  const seen = { never: 0, silent: 0 };

  fc.assert(
    fc.property(pattern, events, (written, records) => {
      const tree = parse(written);
      const isNever = !new Decider().mayMatch([tree]);

      seen[isNever ? "never" : "silent"] += 1;
      if (isNever) for (const record of records) expect([record, match(tree, record)]).not.toEqual([record, true]);
    }),
    { numRuns: 1500 },
  );
  expect(seen.never).toBeGreaterThan(100);
  expect(seen.silent).toBeGreaterThan(100);
});

test("Alternatives that are said to leave nothing out are passed by every event that has the fields", () => {
  const seen = { error: 0, warning: 0 };

  fc.assert(
    fc.property(pattern, events, (written, records) => {
      const finding = lint(written).find(({ rule }) => rule === "always-matches");
      if (finding === undefined) return;
      const [parts, kind] = finding.message.split(" holds whatever ") as [string, string];
      const left = parse(`{ ${parts} }`);

      seen[finding.severity] += 1;
      for (const record of records.filter((each) => hasFields(left, each, finding.severity, kind))) {
        // Of numbers that may be written in several ways, match knows less than can be said of all of them.
        if (/e[+-]/.test(JSON.stringify(record))) expect([record, match(left, record)]).not.toEqual([record, false]);
        else expect([record, match(left, record)]).toEqual([record, true]);
      }
    }),
    // Few patterns hold whatever stands in an event, so that fewer runs may find hardly any.
    { numRuns: 8000 },
  );
  expect(seen.error).toBeGreaterThan(3);
  expect(seen.warning).toBeGreaterThan(3);
});

/** Whether an event has what a finding is about: for an error, only the fields that every event has. */
function hasFields(left: FilterPattern, record: unknown, severity: string, kind: string): boolean {
  return testsOf(left).every((each) => {
    const path = each.selector.flatMap((step) =>
      step.kind === "property" ? [step.name] : step.kind === "index" ? [String(step.index)] : [],
    );
    if (path.length < each.selector.length) return true;
    if (severity === "error" && path[0] !== "eventName") return true;
    if (severity === "warning" && each.kind !== "comparison") return true;
    const found = path.reduce<unknown>(
      // A text has characters by number, and no elements.
      (at, key) => (typeof at === "object" ? (at as Record<string, unknown> | null)?.[key] : undefined),
      record,
    );
    if (kind.startsWith("number")) return typeof found === "number";
    return typeof found === "number" || typeof found === "string";
  });
}
