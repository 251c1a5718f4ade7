import { ReadyText, textForm } from "./forms/ready-text";
import { linksNothing } from "./links-nothing";
import { bearable, shortened } from "./shortened";
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
export const inHtml = textForm("HTML", (text) => linksNothing(entities(bearable(visible(text))))).tag;

/** A text as code. @param most characters of it */
export function htmlCode(text: string, most: number): Html {
  return new ReadyText("HTML", `<code>${entities(shortened(visible(text), most))}</code>`);
}

/** Nothing in it begins or ends an element, a value of an attribute or an entity. */
export function entities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
