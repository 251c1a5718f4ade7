import { firstOf } from "./and-more";
import { ReadyText, textForm } from "./forms/ready-text";
import type { Html } from "./html";
import { linksNothing } from "./links-nothing";
import { bearable, shortened } from "./shortened";
import { visible } from "./visible";

/** Markdown as GitHub and GitLab read it, in which texts from outside format nothing, link to nothing and mention nobody. */
export type Markdown = ReadyText<"Markdown">;

const form = textForm("Markdown", escaped);

/** Markdown with texts in it. */
export const inMarkdown = form.tag;
export const joinedMarkdown = form.joined;

/** A text outside of code, on one line. */
function escaped(text: string): string {
  return linksNothing(
    bearable(visible(text))
      .replace(/\s+/g, " ")
      // All of it is taken as it is behind a backslash: https://spec.commonmark.org/0.31.2/#backslash-escapes
      .replace(/[\\`*_{}[\]<>&#|~$]/g, "\\$&")
      // At the beginning of a line they make a list.
      .replace(/^( ?)([-+])/, "$1\\$2")
      .replace(/^( ?\d+)([.)])/, "$1\\$2"),
  );
}

/**
 * A text as code: nothing in it is taken for Markdown, HTML or a mention.
 *
 * @param most characters of it @default - those of any text
 */
export function code(text: string, most?: number): Markdown {
  const seen = visible(text);
  const line = (most === undefined ? bearable(seen) : shortened(seen, most)).replace(/\s+/g, " ").trim();
  const longest = longestRun([line]);
  const fence = "`".repeat(longest + 1);
  const inside = line === "" ? " " : longest === 0 ? line : ` ${line} `;
  return new ReadyText("Markdown", `${fence}${inside}${fence}`);
}

/** Lines of code in a block of their own. */
export function codeBlock(language: "diff" | "yaml", lines: readonly string[]): Markdown {
  const clean = lines.map(visible);
  const fence = "`".repeat(Math.max(2, longestRun(clean)) + 1);
  return new ReadyText("Markdown", `${fence}${language}\n${clean.join("\n")}\n${fence}`);
}

/** Names, of which nobody reads more than so many: as `andMore`. */
export function markdownList(names: readonly Markdown[], most: number, noun?: string): Markdown {
  const [shown, rest] = firstOf(names, most, noun);
  const list = joinedMarkdown(shown, ", ");
  return rest === undefined ? list : inMarkdown`${list} and ${rest}`;
}

/** A row of a table. */
export function tableRow(cells: readonly (Markdown | string | number)[]): Markdown {
  const texts = cells.map((cell) => inCell(inMarkdown`${cell}`.toString()));
  return new ReadyText("Markdown", `| ${texts.join(" | ")} |`);
}

/** Own Markdown in a cell of a table. */
export function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Markdown that is folded up under a line, in which GitHub reads HTML alone. */
export function folded(summary: Html, body: Markdown): Markdown {
  return new ReadyText(
    "Markdown",
    `<details><summary>${summary.toString()}</summary>\n\n${body.toString()}\n\n</details>`,
  );
}

/** With one empty line at most between others, and one break at the end. */
export function tidied(text: Markdown): Markdown {
  return new ReadyText(
    "Markdown",
    `${text
      .toString()
      .replace(/\n{3,}/g, "\n\n")
      .trimEnd()}\n`,
  );
}

/** A fence has to be longer than what looks like one inside. */
function longestRun(lines: readonly string[]): number {
  return lines
    .flatMap((line) => [...line.matchAll(/`+/g)])
    .reduce((longest, [run]) => Math.max(longest, run.length), 0);
}
