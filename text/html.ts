import { ReadyText, textForm } from "./forms/ready-text";
import { linksNothing } from "./links-nothing";
import { bearable } from "./shortened";
import { visible } from "./visible";

/** HTML inside an element of a comment, in which texts from outside are texts. */
export type Html = ReadyText<"HTML">;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML with texts in it. */
export const inHtml = textForm("HTML", (text) => linksNothing(entities(text))).tag;

/** A text as code. */
export function htmlCode(text: string): Html {
  return new ReadyText("HTML", `<code>${entities(text)}</code>`);
}

function entities(text: string): string {
  return bearable(visible(text)).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
