import { inHtml } from "../../text/html";
import { code, folded, joinedMarkdown, inMarkdown, markdownList, type Markdown } from "../../text/markdown";
import { plural } from "../../text/plural";

export interface Block {
  readonly text: Markdown;
  /** The same in short, for where there is no room for all of it. @default - it is left out there */
  readonly short?: Markdown;
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
const LEFT_OUT = [inMarkdown`### Left out\n`, inMarkdown`A comment has no room for all of it. Not shown:\n`];
/** Bytes of a line about a section that does not fit, with the names of its stacks. */
const LONGEST_LINE = 600;

/**
 * Sections in their order, as far as they fit; what is most dangerous comes first and is the last to go. Says what is
 * left out, and of which stacks.
 *
 * @param bytes room for all of it, in UTF-8
 */
export function fit(sections: readonly Section[], bytes: number): Markdown {
  const parts: Markdown[] = [];
  const missing: Markdown[] = [];
  let room = bytes - sections.length * LONGEST_LINE - size(LEFT_OUT);
  for (const section of sections) {
    const { title, blocks } = section;
    const taken: Block[] = [];
    const texts: Markdown[] = [];
    let left = room - Buffer.byteLength(written(section, []).toString());
    for (const block of blocks) {
      const text = [block.text, block.short ?? block.text].find((each) => size([each]) <= left);
      if (text === undefined) continue;
      left -= size([text]);
      taken.push(block);
      texts.push(text);
    }
    const rest = blocks.filter((block) => !taken.includes(block));
    if (taken.length > 0) {
      parts.push(written(section, texts));
      room = left;
    }
    if (rest.length > 0) missing.push(inMarkdown`- ${title}: ${plural(rest.length, "entry")} of ${places(rest)}`);
  }
  if (missing.length > 0) parts.push(...LEFT_OUT, ...missing);
  return joinedMarkdown(parts, "\n");
}

function written({ title, folded: summary }: Section, texts: readonly Markdown[]): Markdown {
  const body = joinedMarkdown(texts, "\n");
  return summary === undefined
    ? inMarkdown`### ${title}\n\n${body}\n`
    : inMarkdown`${folded(inHtml`${summary}`, body)}\n`;
}

function size(texts: readonly Markdown[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text.toString()) + 1, 0);
}

function places(blocks: readonly Block[]): Markdown {
  const stacks = [...new Set(blocks.flatMap((block) => block.stacks))];
  const names = stacks.map((each) => code(each, 40));
  return markdownList(names, MOST_NAMES, "stack");
}
