import { ReadyText, textForm } from "./forms/ready-text";
import { bearable, shortened } from "./shortened";
import { entities } from "./html";
import { visible, visibleJson } from "./visible";

/**
 * HTML of a page of our own: in an element, in the value of an attribute that stands in quotes, and in SVG. Nothing is made of a text
 * on such a page, so that nothing in it has to be broken up, and what is copied from it is what was in the event.
 */
export type PageText = ReadyText<"page">;

const form = textForm("page", (text) => entities(bearable(visible(text))));

/** A piece of a page with texts in it. The name of an element, of an attribute or an address is never one of them. */
export const inPage = form.tag;
export const joinedPage = form.joined;

/** A text with at most so many characters. One without any is said to be so, as a heading or a row has to be called something. */
export function short(text: string, most: number): PageText {
  const seen = visible(text);
  return new ReadyText("page", seen.trim() === "" ? "(empty)" : entities(shortened(seen, most)));
}

/** Data, a line for each of its values, for an element that keeps lines. @param most characters */
export function pageJson(value: unknown, most: number): PageText {
  return new ReadyText("page", entities(shortened(visibleJson(JSON.stringify(value, null, 2)), most)));
}
