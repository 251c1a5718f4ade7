import fc from "fast-check";

import { code, codeBlock, inMarkdown, tableRow } from "../../text/markdown";

interface MarkdownNode {
  readonly type: string;
  readonly literal: string | null;
  readonly info: string | null;
  walker(): { next(): { readonly node: MarkdownNode; readonly entering: boolean } | null };
}

const { Parser } = jest.requireActual<{ Parser: new () => { parse(text: string): MarkdownNode } }>("commonmark");

/** What a reader of Markdown sees in it, in order: types with their texts. */
function parsed(markdown: string): readonly MarkdownNode[] {
  const walker = new Parser().parse(markdown).walker();
  const nodes: MarkdownNode[] = [];
  for (let step = walker.next(); step !== null; step = walker.next()) if (step.entering) nodes.push(step.node);
  return nodes;
}

const typesOf = (nodes: readonly MarkdownNode[]) => [...new Set(nodes.map(({ type }) => type))];
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** Texts full of what Markdown takes for something. */
const fragments = ["`", "``", "*", "**", "_", "~~", "[", "](", ")", "<b>", "</b>", "<!--", "&lt;", "&", "#", "|", "\\"];
const beginnings = [
  "- ",
  "+ ",
  "* ",
  "1. ",
  "12) ",
  "> ",
  "# ",
  "===",
  "---",
  "    ",
  "\n",
  "\n\n",
  "```",
  "@team",
  "$x$",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...fragments, ...beginnings), fc.stringMatching(/^[\w .,:;!?/-]{0,6}$/)), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""))
  .filter((joined) => oneLine(joined) !== "");

describe("an escaped text", () => {
  test.each(["", "- ", "A reader: "])("renders as itself after %j", (before) => {
    fc.assert(
      fc.property(text, (random) => {
        const nodes = parsed(`${before}${inMarkdown`${random}`.toString()}`);
        const literals = nodes.filter(({ type }) => type === "text").map(({ literal }) => literal!);

        expect(typesOf(nodes).filter((type) => !["list", "item"].includes(type))).toEqual([
          "document",
          "paragraph",
          "text",
        ]);
        expect(nodes.filter(({ type }) => type === "item")).toHaveLength(before === "- " ? 1 : 0);
        expect(oneLine(literals.join("").replaceAll("\u200b", ""))).toBe(
          oneLine(`${before === "- " ? "" : before}${random}`),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("mentions nobody, is no formula, and entities in it are not read", () => {
    expect(inMarkdown`${"@acorn/team pays $5 for &lt; a_b"}`.toString()).toBe(
      "@&#8203;acorn/team pays \\$5 for \\&lt; a\\_b",
    );
  });

  // commonmark has no autolinks without brackets; GitHub and GitLab do.
  test("is no address, issue or mail that is linked without a mark", () => {
    expect(inMarkdown`${"https://a.example WWW.a.example me@a.example a/b#12 GH-12 a-1"}`.toString()).toBe(
      "https:&#8203;//a.example WWW&#8203;.a.example me@&#8203;a.example a/b\\#&#8203;12 GH-&#8203;12 a-1",
    );
  });

  test("is one text, however long: its beginning and its end are shown", () => {
    expect(inMarkdown`${`begins${"x".repeat(100_000)}ends`}`.toString()).toMatch(/^begins(x{494})…(x{495})ends$/);
  });
});

test("code renders as itself, with as many backticks as it has", () => {
  fc.assert(
    fc.property(text, (random) => {
      const nodes = parsed(`- ${code(random).toString()}`);

      expect(typesOf(nodes)).toEqual(["document", "list", "item", "paragraph", "code"]);
      expect(nodes.at(-1)!.literal).toBe(oneLine(random));
    }),
    { numRuns: 2000 },
  );
  expect([code(""), code("a"), code("`"), code("a``b")].map(String)).toEqual(["` `", "`a`", "`` ` ``", "``` a``b ```"]);
});

test("a block of code has its lines and nothing else, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (lines) => {
      const nodes = parsed(codeBlock("diff", lines).toString());

      expect(nodes.map(({ type, info }) => [type, info])).toEqual([
        ["document", null],
        ["code_block", "diff"],
      ]);
      expect(nodes[1]!.literal).toBe(`${lines.map((line) => line.replace(/[\r\n]+/g, " ")).join("\n")}\n`);
    }),
    { numRuns: 500 },
  );
});

test("a cell ends nowhere but at its end", () => {
  expect(tableRow([code("a|b"), 1, "a|b"]).toString()).toBe("| `a\\|b` | 1 | a\\\\|b |");
});
