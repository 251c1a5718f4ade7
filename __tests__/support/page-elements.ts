/** An element of a page, as a strict reader finds it. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text directly in it. */
  text: string;
}

const EMPTY = new Set(["meta", "br"]);

/**
 * The elements of a page that is written more strictly than HTML asks for: every element that is begun is ended, in order, every
 * value stands in quotes, `<`, `>` and `&` stand for nothing but themselves. So a text that got in as anything else is an error.
 *
 * @throws Error at the first thing that is not so
 */
export function elementsOf(page: string): readonly PageElement[] {
  const found: PageElement[] = [];
  const open: PageElement[] = [];
  const doctype = "<!doctype html>";
  if (!page.startsWith(doctype)) throw new Error("no doctype");
  const token = /<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-zA-Z-]*="[^"<>]*")*)(\/?)>|([^<]+)/gy;
  token.lastIndex = doctype.length;
  while (token.lastIndex < page.length) {
    const at = token.lastIndex;
    const match = token.exec(page);
    if (match === null) throw new Error(`no HTML: ${page.slice(at, at + 200)}`);
    const [, end, name, attributes = "", isEmpty, text] = match;
    if (text !== undefined) {
      const within = open.at(-1);
      if (within !== undefined) within.text += within.name === "style" ? text : decoded(text);
    } else if (end === "/") {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`</${name!}> ends <${closed?.name ?? ""}>`);
    } else {
      const element = { name: name!, attributes: attributesOf(attributes), text: "" };
      found.push(element);
      if (isEmpty !== "/" && !EMPTY.has(name!)) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`not ended: ${open.map(({ name }) => name).join(", ")}`);
  return found;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const names = [...text.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g)].map(
    ([, name, value]) => [name!, decoded(value!)] as const,
  );
  if (new Set(names.map(([name]) => name)).size < names.length) throw new Error(`twice the same attribute: ${text}`);
  return Object.fromEntries(names);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function decoded(text: string): string {
  return text.replace(/&[^;]{0,8};?/g, (entity) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`no entity of ours: ${entity}`);
    return character;
  });
}
