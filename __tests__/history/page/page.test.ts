import { createHash } from "node:crypto";

import fc from "fast-check";

import { historyPage, PAGE_BEGINNING } from "../../../history/page/page";
import { hostileHistory } from "../../support/hostile-history";
import { unseenIn } from "../../support/hostile-texts";
import { madeChanges } from "../../support/made-changes";
import { madeHistory } from "../../support/made-history";
import { elementsOf } from "../../support/page-elements";

const elements = [
  ...["html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "dl", "div", "dt", "dd"],
  ...["nav", "ul", "ol", "li", "main", "section", "strong", "span", "br", "code", "details", "summary", "pre", "b"],
  ...[
    "figure",
    "figcaption",
    "svg",
    "g",
    "rect",
    "path",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "footer",
  ],
];

const attributes = [
  ...[
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "d",
    "height",
    "href",
    "http-equiv",
  ],
  ...["id", "lang", "name", "preserveAspectRatio", "role", "scope", "tabindex", "title", "viewBox", "width", "x", "y"],
];

const small = { accounts: 6, secrets: 4, days: 30 };

function pageOf(size: Parameters<typeof madeHistory>[0]): string {
  const { history, about } = madeHistory(size);
  return historyPage(history, about, madeChanges(history)).toString();
}

test("a text from outside is a text, wherever it stands", () => {
  fc.assert(
    fc.property(hostileHistory, ({ history, about, compared }) => {
      const page = historyPage(history, about, compared).toString();

      const found = elementsOf(page);
      expect(found.map(({ name }) => name).filter((name) => !elements.includes(name))).toEqual([]);
      const names = found.flatMap((element) => Object.keys(element.attributes));
      expect(names.filter((name) => !attributes.includes(name))).toEqual([]);
      const links = found.flatMap((element) => element.attributes.href ?? []);
      expect(links.filter((href) => !/^#[a-z-]+$/.test(href))).toEqual([]);
      expect(unseenIn(page)).toEqual([]);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

test("what an event says is on the page as it was said", () => {
  const { history, about } = madeHistory(small);
  const text = `a"b'c&d<e>&amp;<script>alert(1)</script>`;
  const reads = history.reads.map((read) => ({ ...read, secret: text }));

  const found = elementsOf(historyPage({ ...history, reads }, about).toString());

  expect(found.filter((element) => element.text.startsWith(text)).length).toBeGreaterThan(5);
});

test("its policy lets in its own style, and nothing else", () => {
  const found = elementsOf(pageOf(small));

  const [style, ...others] = found.filter(({ name }) => name === "style");
  const hash = createHash("sha256").update(style!.text).digest("base64");
  const policies = found.flatMap((element) =>
    element.attributes["http-equiv"] === "Content-Security-Policy" ? [element.attributes.content] : [],
  );
  expect(others).toEqual([]);
  expect(policies).toEqual([`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`]);
  expect(style!.text).not.toMatch(/url\(|@import/);
});

test("every id is there once, and whatever is named by one is there", () => {
  const found = elementsOf(pageOf(small));

  const ids = found.flatMap(({ attributes: { id } }) => id ?? []);
  const named = found.flatMap(({ attributes: its }) => [its.href?.slice(1) ?? [], its["aria-labelledby"] ?? []].flat());
  expect(new Set(ids).size).toBe(ids.length);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

test("a page of 5,000 accounts and 100,000 rows is as large as a picture, and says how much it leaves out", () => {
  const { history, about } = madeHistory({ accounts: 5000, secrets: 4, days: 30 });
  const reads = Array.from({ length: 5 }, () => history.reads).flat();

  const page = historyPage({ ...history, reads }, about, madeChanges({ ...history, reads })).toString();

  expect(reads.length).toBeGreaterThan(100_000);
  expect(page.length).toBeLessThan(3_000_000);
  expect(page).toMatch(/And 99,\d{3} more: <code>--json/);
});

test.each([
  { accounts: 0, secrets: 0, days: 0 },
  { accounts: 1, secrets: 1, days: 1 },
  small,
  { accounts: 70, secrets: 1, days: 400 },
])("a page of %j is whole", (size) => {
  const page = pageOf(size);

  expect(page.startsWith(PAGE_BEGINNING)).toBe(true);
  expect(elementsOf(page).filter(({ name }) => name === "h2").length).toBe(9);
});

test("what changes stands first, with every read that is told otherwise, and who gets more or fewer messages", () => {
  const { history, about } = madeHistory({ accounts: 2, secrets: 3, days: 10 });
  const compared = madeChanges(history);

  const page = historyPage(history, about, compared).toString();

  const headings = elementsOf(page).flatMap(({ name, text }) => (name === "h2" || name === "h3" ? [text] : []));
  expect(headings.slice(0, 6)).toEqual([
    ...["What changes", "Silent now", "Told now", "Judged otherwise", "Messages by recipient"],
    "Detections that fire otherwise",
  ]);
  const section = page.slice(page.indexOf('<h2 id="changes"'), page.indexOf("</section>"));
  for (const { secret, reader } of compared.changes.reads) {
    expect(section).toContain(secret);
    expect(section).toContain(reader);
  }
  expect(section).toContain("3 mails fewer, 1 chat message more, ");
  expect(section.split("<tr>").length - 1).toBe(
    5 + compared.changes.reads.length + compared.changes.messages.length + compared.changes.detections.length,
  );
});

test("a page says that nothing changes where nothing does, and nothing of it without a base", () => {
  const { history, about } = madeHistory(small);
  const changes = { reads: [], detections: [], messages: [] };

  expect(historyPage(history, about, { base: "HEAD<1", changes }).toString()).toContain(
    "<p>Against HEAD&lt;1, nothing changes for these events.</p>",
  );
  expect(historyPage(history, about).toString()).not.toMatch(/changes/);
});

test("whoever reads it is told when something may be missing", () => {
  const { history, about } = madeHistory(small);
  const said = (seen: Partial<typeof history.seen>) =>
    historyPage({ ...history, seen: { ...history.seen, ...seen } }, about)
      .toString()
      .includes('class="note"');

  expect(said({})).toBe(false);
  expect(said({ isWhole: false })).toBe(true);
  expect(said({ problems: [{ place: "a.json", problem: "is cut off", count: 1 }] })).toBe(true);
});
