import { andMore } from "../../text/and-more";
import { code } from "../../text/markdown";
import { plural } from "../../text/plural";

export interface Block {
  readonly text: string;
  /** Whose changes it tells. */
  readonly stacks: readonly string[];
}

export interface Section {
  readonly title: string;
  /** Folded up under this line. @default - open */
  readonly folded?: string;
  readonly blocks: readonly Block[];
}

const MOST_NAMES = 10;
const LEFT_OUT = ["### Left out\n", "A comment has no room for all of it. Not shown:\n"];
/** Bytes of a line about a section that does not fit, with the names of its stacks. */
const LONGEST_LINE = 600;

/**
 * Sections in their order, as far as they fit; what is most dangerous comes first and is the last to go. Says what is
 * left out, and of which stacks.
 *
 * @param bytes room for all of it, in UTF-8
 */
export function fit(sections: readonly Section[], bytes: number): string {
  const parts: string[] = [];
  const missing: string[] = [];
  let room = bytes - sections.length * LONGEST_LINE - size(LEFT_OUT);
  for (const { title, folded, blocks } of sections) {
    const head = folded === undefined ? `### ${title}\n` : `<details><summary>${folded}</summary>\n`;
    const foot = folded === undefined ? [] : ["</details>"];
    const used = size([head, ...foot]);
    const taken: Block[] = [];
    let left = room - used;
    for (const block of blocks) {
      const cost = size([block.text]);
      if (cost > left) continue;
      left -= cost;
      taken.push(block);
    }
    const rest = blocks.filter((block) => !taken.includes(block));
    if (taken.length > 0) {
      parts.push(head, ...taken.map(({ text }) => text), ...foot, "");
      room = left;
    }
    if (rest.length > 0) missing.push(`- ${title}: ${plural(rest.length, "entry")} of ${places(rest)}`);
  }
  if (missing.length > 0) parts.push(...LEFT_OUT, ...missing);
  return parts.join("\n");
}

function size(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}

function places(blocks: readonly Block[]): string {
  const stacks = [...new Set(blocks.flatMap((block) => block.stacks))];
  const names = stacks.map((each) => code(each.slice(0, 40)));
  return andMore(names, MOST_NAMES, "stack");
}
