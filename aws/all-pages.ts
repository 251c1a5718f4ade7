/** Where an answer comes in pages. */
export interface Pages {
  /** The token in the input, and in the answer. */
  readonly token: readonly [input: string, answer: string];
  /** The list that each page has a part of. */
  readonly list: string;
}

type Page = Readonly<Record<string, unknown>>;

/** A list that would not end. */
export class RepeatedToken extends Error {
  override readonly name = "RepeatedToken";

  constructor() {
    super("AWS gave the token of the same page twice.");
  }
}

/**
 * The first page with the lists of all, and without a token.
 *
 * @param ask for a page, with what its input has besides
 * @throws RepeatedToken
 */
export async function allPages({ token, list }: Pages, ask: (input: Page) => Promise<object>): Promise<object> {
  const [asking, answered] = token;
  const first = (await ask({})) as Page;
  const found: unknown[] = [];
  const seen = new Set<unknown>();
  for (let page = first; ;) {
    // Not by a spread: a list may have more than a call can have arguments.
    for (const each of (page[list] as readonly unknown[] | undefined) ?? []) found.push(each);
    const next = page[answered];
    if (next === undefined || next === null || next === "") break;
    if (seen.has(next)) throw new RepeatedToken();
    seen.add(next);
    page = (await ask({ [asking]: next })) as Page;
  }
  return { ...Object.fromEntries(Object.entries(first).filter(([member]) => member !== answered)), [list]: found };
}
