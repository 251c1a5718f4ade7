import { array, assert, constantFrom, property, string } from "fast-check";

import type { Truth } from "../../../patterns/cloudwatch-filter-pattern";
import { match, parse } from "../../../patterns/cloudwatch-filter-pattern";
import { compileRegex } from "../../../patterns/cloudwatch-filter-pattern/regex";

/** Three tests that are true, false and undefined for this event. */
const EVENT = { a: "x" };
const TESTS = { true: "$.a = x", false: "$.a = y", undefined: "$.b != %y%" };

describe("Kleene's logic", () => {
  test.each<[left: Truth, right: Truth, and: Truth, or: Truth]>([
    [true, true, true, true],
    [true, false, false, true],
    [true, "undefined", "undefined", true],
    [false, true, false, true],
    [false, false, false, false],
    [false, "undefined", false, "undefined"],
    ["undefined", true, "undefined", true],
    ["undefined", false, false, "undefined"],
    ["undefined", "undefined", "undefined", "undefined"],
  ])("%s with %s is %s for && and %s for ||", (left, right, and, or) => {
    const [first, second] = [TESTS[`${left}`], TESTS[`${right}`]];

    expect(match(`{ ${first} }`, EVENT)).toBe(left);
    expect(match(`{ ${first} && ${second} }`, EVENT)).toBe(and);
    expect(match(`{ ${first} || ${second} }`, EVENT)).toBe(or);
  });
});

/** One row of the README's table each: what a test of $.x gives for every kind of value. */
const VALUES = {
  absent: {},
  null: { x: null },
  text: { x: "ab" },
  number: { x: 4 },
  boolean: { x: true },
  array: { x: ["ab"] },
  object: { x: { y: "ab" } },
};

describe("A test by the kind of the value", () => {
  const U = "undefined";
  test.each<[test: string, results: Record<keyof typeof VALUES, Truth>]>([
    ['= "ab"', { absent: false, null: false, text: true, number: false, boolean: false, array: false, object: false }],
    ['!= "ab"', { absent: false, null: false, text: false, number: true, boolean: false, array: false, object: false }],
    ['!= "x*"', { absent: false, null: false, text: true, number: true, boolean: false, array: false, object: false }],
    ['= "*"', { absent: false, null: false, text: true, number: true, boolean: false, array: false, object: false }],
    ['!= "*"', { absent: false, null: false, text: false, number: false, boolean: false, array: false, object: false }],
    ["= %^a%", { absent: false, null: false, text: true, number: false, boolean: false, array: false, object: false }],
    ["= %[u4]%", { absent: false, null: U, text: false, number: U, boolean: U, array: false, object: false }],
    ["!= %^a%", { absent: U, null: U, text: false, number: true, boolean: U, array: false, object: false }],
    ["= 4", { absent: false, null: false, text: false, number: true, boolean: false, array: false, object: false }],
    ["!= 5", { absent: false, null: false, text: true, number: true, boolean: false, array: false, object: false }],
    ["= 4*", { absent: false, null: false, text: false, number: true, boolean: false, array: false, object: false }],
    ["< 5", { absent: false, null: false, text: false, number: true, boolean: false, array: false, object: false }],
    ["= true", { absent: false, null: false, text: false, number: false, boolean: false, array: false, object: false }],
    ["IS TRUE", { absent: false, null: false, text: false, number: false, boolean: true, array: false, object: false }],
    ["IS NULL", { absent: false, null: true, text: false, number: false, boolean: false, array: false, object: false }],
    [
      "NOT EXISTS",
      { absent: true, null: false, text: false, number: false, boolean: false, array: false, object: false },
    ],
  ])("$.x %s", (condition, results) => {
    const found = Object.entries(VALUES).map(([kind, event]) => [kind, match(`{ $.x ${condition} }`, event)]);

    expect(Object.fromEntries(found)).toEqual(results);
  });
});

describe("Numbers and texts", () => {
  test.each<[pattern: string, value: unknown, expected: Truth]>([
    ["= 4.0", 4, true],
    ["= 40e-1", 4, true],
    ["= 10.*", "10.1.2.3", true],
    ["= 10.*", "110.1.2.3", false],
    ["= 10.*", 10.5, true],
    ["= +10.*", 10.5, true],
    ["= *5", 10.5, true],
    ["= *5", 1e21, "undefined"],
    ["= 5*", "x", false],
    ["= *5", 55, "undefined"],
    ['= "*5"', 15, true],
    ['= "*5"', 55, "undefined"],
    ['!= "*5"', 55, "undefined"],
    ['= "5*"', 55, true],
    ['= "*5*"', 55, true],
    ['= "1*3"', 123, "undefined"],
    ['= "x"', 1e21, "undefined"],
    ["= 1e21", 1e21, true],
    ["= +200", "200", false],
    ['= "a\\b"', "a\\b", "undefined"],
    ['= ""', "", true],
    ['= "get"', "Get", false],
    ["IS TRUE", "true", false],
    ['= "200"', 200, true],
    ['= "200.0"', 200, false],
    ["= 200", "200", true],
    ["= 200", "200.0", false],
    ["IS NULL", [1, null], true],
    ["IS NULL", [[null]], false],
    ["IS TRUE", [true], "undefined"],
    ["IS TRUE", [false], false],
  ])("$.x %s for %j is %s", (condition, value, expected) => {
    expect(match(`{ $.x ${condition} }`, { x: value })).toBe(expected);
  });
});

describe("Places that are not there", () => {
  test.each<[pattern: string, event: object, expected: Truth]>([
    ["{ $.a[5] = 1 }", { a: [1] }, false],
    ["{ $.a[0] = 1 }", { a: 1 }, false],
    ["{ $.a[5] != 1 }", { a: [1] }, false],
    ["{ $.a[5] NOT EXISTS }", { a: [1] }, true],
    ["{ $.a.b = 1 }", { a: null }, false],
    ["{ $.a.b NOT EXISTS }", { a: null }, true],
    ["{ $.a.length = 1 }", { a: [1] }, false],
    ["{ $.toString NOT EXISTS }", {}, true],
  ])("%s", (pattern, event, expected) => {
    expect(match(pattern, event)).toBe(expected);
  });
});

describe("Wildcard selectors", () => {
  test.each<[pattern: string, event: object, expected: Truth]>([
    ["{ $.a[*] = x }", { a: ["y", "x"] }, true],
    ["{ $.a[*] = x }", { a: ["y"] }, false],
    ["{ $.a[*] = x }", { a: [] }, false],
    ["{ $.a[*] = x }", { a: "x" }, false],
    ["{ $.a[*] = x }", {}, false],
    ["{ $.a[*] = x }", { a: [1, "x"] }, true],
    ["{ $.a[*] = x }", { a: [1, "y"] }, false],
    ["{ $.a[*] != x }", { a: ["y", "x"] }, true],
    ["{ $.a[*] != x }", { a: ["x"] }, false],
    ["{ $.a[*] != x }", { a: [] }, false],
    ["{ $.a[*].id != 1 }", { a: [{}] }, false],
    ["{ $.a[*] IS NULL }", { a: [1, null] }, true],
    ["{ $.a[*].b NOT EXISTS }", { a: [{}, {}] }, true],
    ["{ $.a[*].b NOT EXISTS }", { a: [{ b: 1 }, { b: 2 }] }, false],
    ["{ $.a[*].b NOT EXISTS }", { a: [{ b: 1 }, {}] }, "undefined"],
    ["{ $.a[*].b NOT EXISTS }", { a: [] }, "undefined"],
    ["{ $.a.*.b = 1 }", { a: { x: { b: 2 }, y: { b: 1 } } }, true],
    ["{ $.* = x }", { a: { b: "x" } }, false],
  ])("%s for %j", (pattern, event, expected) => {
    expect(match(pattern, event)).toBe(expected);
  });
});

test.each(["text", 1, null, [], undefined])("%j is not a JSON event and never matches", (event) => {
  expect(match("{ $.a NOT EXISTS }", event)).toBe(false);
});

describe("Regexes", () => {
  test.each<[regex: string, value: string, expected: boolean]>([
    ["a\\/b\\-c", "a/b-c", true],
    ["^[\\-\\:]+$", "-:-", true],
    ["^[{,]+$", "{,", true],
    ["^[{,]+$", "0", false],
    ["^.$", "\n", true],
    ["^a.c$", "abcd", false],
  ])("%%%s%% for %j is %s", (regex, value, expected) => {
    expect(match(`{ $.x = %${regex}% }`, { x: value })).toBe(expected);
  });
});

test("A tree made by hand that no text gives is refused", () => {
  const selector = [{ kind: "property", name: "x" }] as const;

  const regex = { kind: "comparison", selector, operator: "=", value: { kind: "regex", source: "(a)" } } as const;
  const order = { kind: "comparison", selector, operator: "<", value: { kind: "regex", source: "a" } } as const;

  expect(() => match(regex, { x: "a" })).toThrow("is not a regex that CloudWatch Logs takes");
  expect(() => match(order, { x: 1 })).toThrow("< compares numbers only");
});

test("A parsed pattern matches like its text", () => {
  expect(match(parse("{ $.a = x }"), EVENT)).toBe(true);
});

test("a regex finds what JavaScript's finds", () => {
  const piece = constantFrom("a", "b", "-", ".", "[ab]", "[^a]", "\\w", "\\d", "\\x61", "^", "$", "|");
  const repeated = constantFrom("", "*", "+", "?", "{1,2}", "{2}");
  const text = string({ unit: constantFrom("a", "b", "1", "-", "\n", "é", "😀"), maxLength: 8 });

  assert(
    property(array(piece, { minLength: 1, maxLength: 6 }), repeated, text, (pieces, last, value) => {
      const source = `${pieces.join("")}${last}`;
      const compiled = compileRegex(source);

      if ("problem" in compiled) expect(() => new RegExp(source, "su")).toThrow();
      else expect(compiled.finds(value)).toBe(new RegExp(source, "su").test(value));
    }),
    { numRuns: 2_000 },
  );
});
