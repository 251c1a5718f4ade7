import fc from "fast-check";

/** Texts that break programs: inherited names, paths, links, control and direction characters, formats of other languages. */
const hostileTexts = [
  ...[
    "",
    " ",
    "\n",
    "\0",
    "\t",
    "~",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "0x10",
    ".nan",
    "2020-01-01",
    "=",
    "<<",
    "*",
    "&a",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "length", "then", "$ref", "//"],
  ...[
    "..",
    "../..",
    "/etc/passwd",
    ".git/config",
    "organization.yaml",
    "*.yaml",
    "**/*",
    "a/".repeat(2000),
    "x".repeat(256),
  ],
  ...[
    "${var.x}",
    "%{if true}",
    "${aws_iam_role.x.arn}",
    "$${x}",
    "{{x}}",
    "`x`",
    "'",
    '"',
    "\\",
    "${TfToken[TOKEN.0]}",
  ],
  ...[
    "<script>",
    "[a](https://evil.example)",
    "@here",
    "| x |",
    "# x",
    "\u001b[31m",
    "\u202ex",
    "\u200b",
    "\u061c",
    "\ufeff",
  ],
  ...["\ud800", "é", "e\u0301", "𝕏", "\u{e0041}", "ﬁ", "İ"],
  ...[
    "arn:aws:iam::123456789012:role/x",
    "arn:aws:iam:::role/*",
    "arn::::::",
    "role/",
    "service/.amazonaws.com",
    "user/*",
  ],
  ...[
    "a@b",
    "a@b.example",
    "https://",
    "https://a.example/\n",
    "http://[::1]",
    "eu-west-1",
    "xx-nowhere-9",
    "000000000000",
  ],
];

export const hostileText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  { weight: 1, arbitrary: fc.nat(100_000).map((length) => "x".repeat(length)) },
);

/** Values of any type, where another one is expected. */
export const hostileValue = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  fc.constantFrom(0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2 ** 31, 12345678901, NaN, Infinity),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    [[]],
    [{}],
    [null],
    { "": "" },
    { constructor: { prototype: 1 } },
  ),
  fc.integer({ min: 2, max: 200 }).map(nested),
  fc.integer({ min: 100, max: 2000 }).map((length) => Array.from({ length }, (_, index) => `x${index}`)),
  fc.dictionary(hostileText, hostileText, { maxKeys: 3, noNullPrototype: true }),
);

function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>(
    (value, _, index) => (index % 2 === 0 ? [value] : { a: value }),
    "x",
  );
}
