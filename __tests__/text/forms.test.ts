import fc from "fast-check";

import { inHtml, htmlCode } from "../../text/html";
import { inMarkdown, joinedMarkdown, type Markdown } from "../../text/markdown";
import { csvRow } from "../../text/csv";
import { inPage, pageJson, short } from "../../text/page";
import { complain, print } from "../../text/print";
import { blank, indented, joined, json, lines, painted, terminal, type TerminalText } from "../../text/terminal";
import { borderlessTable } from "../../text/terminal-table";
import { hostileText, unseenIn } from "../support/hostile-texts";

/** What the compiler has to refuse: where it takes one of these, npm run typecheck fails. */
export function refused(fromOutside: string, markdown: Markdown, onTerminal: TerminalText): void {
  // @ts-expect-error a string from outside
  print(fromOutside);
  // @ts-expect-error a template literal
  complain(`error: ${onTerminal.toString()}`);
  // @ts-expect-error Markdown has what a terminal would show as it is
  complain(markdown);
  // @ts-expect-error a form of another kind
  print(terminal`${markdown}`);
  // @ts-expect-error an array that stands for a template
  print(terminal([fromOutside]));
  // @ts-expect-error a text between others
  print(joined([onTerminal, onTerminal], fromOutside));
  // @ts-expect-error HTML of a comment, in which what is copied is not what was in the event
  inPage(["", ""] as unknown as TemplateStringsArray, inHtml`x`);
  // @ts-expect-error a page is nothing for a terminal
  print(inPage`<p>x</p>`);
  // @ts-expect-error a form of another kind in Markdown
  joinedMarkdown([inMarkdown`${onTerminal}`], fromOutside);
  // @ts-expect-error something that looks like one
  print({ form: "terminal", text: fromOutside, toString: () => fromOutside });
}

test("a template's own words stay, what is ready stays, and every other text is escaped", () => {
  const text = "a\u001b[31m\n_b_ <c>";

  expect(terminal`\u001b${text} ${terminal`\n${1}`}`.toString()).toBe("\u001ba\\u{1b}[31m _b_ <c> \n1");
  expect(inMarkdown`_x_ ${text} ${inMarkdown`<b>`}`.toString()).toBe("_x_ a\\\\u\\{1b\\}\\[31m \\_b\\_ \\<c\\> <b>");
  expect(inHtml`<i>${text}</i> ${htmlCode("</code>", 100)}`.toString()).toBe(
    "<i>a\\u{1b}[31m _b_ &lt;c&gt;</i> <code>&lt;/code&gt;</code>",
  );
});

test("a page of our own shows a text as it is, and one without characters as such", () => {
  const text = `a"b'c&d<e>\u001b me@x https://x.example`;

  const page = inPage`<i title="${text}">${text}</i>${short(text, 3)}${short(" ", 3)}${pageJson({ [text]: text }, 1000)}`;

  const escaped = "a&quot;b&#39;c&amp;d&lt;e&gt;\\u{1b} me@x https://x.example";
  const json = escaped.replace("a&quot;", "a\\&quot;").replace("\\u{1b}", "\\u001b");
  expect(page.toString()).toBe(
    `<i title="${escaped}">${escaped}</i>a&quot;…(empty){\n  &quot;${json}&quot;: &quot;${json}&quot;\n}`,
  );
});

test("no text on a page or in a row acts or hides", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const texts = [inPage`${text}`, short(text, 50), pageJson([text], 500), csvRow([text])];

      expect(texts.flatMap((each) => unseenIn(each.toString().replace(/\r\n$/, "")))).toEqual([]);
    }),
  );
});

describe("for a terminal", () => {
  const forms: Readonly<Record<string, (text: string) => TerminalText>> = {
    "a template": (text) => terminal`${text}`,
    lines,
    json: (text) => json({ [text]: text }, 2),
    "joined texts": (text) => joined([text, terminal`${text}`], "\n"),
    "a painted text": (text) => painted("red", text),
    "an indented text": (text) => indented(lines(text)),
    "a table": (text) => borderlessTable({ a: "left" }, [[text]]),
  };

  test.each(Object.entries(forms))("%s shows what is hostile", (_, form) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unseenIn(form(text).toString())).toEqual([]);
      }),
    );
  });

  test("lines stay lines, also those of another system, and tabs are seen", () => {
    expect(indented(lines("a\r\n\tb\rc\n\nd")).toString()).toBe("  a\n  \\u{9}b\\u{d}c\n\n  d");
  });

  test("blank is as wide as a text", () => {
    expect(blank(terminal`${"a\u0007"}`).toString()).toBe(" ".repeat("a\\u{7}".length));
  });

  test("half a character is shown, too", () => {
    expect(terminal`${"a\ud83d"}`.toString()).toBe("a\\u{d83d}");
  });
});

describe("a CI runner", () => {
  test.each([
    ["::error::x", "\\u003a:error::x\n"],
    ["a\n  ::add-mask::x\n", "a\n  \\u003a:add-mask::x\n"],
    ["a ::b", "a ::b\n"],
    ["a ##[error]b ##vso[task.complete]", "a \\u0023#[error]b \\u0023#vso[task.complete]\n"],
    ["# Heading ## x", "# Heading ## x\n"],
  ])("finds no command in %j", (text, printed) => {
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);

    print(lines(text));

    expect(write.mock.calls.map(([written]) => written).join("")).toBe(
      printed.endsWith("\n") ? printed : `${printed}\n`,
    );
    write.mockRestore();
  });
});
