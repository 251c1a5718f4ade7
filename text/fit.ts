import { inHtml } from "./html";
import { code, folded, inMarkdown, joinedMarkdown, markdownList, type Markdown } from "./markdown";
import { plural } from "./plural";

/** GitHub takes 65,536 characters (docs/plan-comments.md has the sources); bytes are never fewer, and a workflow adds a line or two. */
export const LONGEST_COMMENT = 65_000;

export interface Block {
  readonly text: Markdown;
  /** What stands for it where it does not fit. @default - it is left out, and counted */
  readonly short?: Markdown;
  /** Whose changes it tells. @default - nobody's */
  readonly stacks?: readonly string[];
  /** How many it counts for where it is left out. @default 1 */
  readonly entries?: number;
}

export interface Section {
  readonly title: string;
  /** Folded up under this line. @default - open */
  readonly folded?: string;
  readonly blocks: readonly Block[];
}

export interface Frame {
  /** Bytes there are for all of it, in UTF-8. */
  readonly bytes: number;
  /** Before a title. */
  readonly heading: "###" | "####";
  /** A sentence that says where all of it is to be had. */
  readonly whole: Markdown;
}

const MOST_NAMES = 10;
/** Bytes of a line about a section that does not fit, with the names of its stacks. */
const LONGEST_LINE = 600;

/**
 * Sections in their order, as far as they fit; what is most dangerous comes first and is the last to go. Says how much is
 * left out, of which stacks, and where it is to be had.
 */
export function fit(sections: readonly Section[], { bytes, heading, whole }: Frame): Markdown {
  const sign = HEADINGS[heading];
  const leftOut = [
    inMarkdown`${sign} Left out\n`,
    inMarkdown`A comment has no room for all of it. ${whole} Not shown:\n`,
  ];
  const parts: Markdown[] = [];
  const missing: Markdown[] = [];
  let room = bytes - sections.length * LONGEST_LINE - size(leftOut);
  for (const section of sections) {
    const { title, blocks } = section;
    const { taken, rest, left } = take(blocks, room - Buffer.byteLength(written(section, sign, []).toString()));
    if (taken.length > 0) {
      parts.push(written(section, sign, taken));
      room = left;
    }
    if (rest.length > 0) missing.push(lineAbout(title, rest));
  }
  if (missing.length > 0) parts.push(...leftOut, ...missing);
  return joinedMarkdown(parts, "\n");
}

const HEADINGS = { "###": inMarkdown`###`, "####": inMarkdown`####` } as const;

function written({ title, folded: summary }: Section, sign: Markdown, texts: readonly Markdown[]): Markdown {
  const body = joinedMarkdown(texts, "\n");
  if (summary === undefined) return inMarkdown`${sign} ${title}\n\n${body}\n`;
  return inMarkdown`${folded(inHtml`${summary}`, body)}\n`;
}

/** What there is room for, whole or in short; one that is too large does not keep out a smaller one. */
function take(blocks: readonly Block[], room: number) {
  const taken: Markdown[] = [];
  const rest: Block[] = [];
  let left = room;
  for (const block of blocks) {
    const text = [block.text, block.short].find((each) => each !== undefined && size([each]) <= left);
    if (text === undefined) rest.push(block);
    else {
      left -= size([text]);
      taken.push(text);
    }
  }
  return { taken, rest, left };
}

function lineAbout(title: string, blocks: readonly Block[]): Markdown {
  const count = blocks.reduce((sum, { entries = 1 }) => sum + entries, 0);
  const line = inMarkdown`- ${title}: ${plural(count, "entry")}`;
  const stacks = [...new Set(blocks.flatMap((block) => block.stacks ?? []))];
  if (stacks.length === 0) return line;
  return inMarkdown`${line}${places(stacks, LONGEST_LINE - size([line]))}`;
}

/** As many names as there are bytes for: a character of a name may have up to four. */
function places(stacks: readonly string[], bytes: number): Markdown {
  const names = stacks.map((each) => code(each, 40));
  for (let most = MOST_NAMES; most > 0; most--) {
    const text = inMarkdown` of ${markdownList(names, most, "stack")}`;
    if (size([text]) <= bytes) return text;
  }
  return inMarkdown` of ${plural(stacks.length, "stack")}`;
}

function size(texts: readonly Markdown[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text.toString()) + 1, 0);
}
