import fc from "fast-check";

import { hostileCharacters } from "../../text/hostile-characters";

/** What somebody writes who wants a text to be more than a text, wherever it is shown. */
const pieces = [
  ...["[Approve](https://evil.example)", "![](https://evil.example/x.png)", "<https://evil.example|Approve>"],
  ...[
    "https://evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "https:\\\\evil.example",
    "www.evil.example",
    "WWW.",
    "ftp.evil.example",
  ],
  ...["mailto:boss@evil.example", "tel:+1", "\\\\evil\\share", "javascript:alert(1)", "//evil.example", "://", ":"],
  ...[
    "@here",
    "@channel",
    "@@here",
    "<!here>",
    "<@U012AB3CD>",
    "<!subteam^S1>",
    "<#C1>",
    "@everyone",
    "<at>Boss</at>",
    "@",
  ],
  ...["`", "```", "``", "*bold*", "_so_", "~no~", "**x**", "# Title", "> said", "- one", "1. one", "|", "---", "\\"],
  ...["<b>", "<script>alert(1)</script>", "&lt;b&gt;", "<!--", "<a href=x>", "{% $x %}", "${x}", "$1"],
  ...[
    "\nWhat to do next:\n1. Nothing",
    "\r\n",
    "\t",
    "\u2028",
    "\u0085",
    "\u001b[31m",
    "\u001b]8;;https://evil.example\u0007",
    "\u009b2J",
  ],
  ...[
    "\u05d0\u05d1",
    "\u0627",
    "\u0430dmin",
    "\u202egnp",
    "jane@acorn.example",
    "a",
    "role/x",
    "arn:aws:iam::333333333333:role/",
    "",
    " ",
  ],
] as const;

const hostileCharacter = fc
  .constantFrom(...hostileCharacters)
  .chain(([first, last]) => fc.integer({ min: first, max: last }))
  .map((codePoint) => String.fromCodePoint(codePoint));

/** A hostile text: some of these pieces, of characters that hide, and of any others. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 3, arbitrary: hostileCharacter },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 10 }) },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((some) => some.join(""));

/**
 * The same value with hostile texts in the place of some of its own.
 *
 * @param keeps - names of members that stay as they are @default - none
 */
export function withHostileTexts<Value>(value: Value, keeps: readonly string[] = []): fc.Arbitrary<Value> {
  return hostile(value, keeps) as fc.Arbitrary<Value>;
}

function hostile(value: unknown, keeps: readonly string[]): fc.Arbitrary<unknown> {
  if (typeof value === "string") {
    return fc.oneof(
      fc.constant(value),
      hostileText,
      hostileText.map((text) => value + text),
    );
  }
  if (Array.isArray(value)) return fc.tuple(...value.map((each) => hostile(each, keeps)));
  if (typeof value !== "object" || value === null) return fc.constant(value);
  return fc.record(
    Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        keeps.includes(name) ? fc.constant<unknown>(each) : hostile(each, keeps),
      ]),
    ),
  );
}
