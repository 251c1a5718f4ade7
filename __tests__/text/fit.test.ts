import fc from "fast-check";

import { fit as fitInto, type Section } from "../../text/fit";
import { inMarkdown } from "../../text/markdown";

const NOTHING_FITS = 0;
const plenty = 100_000;
const block = (text: string, ...stacks: readonly string[]) => ({
  text: inMarkdown`${text}`,
  stacks: stacks.length === 0 ? ["a"] : stacks,
});
const fit = (sections: readonly Section[], bytes: number) =>
  fitInto(sections, { bytes, heading: "###", whole: inMarkdown`Look there.` }).toString();
const bytesOf = (text: string) => Buffer.byteLength(text);

test("sections stand in their order, a folded one under its line", () => {
  const text = fit(
    [
      { title: "First", blocks: [block("one"), block("two")] },
      { title: "Second", folded: "Second (1)", blocks: [block("three")] },
    ],
    plenty,
  );

  expect(text).toBe("### First\n\none\ntwo\n\n<details><summary>Second (1)</summary>\n\nthree\n\n</details>\n");
});

test("a block is shown up to the last byte there is room for", () => {
  const shows = (length: number, bytes: number) =>
    fit([{ title: "T", blocks: [block("x".repeat(length))] }], bytes).includes("xxx");
  const leftOut = bytesOf(fit([{ title: "T", blocks: [block("x")] }], NOTHING_FITS));
  // A line about the section has 600 bytes; the heading before such lines, the section's own and each line's end the others.
  const others = leftOut - bytesOf("- T: 1 entry of `a`") + 600 + bytesOf("### T\n\n\n\n");

  expect([shows(1000 - others, 1000), shows(1001 - others, 1000)]).toEqual([true, false]);
  expect([shows(1001 - others, 1001), shows(1002 - others, 1001)]).toEqual([true, false]);
});

test("a small block takes the place that a large one before it does not fit in, and room is bytes", () => {
  const sections: readonly Section[] = [
    { title: "Large", blocks: [block("é".repeat(300), "one"), block("small")] },
    { title: "Other", blocks: [block("other")] },
  ];

  expect(fit(sections, 1850)).toBe(
    "### Large\n\nsmall\n\n### Other\n\nother\n\n### Left out\n\n" +
      "A comment has no room for all of it. Look there. Not shown:\n\n- Large: 1 entry of `one`",
  );
  expect(fit(sections, 2000)).not.toContain("Left out");
});

test("what is shown takes room from what follows, in its section and in the next", () => {
  const part = (title: string, length: number) => block(title.repeat(length));
  const shown = (sections: readonly Section[]) => [...new Set(fit(sections, 2000).match(/[abc]{9}/g) ?? [])];

  // 1,937 bytes without the heading of what is left out, 600 of them for each section.
  expect(shown([{ title: "T", blocks: [part("a", 700), part("b", 700)] }])).toEqual(["aaaaaaaaa"]);
  expect(
    shown([
      { title: "T", blocks: [part("a", 500)] },
      { title: "T", blocks: [part("b", 500), part("c", 100)] },
    ]),
  ).toEqual(["aaaaaaaaa", "ccccccccc"]);
});

test("a long name of a stack is cut", () => {
  const text = fit([{ title: "T", blocks: [block("text", "a".repeat(41))] }], NOTHING_FITS);

  expect(text.endsWith(`- T: 1 entry of \`${"a".repeat(39)}…\``)).toBe(true);
});

test.each([
  [10, "`s0`, `s1`, `s2`, `s3`, `s4`, `s5`, `s6`, `s7`, `s8`, `s9`"],
  [11, "`s0`, `s1`, `s2`, `s3`, `s4`, `s5`, `s6`, `s7`, `s8`, `s9`, `s10`"],
  [12, "`s0`, `s1`, `s2`, `s3`, `s4`, `s5`, `s6`, `s7`, `s8`, `s9` and 2 other stacks"],
])("of %d stacks whose changes are left out, these are named", (count, names) => {
  const blocks = Array.from({ length: count }, (_, index) => block("text", `s${index}`, "s0"));

  expect(fit([{ title: "T", blocks }], NOTHING_FITS)).toContain(`- T: ${count} entries of ${names}`);
});

test("the text has room in its bytes, and every block is in it or counted", () => {
  // Letters of one byte to four: a name of forty may have 160.
  const stack = fc
    .tuple(fc.stringMatching(/^[a-z`]{1,8}$/), fc.constantFrom("é", "版", "🔑"), fc.nat(40))
    .map(([start, letter, count]) => start + letter.repeat(count));
  const blocks = fc.array(
    fc.record({
      text: fc.stringMatching(/^[a-zäöü版🔑]{1,200}$/u).map((text) => inMarkdown`${text}`),
      stacks: fc.array(stack, { minLength: 1, maxLength: 15 }),
    }),
    { minLength: 1, maxLength: 20 },
  );
  const section = fc.record({ title: fc.stringMatching(/^[A-Z]{1,40}$/), blocks });

  fc.assert(
    fc.property(fc.array(section, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 4000 }), (all, room) => {
      const bytes = all.length * 600 + 90 + room;
      const text = fit(all, bytes);
      const [shown = "", left = ""] = text.split("### Left out\n");
      const counted = [...left.matchAll(/: (\d+) entr/g)].reduce((sum, [, count]) => sum + Number(count), 0);
      const lines = shown.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

      expect(bytesOf(text)).toBeLessThanOrEqual(bytes);
      expect(lines.length + counted).toBe(all.flatMap((each) => each.blocks).length);
    }),
  );
});

test("a block that does not fit is told in short, and is not counted as left out", () => {
  const large = { text: inMarkdown`${"large ".repeat(100)}`, short: inMarkdown`in short`, stacks: ["a"] };

  const text = fit([{ title: "T", blocks: [large] }], 800);

  expect(text).toBe("### T\n\nin short\n");
});

test("a block that is no entry of its own is left out without being counted", () => {
  const blocks = [{ ...block("x".repeat(1000)), entries: 0 }, block("y".repeat(1000))];

  expect(fit([{ title: "T", blocks }], 1000)).toContain("- T: 1 entry");
});
