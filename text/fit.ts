import { andMore } from "./and-more";
import { code } from "./markdown";
import { plural } from "./plural";

/** GitHub takes 65,536 characters (docs/plan-comments.md has the sources); bytes are never fewer, and a workflow adds a line or two. */
export const LONGEST_COMMENT = 65_000;

export interface Block {
  readonly text: string;
  /** What stands for it where it does not fit. @default - it is left out, and counted */
  readonly short?: string;
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
  /** A sentence that says where all of it is to be had, in Markdown. */
  readonly whole: string;
}

const MOST_NAMES = 10;
/** Bytes of a line about a section that does not fit, with the names of its stacks. */
const LONGEST_LINE = 600;

/**
 * Sections in their order, as far as they fit; what is most dangerous comes first and is the last to go. Says how much is
 * left out, of which stacks, and where it is to be had.
 */
export function fit(sections: readonly Section[], { bytes, heading, whole }: Frame): string {
  const leftOut = [`${heading} Left out\n`, `A comment has no room for all of it. ${whole} Not shown:\n`];
  const parts: string[] = [];
  const missing: string[] = [];
  let room = bytes - sections.length * LONGEST_LINE - size(leftOut);
  for (const { title, folded, blocks } of sections) {
    const head = folded === undefined ? `${heading} ${title}\n` : `<details><summary>${folded}</summary>\n`;
    const foot = folded === undefined ? [] : ["</details>"];
    const { taken, rest, left } = take(blocks, room - size([head, ...foot]));
    if (taken.length > 0) {
      parts.push(head, ...taken, ...foot, "");
      room = left;
    }
    if (rest.length > 0) missing.push(lineAbout(title, rest));
  }
  if (missing.length > 0) parts.push(...leftOut, ...missing);
  return parts.join("\n");
}

/** What there is room for, whole or in short; one that is too large does not keep out a smaller one. */
function take(blocks: readonly Block[], room: number) {
  const taken: string[] = [];
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

function lineAbout(title: string, blocks: readonly Block[]): string {
  const count = blocks.reduce((sum, { entries = 1 }) => sum + entries, 0);
  const line = `- ${title}: ${plural(count, "entry")}`;
  const stacks = [...new Set(blocks.flatMap((block) => block.stacks ?? []))];
  if (stacks.length === 0) return line;
  return line + places(stacks, LONGEST_LINE - size([line]));
}

/** As many names as there are bytes for: a character of a name may have up to four. */
function places(stacks: readonly string[], bytes: number): string {
  const names = stacks.map((each) => code(Array.from(each).slice(0, 40).join("")));
  for (let most = MOST_NAMES; most > 0; most--) {
    const text = ` of ${andMore(names, most, "stack")}`;
    if (size([text]) <= bytes) return text;
  }
  return ` of ${plural(stacks.length, "stack")}`;
}

function size(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}
