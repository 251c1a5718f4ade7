import { hostileCharacters } from "./hostile-characters";

const ranges = hostileCharacters.map((ends) => ends.map((end) => `\\u{${end.toString(16)}}`).join("-")).join("");
// Half a character, too: no form of UTF-8 has it.
const hostile = new RegExp(`[${ranges}\\ud800-\\udfff]`, "gu");
const hostileButLineFeed = new RegExp(`(?!\\n)${hostile.source}`, "gu");

/** A text on one line in which every hostile character is seen, by its number: \u{202e}. */
export function visible(text: string): string {
  return oneLine(text).replace(hostile, numbered);
}

/** The same for a text that has lines of its own. */
export function visibleLines(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(hostileButLineFeed, numbered);
}

/** JSON for people and machines alike: JSON.stringify leaves most hostile characters as they are. */
export function visibleJson(json: string): string {
  return json.replace(hostileButLineFeed, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Breaks of lines and tabs as a space. */
function oneLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ");
}

function numbered(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
