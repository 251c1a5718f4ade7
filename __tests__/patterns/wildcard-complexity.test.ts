import fc from "fast-check";

import { toEventPattern } from "../../patterns/compile/event-pattern";
import { NotExpressibleError } from "../../patterns/compile/normal-form";
import { MAX_WILDCARD_COMPLEXITY, wildcardComplexity } from "../../patterns/compile/wildcard-complexity";
import { all, any, field, not } from "../../patterns/condition";

const wildcards = (...texts: readonly string[]) => ({
  detail: { value: texts.map((wildcard) => ({ wildcard })) },
});
const excluded = (...wildcard: readonly string[]) => ({
  detail: { value: [{ "anything-but": { wildcard } }] },
});
const branches = (...values: readonly (readonly string[])[]) => ({
  detail: { kind: ["a"], $or: values.map((texts) => wildcards(...texts).detail) },
});
const places = (pattern: Parameters<typeof wildcardComplexity>[0]) => wildcardComplexity(pattern)?.places ?? 0;
const stars = (count: number) => "*a".repeat(count);
const trivial = (letters: string) => Array.from(letters, (letter) => `${letter}*`);

describe("What TestEventPattern answered in September 2026", () => {
  // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/eventbridge/pattern_admission.json
  test.each([
    ["one asterisk", wildcards(stars(1))],
    ["five asterisks with the same letter", wildcards(stars(5))],
    ["four, and one at the end", wildcards(`${stars(4)}*`)],
    ["a text six times in a row", wildcards(`*${"abc".repeat(6)}*`)],
    ["a text seven times in a row", wildcards(`*${"abc".repeat(7)}*`)],
  ])("%s: taken", (_, pattern) => {
    expect(places(pattern)).toBeLessThanOrEqual(MAX_WILDCARD_COMPLEXITY);
  });

  test.each([
    ["five, and one at the end", wildcards(`${stars(5)}*`)],
    ["six asterisks", wildcards(stars(6))],
    ["ten asterisks", wildcards(stars(10))],
    ["thirty, excluded", excluded(stars(30))],
    ["ten that are excluded together", excluded(...Array.from({ length: 10 }, (_, index) => `*a${index}*`))],
    ["ten times the same", wildcards(...Array.from({ length: 10 }, () => "*a*"))],
    ["six in each of two branches", branches(trivial("abcdef"), trivial("ghijkl"))],
    ["a letter of four bytes ten times in a row", wildcards(`*${"🙂".repeat(10)}*`)],
  ])("%s: refused", (_, pattern) => {
    expect(places(pattern)).toBeGreaterThan(MAX_WILDCARD_COMPLEXITY);
  });
});

/** What event-ruler counts; `npm run test:oracles` asks it about thousands more. */
test.each([
  [0, { detail: { value: ["a", { prefix: "b" }, { suffix: "c" }, { "anything-but": { prefix: "d" } }] } }],
  [2, wildcards("*a")],
  [3, wildcards("*ab*")],
  [5, wildcards("*aaa*")],
  [6, wildcards("*a*", "*b*")],
  [9, wildcards("*ab*", "*cd*", "*ef*")],
  [6, wildcards("arn:*:iam::*:role/abc*")],
  [1, wildcards("\\*a")],
  [5, excluded("*a*", "*b*", "*c*")],
  [7, excluded("*a0*", "*a1*", "*a2*")],
  [6, branches(["*a*"], ["*b*"])],
  [3, { detail: { $or: [{ value: [{ wildcard: "*a*" }] }, { other: [{ wildcard: "*b*" }] }] } }],
  [
    3,
    {
      detail: {
        $or: [
          { kind: ["a"], value: [{ wildcard: "*a*" }] },
          { kind: ["b"], value: [{ wildcard: "*b*" }] },
        ],
      },
    },
  ],
])("%i places at once in %j", (expected, pattern) => {
  expect(places(pattern)).toBe(expected);
});

test("another wildcard never makes a field less complex", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join("").replace(/\*+/g, "*"));

  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 2 }), text, (texts, another) => {
      const before = places(wildcards(...texts));

      expect(places(wildcards(...texts, another))).toBeGreaterThanOrEqual(before);
    }),
  );
});

describe("The compiler", () => {
  const name = field("requestParameters.name");
  const parts = (...texts: readonly string[]) => any(...texts.map((text) => name.contains(text)));

  test("takes as many parts of a field as EventBridge does", () => {
    expect(() => toEventPattern(parts("a", "b", "c"))).not.toThrow();
    expect(() => toEventPattern(not(parts("a", "b", "c")))).not.toThrow();
  });

  test("refuses one more, and says what to do", () => {
    expect(() => toEventPattern(parts("a", "b", "c", "d"))).toThrow(
      new NotExpressibleError(
        "requestParameters.name: the wildcards of the event pattern are too complex for EventBridge, which may be in 10 places of them at once. " +
          "Use fewer asterisks, texts that repeat less, or startsWith and endsWith.",
      ),
    );
  });

  test("follows its own advice: starts and ends are no wildcards", () => {
    const letters = Array.from("abcdefghij");

    expect(() => toEventPattern(any(...letters.map((letter) => name.startsWith(letter))))).not.toThrow();
    expect(() => toEventPattern(any(...letters.map((letter) => name.endsWith(letter))))).not.toThrow();
  });

  test("takes parts of one field for other calls, which no event is two of", () => {
    const calls = Array.from("abcdefgh").map((letter) => all(field("eventName").equals(letter), name.contains(letter)));

    expect(() => toEventPattern(any(...calls))).not.toThrow();
  });
});
