import { decoded, encodingOf, notUtf8 } from "../../text/decoded";
import type { Problem } from "./problem";

/** What editors call the other ways to write a text. */
const names = { "utf-16le": "UTF-16", "utf-16be": "UTF-16", "utf-32": "UTF-32" } as const;

/**
 * That a file is not in UTF-8, with the first place that shows it: git shows no changes of another text, and a name in it would
 * be another one.
 */
export function encodingProblem(file: string, content: Buffer): Problem | undefined {
  const encoding = encodingOf(content);
  const said = { file, path: "" };
  if (encoding !== "utf-8") {
    const message = `the file is in ${names[encoding]}; a configuration is in UTF-8.`;
    return { ...said, line: 1, column: 1, message, remedy: "Save it as UTF-8." };
  }
  const offset = notUtf8(content);
  if (offset === undefined) return undefined;
  const lines = decoded(content.subarray(0, offset)).split("\n");
  return {
    ...said,
    line: lines.length,
    column: lines.at(-1)!.length + 1,
    message: `the file is not in UTF-8: Windows-1252 or Latin-1, it seems, in which this is ${JSON.stringify(latin(content, offset))}.`,
    remedy: "Save it as UTF-8.",
  };
}

/** The word with the character, as it was meant. */
function latin(content: Buffer, offset: number): string {
  const around = new TextDecoder("windows-1252").decode(content.subarray(Math.max(0, offset - 20), offset + 20));
  const position = Math.min(20, offset);
  const before = around
    .slice(0, position)
    .split(/[\s"']/)
    .at(-1)!;
  const [after] = around.slice(position).split(/[\s"']/);
  return before + after!;
}
