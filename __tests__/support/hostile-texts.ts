import fc from "fast-check";

/** What wants to be taken for something else than a text: each has this word in it, by which it is found again. */
export const CANARY = "zqz";

const active = [
  `[Approve ${CANARY}](https://${CANARY}.example)`,
  `![${CANARY}](https://${CANARY}.example/x.png)`,
  `<https://${CANARY}.example>`,
  `https://${CANARY}.example/a?b=1`,
  `www.${CANARY}.example`,
  `me@${CANARY}.example`,
  `@${CANARY}`,
  `@here ${CANARY} @acorn/${CANARY}`,
  `acorn/${CANARY}#12`,
  `<img src=x alt=${CANARY}>`,
  `<b>${CANARY}</b>`,
  `</summary></details><h1>${CANARY}</h1>`,
  `<!-- ${CANARY}`,
  `--> ${CANARY} <script>`,
  `\n# ${CANARY}\n`,
  `\n${CANARY}\n===\n`,
  `\n\n> ${CANARY}\n\n---\n\n`,
  `\r\n- ${CANARY}\r\n1. ${CANARY}\n`,
  `\n\`\`\`\n# ${CANARY}\n`,
  `*${CANARY}* __${CANARY}__ ~~${CANARY}~~`,
  `[${CANARY}]: https://${CANARY}.example`,
  `| ${CANARY} |`,
  `"${CANARY}'`,
  `\n::error::${CANARY}`,
  `::add-mask::${CANARY}`,
  `##[error]${CANARY}`,
  `##vso[task.setvariable variable=a]${CANARY}`,
];

const hidden = [
  ...[
    "\u001b[31m",
    "\u001b]0;title\u0007",
    "\u001b]8;;https://evil.example\u001b\\",
    "\u009b2J",
    "\u0007",
    "\b",
    "\u007f",
  ],
  ...["\r", "\t", "\n", "\u0085", "\u2028", "\u2029", "\ufeff"],
  ...[
    "\u00ad",
    "\u034f",
    "\u061c",
    "\u180e",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2060",
    "\u2066",
  ],
  ...["\u206f", "\u3164", "\ufe0f", "\ufff9", "\u{e0001}", "\u{e0041}", "\u{e0100}"],
];

const plain = fc.stringMatching(/^[\w .,:;!?/&<>`*#|\\$(){}[\]-]{0,8}$/);

/** A text full of what one form or another takes for something, of any length. */
export const hostileText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...active), fc.constantFrom(...hidden), plain), { minLength: 1, maxLength: 8 }),
    fc.constantFrom(1, 1, 1, 20_000),
  )
  .map(([parts, times]) => parts.join("").repeat(times).slice(0, 150_000))
  // Half a character is no text that a file could have.
  .map((text) => text.replace(/[\ud800-\udbff]$/, ""));

/** The same as a name that a file can have. */
export const hostileName: fc.Arbitrary<string> = hostileText.map(
  (text) => `${CANARY}${Array.from(text.replace(/[/\0]/g, "")).slice(0, 40).join("")}`,
);

/** Characters in an output that a terminal acts on or does not show; our own sign of a warning has one. */
export function unseenIn(output: string): readonly string[] {
  const found = output
    .replaceAll("⚠️", "")
    .match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu);
  return [...new Set(found ?? [])].map((character) => `U+${character.codePointAt(0)!.toString(16)}`);
}

/** What a CI runner takes for commands of its own. */
export function commandsIn(output: string): readonly string[] {
  return output.match(/^\s*::.*|##(?:vso)?\[/gm) ?? [];
}

interface MarkdownNode {
  readonly type: string;
  readonly literal: string | null;
  readonly parent: MarkdownNode | null;
  walker(): { next(): { readonly node: MarkdownNode; readonly entering: boolean } | null };
}

const { Parser } = jest.requireActual<{ Parser: new () => { parse(text: string): MarkdownNode } }>("commonmark");

/** What in Markdown links, mentions, embeds or is laid out that is not our own. */
export function activeIn(markdown: string): readonly string[] {
  const walker = new Parser().parse(markdown).walker();
  const found: string[] = [];
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const { node, entering } = step;
    if (entering && isActive(node)) found.push(`${node.type}: ${(node.literal ?? "").slice(0, 200)}`);
  }
  return found;
}

const OF_OURS = /^<!-- secretwatch plan-summary -->$|<\/?(?:details|summary|code)>/g;
const LINKED = /@[\w-]|:\/\/|www\.|(?:#|gh-)\d/i;

function isActive({ type, literal, parent }: MarkdownNode): boolean {
  if (["link", "image", "html_inline", "block_quote", "thematic_break", "emph"].includes(type)) return true;
  if (type === "html_block") {
    return (
      /<|>/.test(literal!.replace(OF_OURS, "")) ||
      LINKED.test(literal!.replace(/<code>[^<]*<\/code>|&#\d+;/g, "\u200b"))
    );
  }
  if (type !== "text") return false;
  return LINKED.test(literal!) || (parent!.type === "heading" && literal!.includes(CANARY));
}
