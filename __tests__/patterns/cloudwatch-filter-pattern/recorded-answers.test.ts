import fc from "fast-check";

import { FilterPatternSyntaxError, lint, match } from "../../../patterns/cloudwatch-filter-pattern";
import type { Truth } from "../../../patterns/cloudwatch-filter-pattern";

/**
 * What TestMetricFilter answered, and FilterLogEvents alike where it was asked as well: facts, not readings of a page.
 *
 * - "stackd": recorded in September 2026,
 *   https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/logs/filters.json
 * - "suite": held against AWS by the tests of a public matcher in Python
 */
type Source = "stackd" | "suite";

/** What `$.v` was in the recorded events; "nothing" is an event without it. */
const VALUES = {
  nothing: {},
  null: { v: null },
  true: { v: true },
  false: { v: false },
  "0": { v: 0 },
  "1": { v: 1 },
  "-1": { v: -1 },
  "1.5": { v: 1.5 },
  "10": { v: 10 },
  '"null"': { v: "null" },
  '"true"': { v: "true" },
  '"false"': { v: "false" },
  '"1"': { v: "1" },
  '"1.0"': { v: "1.0" },
  '"10"': { v: "10" },
  '"Alpha"': { v: "Alpha" },
  '"alpha"': { v: "alpha" },
  '"Alphabet"': { v: "Alphabet" },
  '"xAlpha"': { v: "xAlpha" },
  '""': { v: "" },
  '"a*b"': { v: "a*b" },
  '"a?b"': { v: "a?b" },
  "[]": { v: [] },
  "{}": { v: {} },
  '[1,"Alpha",null]': { v: [1, "Alpha", null] },
} as const;
type Value = keyof typeof VALUES;

const NUMBERS: readonly Value[] = ["0", "1", "-1", "1.5", "10"];
const TEXTS = (Object.keys(VALUES) as Value[]).filter((value) => value.startsWith('"'));
const COMPARABLE = [...NUMBERS, ...TEXTS];
const except = (values: readonly Value[], ...left: readonly Value[]) => values.filter((value) => !left.includes(value));

test.each<[test: string, matching: readonly Value[], source: Source]>([
  ["= 1", ["1", '"1"'], "stackd"],
  ["= 1e+0", ["1"], "stackd"],
  ["= -1", ["-1"], "stackd"],
  ["!= 1", except(COMPARABLE, "1", '"1"'), "stackd"],
  ["> 1", ["1.5", "10"], "stackd"],
  ["< 1", ["0", "-1"], "stackd"],
  [">= 1", ["1", "1.5", "10"], "stackd"],
  ["<= 1", ["0", "1", "-1"], "stackd"],
  ['= "1"', ["1", '"1"'], "stackd"],
  ['= "Alpha"', ['"Alpha"'], "stackd"],
  ['!= "Alpha"', except(COMPARABLE, '"Alpha"'), "stackd"],
  ['= "Alpha*"', ['"Alpha"', '"Alphabet"'], "stackd"],
  ['= "*Alpha"', ['"Alpha"', '"xAlpha"'], "stackd"],
  ['= "a?b"', ['"a?b"'], "stackd"],
  ['= ""', ['""'], "stackd"],
  ["= %^Al.*%", ['"Alpha"', '"Alphabet"'], "stackd"],
  ["= *", COMPARABLE, "stackd"],
  ["= true", ['"true"'], "stackd"],
  ["IS TRUE", ["true"], "stackd"],
  ["IS FALSE", ["false"], "stackd"],
  ["IS NULL", ["null", '[1,"Alpha",null]'], "stackd"],
  ["NOT EXISTS", ["nothing"], "stackd"],
])("$.v %s matches %j and nothing else (%s)", (condition, matching) => {
  const verdicts = Object.entries(VALUES).map(([value, event]) => [value, match(`{ $.v ${condition} }`, event)]);

  expect(Object.fromEntries(verdicts)).toEqual(
    Object.fromEntries(Object.keys(VALUES).map((value) => [value, matching.includes(value as Value)])),
  );
});

test.each<[fact: string, pattern: string, event: unknown, expected: Truth, source: Source]>([
  ["a dot goes down", "{ $.a.b = hit }", { a: { b: "hit" }, "a.b": "miss" }, true, "stackd"],
  ["and does not find a name with a dot", "{ $.a.b = hit }", { "a.b": "hit" }, false, "stackd"],
  ["a name in brackets does", "{ $.['a.b'] = hit }", { "a.b": "hit" }, true, "stackd"],
  ["a property of a list is not there", "{ $.a.b NOT EXISTS }", { a: [{ b: "hit" }] }, true, "stackd"],
  ["nor one of null", "{ $.a.b NOT EXISTS }", { a: null }, true, "stackd"],
  ["a null is there", "{ $.a.b NOT EXISTS }", { a: { b: null } }, false, "stackd"],
  ["null below", "{ $.a.b IS NULL }", { a: { b: null } }, true, "stackd"],
  ["null above is not null below", "{ $.a.b IS NULL }", { a: null }, false, "stackd"],
  ["an index", "{ $.a[0] = hit }", { a: ["hit", "miss"] }, true, "stackd"],
  ["another index", "{ $.a[0] = hit }", { a: ["miss", "hit"] }, false, "stackd"],
  ["an index of an object", "{ $.a[0] = hit }", { a: { "0": "hit" } }, false, "stackd"],
  ["an index of a text", "{ $.a[0] = hit }", { a: "hit" }, false, "stackd"],
  ["an index of a list in a list", "{ $.a[0][1] = 1 }", { a: [[0, 1]] }, true, "stackd"],
  ["any element", "{ $.a[*] = hit }", { a: ["miss", "hit"] }, true, "stackd"],
  ["any element of an object", "{ $.a[*] = hit }", { a: { "0": "hit" } }, true, "stackd"],
  ["any element of a text", "{ $.a[*] = hit }", { a: "hit" }, false, "stackd"],
  ["any element, one level deep", "{ $.a[*] = hit }", { a: [["hit"]] }, false, "stackd"],
  ["any element of none", "{ $.a[*] = hit }", { a: [] }, false, "stackd"],
  ["any element that is null", "{ $.a[*] = hit }", { a: [null] }, false, "stackd"],
  ["any field", "{ $.* = hit }", { a: 1, b: "hit" }, true, "stackd"],
  ["any field, one level deep", "{ $.* = hit }", { a: { b: "hit" }, c: ["hit"] }, false, "stackd"],
  ["two elements for two tests", "{ $.a[*].x = 1 && $.a[*].y = 2 }", { a: [{ x: 1 }, { y: 2 }] }, true, "stackd"],
  ["&& before ||", "{ $.a = 1 || $.b = 2 && $.c = 3 }", { a: 1, b: 0, c: 0 }, true, "stackd"],
  ["a group first", "{ ($.a = 1 || $.b = 2) && $.c = 3 }", { a: 1, b: 0, c: 0 }, false, "stackd"],
  ["a list at the top", "{ $.v NOT EXISTS }", [{ v: 1 }], false, "stackd"],
  ["no JSON", "{ $.v NOT EXISTS }", "not JSON", false, "stackd"],

  ["the start of a number", '{ $.v = "12*" }', { v: 123 }, true, "suite"],
  ["the end of a number", '{ $.v = "*.34" }', { v: 12.34 }, true, "suite"],
  ["a number as a text", '{ $.v != "123.0" }', { v: 123 }, true, "suite"],
  ["a number as a number", "{ $.v = 123.0 }", { v: 123 }, true, "suite"],
  ["another end of a number", '{ $.v != "*321" }', { v: 123 }, true, "suite"],
  ["an asterisk in the middle is one", "{ $.v != 111*111 }", { v: "111.111.111.111" }, true, "suite"],
  ["order of a text", "{ $.v >= 123 }", { v: "UpdateTrail" }, false, "suite"],
  ["a list is unequal to no text", '{ $.v != "x" }', { v: [] }, false, "suite"],
  ["an object is unequal to no text", '{ $.v != "x" }', { v: {} }, false, "suite"],
  ["what is not there is unequal to no text", '{ $.v != "x" }', {}, false, "suite"],
  ["an end that stands there once", '{ $.v = "*.111.111.111" }', { v: "111.111.111.111" }, true, "suite"],
  // Documented to match, and found not to.
  ["an end that stands there twice", '{ $.v = "*111.111.111" }', { v: "111.111.111.111" }, "undefined", "suite"],
])("%s: %s for %j is %s (%s)", (_, pattern, event, expected) => {
  expect(match(pattern, event)).toBe(expected);
});

test.each<[what: string, pattern: string]>([
  ["= null", "{ $.v = null }"],
  ["EXISTS", "{ $.v EXISTS }"],
  ["IS NOT", "{ $.v IS NOT NULL }"],
  ["==", "{ $.v == 1 }"],
  ["!( )", "{ !($.v = 1) }"],
  ["AND", "{ $.v > 0 AND $.v < 2 }"],
  ["an EventBridge pattern", '{ "v": [1] }'],
  ["order of texts", '{ $.v > "Alpha" }'],
  ["groups in a regex", "{ $.v = %(Alpha|Beta)% }"],
  ["other letters in a regex", "{ $.v = %café% }"],
  ["a class that does not end", "{ $.v = %[abc% }"],
  ["all levels at once", '{ $..value = "hit" }'],
  ["a negative index", '{ $.arr[-1] = "hit" }'],
  ["a slice", '{ $.arr[0:2] = "hit" }'],
  ["a quote that does not end", '{ $.v = "x }'],
])("AWS refused %s, and so does the parser", (_, pattern) => {
  expect(() => match(pattern, {})).toThrow(FilterPatternSyntaxError);
});

test.each([
  ["two wildcards in a selector", "{ $.items[*].* = 1 }", "too-many-wildcard-selectors"],
  [
    "four wildcard selectors",
    "{ $.arr[*] = hit || $.items[*].a = 1 || $.* = hit || $.matrix[*][0] = 0 }",
    "too-many-wildcard-selectors",
  ],
  ["three regexes", "{ $.v = %Alpha% || $.v = %Beta% || $.v = %Gamma% }", "too-many-regexes"],
])("AWS refused %s, and lint says so", (_, pattern, rule) => {
  expect(lint(pattern, { requireEventSource: false })).toMatchObject([{ rule, severity: "error" }]);
});

describe("Of any value", () => {
  const word = fc.constantFrom("a", "ab", "b", "abab", "1", "10", "true", "null", "");
  const scalar = fc.oneof(word, fc.integer({ min: -20, max: 20 }), fc.boolean(), fc.constant(null));
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.dictionary(word, scalar, { maxKeys: 2 }));
  const event = fc.oneof(
    fc.constant({}),
    value.map((v) => ({ v })),
  );
  const literal = fc.oneof(
    word.map((text) => `"${text}"`),
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.constantFrom("*", '"a*"', '"*ab*"'),
  );

  test("= and != never hold both, and one of them does if it is a text or a number", () => {
    fc.assert(
      fc.property(literal, event, (written, record) => {
        const verdicts = [match(`{ $.v = ${written} }`, record), match(`{ $.v != ${written} }`, record)];
        const v = "v" in record ? record.v : undefined;
        const isComparable = typeof v === "string" || typeof v === "number";

        expect(verdicts.filter((verdict) => verdict === true)).toHaveLength(isComparable ? 1 : 0);
        // Nothing was recorded of null and the text of its name.
        expect(verdicts.includes("undefined")).toBe(v === null && written === '"null"');
      }),
      { numRuns: 2000 },
    );
  });

  test("it is absent, a null, a boolean, a text or number, or holds others: exactly one of these", () => {
    fc.assert(
      fc.property(event, (record) => {
        const v = "v" in record ? record.v : undefined;
        const holdsOthers = typeof v === "object" && v !== null;
        const tests = ["NOT EXISTS", "= *", "IS TRUE", "IS FALSE", ...(holdsOthers ? [] : ["IS NULL"])];
        const holding = tests.filter((each) => match(`{ $.v ${each} }`, record) === true);

        expect(holding).toHaveLength(holdsOthers ? 0 : 1);
      }),
    );
  });

  test("an end is seen if it stands at the end for the first time, and is not known otherwise", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(letters, letters, (start, end) => {
        const isFirst = (start + end).indexOf(end) === start.length;

        expect(match(`{ $.v = "*${end}" }`, { v: start + end })).toBe(isFirst ? true : "undefined");
        expect(match(`{ $.v = "*${end}x" }`, { v: start + end })).toBe(false);
      }),
    );
  });
});
