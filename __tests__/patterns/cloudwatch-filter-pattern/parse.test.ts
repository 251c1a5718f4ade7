import fc from "fast-check";

import type { FieldTest, Selector, Value } from "../../../patterns/cloudwatch-filter-pattern";
import { FilterPatternSyntaxError, parse } from "../../../patterns/cloudwatch-filter-pattern";

const absent = (name: string): FieldTest => ({ kind: "notExists", selector: [{ kind: "property", name }] });
const [a, b, c] = [absent("a"), absent("b"), absent("c")];

describe("Precedence", () => {
  test.each([
    ["a || b && c", { kind: "or", conditions: [a, { kind: "and", conditions: [b, c] }] }],
    ["a && b || c", { kind: "or", conditions: [{ kind: "and", conditions: [a, b] }, c] }],
    ["(a || b) && c", { kind: "and", conditions: [{ kind: "or", conditions: [a, b] }, c] }],
    ["a && b && c", { kind: "and", conditions: [a, b, c] }],
    ["a && (b && c)", { kind: "and", conditions: [a, { kind: "and", conditions: [b, c] }] }],
    ["((a))", a],
    ["(((a)||((b))))", { kind: "or", conditions: [a, b] }],
  ])("%s", (text, expected) => {
    expect(parse(`{${text.replace(/[abc]/g, "$.$& NOT EXISTS")}}`)).toEqual(expected);
  });
});

describe("Selectors", () => {
  test.each<[string, Selector]>([
    ["$.a", [property("a")]],
    ["$.user-agent.x_1", [property("user-agent"), property("x_1")]],
    ["$.a[0][12].b", [property("a"), { kind: "index", index: 0 }, { kind: "index", index: 12 }, property("b")]],
    ["$.a[*].b", [property("a"), { kind: "anyElement" }, property("b")]],
    ["$.*", [{ kind: "anyField" }]],
    ["$.a.*.b", [property("a"), { kind: "anyField" }, property("b")]],
    ["$.['aws:tag.x'].b", [property("aws:tag.x"), property("b")]],
    ["$.a.['b c']", [property("a"), property("b c")]],
  ])("%s", (text, selector) => {
    expect(parse(`{ ${text} NOT EXISTS }`)).toEqual({ kind: "notExists", selector });
  });

  function property(name: string) {
    return { kind: "property", name } as const;
  }
});

describe("Values", () => {
  test.each<[string, Value]>([
    ['"a b"', text("a b", { quoted: true })],
    ['""', text("", { quoted: true })],
    ['"200"', text("200", { quoted: true })],
    ["UpdateTrail", text("UpdateTrail")],
    ["kms.amazonaws.com", text("kms.amazonaws.com")],
    ["123.123.*", text("123.123.", { wildcardEnd: true })],
    ['"*Unauthorized"', text("Unauthorized", { quoted: true, wildcardStart: true })],
    ['"*a*b*"', text("a*b", { quoted: true, wildcardStart: true, wildcardEnd: true })],
    ["*", text("", { wildcardStart: true, wildcardEnd: true })],
    ['"C:\\dir"', text("C:\\dir", { quoted: true })],
    ["1e3x", text("1e3x")],
    ["400", number("400")],
    ["-0.5", number("-0.5")],
    ["+1000", number("+1000")],
    ["1e+3", number("1e+3")],
    [".5E-3", number(".5E-3")],
    ["4*", number("4", { wildcardEnd: true })],
    ["*4*", number("4", { wildcardStart: true, wildcardEnd: true })],
    ["%^a|b$%", { kind: "regex", source: "^a|b$" }],
  ])("%s", (written, value) => {
    expect(parse(`{ $.a = ${written} }`)).toEqual({
      kind: "comparison",
      selector: [{ kind: "property", name: "a" }],
      operator: "=",
      value,
    });
  });

  interface Flags {
    readonly quoted?: boolean;
    readonly wildcardStart?: boolean;
    readonly wildcardEnd?: boolean;
  }

  function text(content: string, flags: Flags = {}): Value {
    return { kind: "text", text: content, quoted: false, wildcardStart: false, wildcardEnd: false, ...flags };
  }

  function number(content: string, flags: Omit<Flags, "quoted"> = {}): Value {
    return { kind: "number", text: content, wildcardStart: false, wildcardEnd: false, ...flags };
  }
});

test("Space is free between the parts, and needed nowhere else than around words", () => {
  const tight = '{$.a="x"&&($.b!=1||$.c IS NULL)}';
  const wide = ' {\n  $.a  =  "x"\n  && ( $.b != 1 || $.c  IS  NULL )\t} ';

  expect(parse(wide)).toEqual(parse(tight));
});

describe("A syntax error has its position, what was found and what is allowed", () => {
  test.each<[text: string, position: number, found: string, allowed: string]>([
    ["", 0, "the end of the pattern", "{"],
    ["ERROR", 0, "ERROR", "{"],
    ["[ip, user]", 0, "[", "{"],
    ["{ }", 2, "}", "("],
    ["{ a = 1 }", 2, "a", "$"],
    ["{ $a = 1 }", 3, "a", "."],
    ["{ $[0] = 1 }", 3, "[", "."],
    ["{ $. = 1 }", 5, "=", "a property name"],
    ["{ $.a[x] = 1 }", 6, "x", "an index from 0"],
    ["{ $.a[-1] = 1 }", 6, "-1", "an index from 0"],
    ["{ $.a[1 = 1 }", 8, "=", "]"],
    ["{ $.a['b'] = 1 }", 6, "'", "an index from 0"],
    ["{ $.['b] = 1 }", 4, "[", "['a quoted name']"],
    ["{ $.a }", 6, "}", "="],
    ["{ $.a EXISTS }", 6, "EXISTS", "NOT EXISTS"],
    ["{ $.a == 1 }", 7, "=", "a number"],
    ["{ $.a = }", 8, "}", "a text"],
    ["{ $.a IS NOT NULL }", 9, "NOT", "NULL"],
    ["{ $.a IS null }", 9, "null", "NULL"],
    ["{ $.a is NULL }", 6, "is", "IS"],
    ["{ $.a NOT NULL }", 10, "NULL", "EXISTS"],
    ['{ $.a = "x }', 8, "a text that does not end", 'a closing "'],
    ['{ $.a = "x\\" y" }', 10, '\\"', "a text without a quotation mark"],
    ["{ $.a = %x }", 8, "a regex that does not end", "a closing %"],
    ["{ $.a = %% }", 9, "an empty regex", "an expression between % and %"],
    ["{ $.a = %a(b)% }", 10, "(", "a letter, digit, space"],
    ["{ $.a = %a!% }", 10, "!", "a letter, digit, space"],
    ["{ $.a = %a\\b% }", 10, "\\b", "a letter, digit, space"],
    ["{ $.a = %é% }", 9, "é", "a letter, digit, space"],
    ["{ $.a = %[z-a]% }", 9, "the malformed regex [z-a]", "a well-formed regex"],
    ["{ $.a = eu-west-1 }", 8, "eu-west-1", "a text"],
    ["{ $.a = a:b }", 8, "a:b", "a text"],
    ['{ $.a = x"y" }', 8, 'x"y"', "a text"],
    ["{ $.a = a b }", 8, "a b", "a text"],
    ["{ $.a = {x} }", 8, "{", "a text"],
    ["{ $.a > a b }", 8, "a b", "a number"],
    ["{ $.a = x and $.b = y }", 10, "and", "&&"],
    ["{ $.a = x ($.b = y) }", 10, "(", "&&"],
    ['{ $.a < "x" }', 8, "a text", "a number"],
    ["{ $.a >= 4* }", 9, "a number with *", "a number"],
    ["{ $.a > %x% }", 8, "a regex", "a number"],
    ["{ $.a = 1 & $.b = 2 }", 10, "&", "&&"],
    ["{ $.a = 1 && }", 13, "}", "$"],
    ["{ ($.a = 1 }", 11, "}", ")"],
    ["{ $.a = 1) }", 9, ")", "}"],
    ["{ $.a = 1", 9, "the end of the pattern", "}"],
    ["{ $.a = 1 } x", 12, "x", "the end of the pattern"],
  ])("%s", (text, position, found, allowed) => {
    const error = syntaxError(text);

    expect(error).toMatchObject({ position, found });
    expect(error.allowed.some((each) => each.startsWith(allowed))).toBe(true);
    expect(error.message).toContain(`Position ${position}: found ${found}; allowed is `);
  });
});

test("A hint says what to write where the allowed alone would not help", () => {
  expect(syntaxError("{ $.a = eu-west-1 }").hint).toBe("Put the value in quotation marks.");
  expect(syntaxError("{ $.a > a b }").hint).toBe("> compares numbers only.");
  expect(syntaxError('{ $.a = say "x" }').hint).toContain("no way to write a quotation mark");
  expect(syntaxError("{ $.a = null }").hint).toContain("IS NULL");
  expect(syntaxError("{ $.a EXISTS }").hint).toContain('write = "*"');
  expect(syntaxError("{ $.a IS NOT NULL }").hint).toBe("AWS has no IS NOT.");
});

test("Parentheses deeper than 1,024 characters allow are refused, not followed", () => {
  expect(syntaxError(`{${"(".repeat(100_000)}`).allowed).toEqual(["at most 512 levels of parentheses"]);
});

test("Any value that lacks quotation marks is shown whole, with the advice that makes it readable", () => {
  const characters = fc.constantFrom(..."a Z 0 - : / @ # , ; . ' * + _ [ ] < > é".split(" "), " ");
  const values = fc
    .string({ unit: characters, minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const places = fc.constantFrom(["{ $.a = ", " }"], ["{($.b = 1 || $.a!=", ")}"], ["{ $.a = ", "&& $.b IS NULL }"]);

  fc.assert(
    fc.property(values, places, (value, [before, after]) => {
      try {
        parse(`${before}${value}${after}`);
        expect(value).toMatch(/^[\w.*+-]+$/);
      } catch (error) {
        expect(error).toMatchObject({
          position: before.length,
          found: value,
          hint: "Put the value in quotation marks.",
        });
      }
      expect(() => parse(`${before}"${value}"${after}`)).not.toThrow();
    }),
  );
});

function syntaxError(text: string): FilterPatternSyntaxError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FilterPatternSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was parsed.`);
}
