import type { FilterPattern, Selector, Value } from "../../../patterns/cloudwatch-filter-pattern";
import { parse, print } from "../../../patterns/cloudwatch-filter-pattern";

describe("The canonical text", () => {
  test.each([
    ['{$.a="x"}', '{ $.a = "x" }'],
    ["{(($.a=x))&&($.b!=%y%)}", "{ $.a = x && $.b != %y% }"],
    ["{$.a=1||$.b=2&&$.c=3}", "{ $.a = 1 || ($.b = 2 && $.c = 3) }"],
    ["{($.a=1||$.b=2)&&$.c=3}", "{ ($.a = 1 || $.b = 2) && $.c = 3 }"],
    ["{$.a=1||($.b=2||$.c=3)}", "{ $.a = 1 || ($.b = 2 || $.c = 3) }"],
    ["{ $.['a'].['b.c'][0][*].* IS  NULL }", "{ $.a.['b.c'][0][*].* IS NULL }"],
    ["{ $.a IS TRUE && $.b IS FALSE && $.c NOT  EXISTS }", "{ $.a IS TRUE && $.b IS FALSE && $.c NOT EXISTS }"],
    ["{ $.a = * || $.b = ** }", "{ $.a = * || $.b = * }"],
    ['{ $.a = "*x*" || $.b = *x* }', '{ $.a = "*x*" || $.b = *x* }'],
    ["{ $.a = +1e+3 || $.b >= -.5 || $.c = 4* }", "{ $.a = +1e+3 || $.b >= -.5 || $.c = 4* }"],
  ])("of %s is %s", (text, canonical) => {
    const pattern = parse(text);

    expect(print(pattern)).toBe(canonical);
    expect(parse(canonical)).toEqual(pattern);
  });
});

test("Every nesting of && and || up to three deep is the same after printing", () => {
  const leaf = parse("{ $.a.['b c'][*] != *x* }");
  let patterns: readonly FilterPattern[] = [leaf];
  for (let depth = 0; depth < 3; depth += 1) {
    patterns = patterns.flatMap((each) => [
      each,
      ...(["and", "or"] as const).flatMap((kind) => [
        { kind, conditions: [leaf, each] },
        { kind, conditions: [each, leaf, each] },
      ]),
    ]);
  }

  expect(patterns).toHaveLength(125);
  for (const pattern of patterns) expect(parse(print(pattern))).toEqual(pattern);
});

describe("A tree made by hand", () => {
  test("gets quotation marks around a text that could not be read without them", () => {
    expect(print(equals(text("eu-west-1")))).toBe('{ $.a = "eu-west-1" }');
    expect(print(equals(text("200")))).toBe('{ $.a = "200" }');
    expect(print(equals(text("")))).toBe('{ $.a = "" }');
  });

  test("may have a compound of one condition", () => {
    expect(print({ kind: "and", conditions: [equals(text("x"))] })).toBe("{ $.a = x }");
  });

  test.each<[string, FilterPattern]>([
    ["a compound of nothing", { kind: "or", conditions: [] }],
    ["a quotation mark in a text", equals(text('a"b'))],
    ["a literal asterisk at the start", equals(text("*a"))],
    ["a literal asterisk at the end", equals(text("a*"))],
    ["a backslash at the end", equals(text("a\\"))],
    ["a number that is none", equals({ kind: "number", text: "x", wildcardStart: false, wildcardEnd: false })],
    ["a regex with a percent sign", equals({ kind: "regex", source: "100%" })],
    ["a regex with parentheses", equals({ kind: "regex", source: "(a)" })],
    ["an apostrophe in a property", equals(text("x"), [{ kind: "property", name: "a'b" }])],
    ["an empty property", equals(text("x"), [{ kind: "property", name: "" }])],
    ["a selector of nothing", equals(text("x"), [])],
    ["a selector that starts with an index", equals(text("x"), [{ kind: "index", index: 0 }])],
  ])("is refused with %s", (_, pattern) => {
    expect(() => print(pattern)).toThrow(TypeError);
  });

  function text(content: string): Value {
    return { kind: "text", text: content, quoted: false, wildcardStart: false, wildcardEnd: false };
  }

  function equals(value: Value, selector: Selector = [{ kind: "property", name: "a" }]): FilterPattern {
    return { kind: "comparison", selector, operator: "=", value };
  }
});
