import { readFileSync } from "node:fs";
import path from "node:path";

// Scripts use it, too: of the other files here some need a test runner.
const root = path.resolve(__dirname, "../..");

/** A fenced block of a page. */
export interface Block {
  /** Where it begins: docs/searching.md:7 */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** The blocks of a page in one of some languages. */
export function blocksOf(page: string, languages: readonly string[]): readonly Block[] {
  const blocks: { place: string; language: string; fence: string; lines: string[] }[] = [];
  let open: (typeof blocks)[number] | undefined;
  for (const [index, line] of readFileSync(path.join(root, page), "utf8").split("\n").entries()) {
    const [, fence, language] = /^ *(`{3,})(\w*)$/.exec(line) ?? [];
    if (open === undefined && fence !== undefined) {
      open = { place: `${page}:${index + 1}`, language: language!, fence, lines: [] };
      blocks.push(open);
    } else if (open !== undefined && fence === open.fence && language === "") open = undefined;
    else open?.lines.push(line);
  }
  return blocks
    .filter(({ language }) => languages.includes(language))
    .map(({ place, language, lines }) => ({ place, language, text: lines.join("\n") }));
}

/** The commands of a block, each on one line, without comments. */
export function commandsOf({ text }: Block): readonly string[] {
  return text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(?:^|\s+)#.*$/, "").trim())
    .filter((line) => line !== "");
}

/** Words of a command, as a shell parts them. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
}
