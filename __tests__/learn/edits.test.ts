import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { addItems, type Addition } from "../../learn/edits/add-items";
import { spliced } from "../../learn/edits/splice";
import { unifiedDiff } from "../../learn/edits/unified-diff";
import { yamlComment } from "../../text/yaml-comment";
import { hostileText } from "../support/hostile-texts";
import { temporaryDirectory } from "../support/temporary-directory";

/** A list of readers as people write it below a key that stands at some column. */
const lists: readonly ((column: number) => string)[] = [
  () => " [role/a]",
  () => " [ 'role/a' , role/b ]   # both",
  () => " []",
  (column) =>
    ` [\n${" ".repeat(column + 4)}role/a, # the first\n${" ".repeat(column + 4)}role/b\n${" ".repeat(column + 2)}]`,
  (column) =>
    `\n${" ".repeat(column + 2)}- role/a # the first\n\n${" ".repeat(column + 2)}# and\n${" ".repeat(column + 2)}- "role/b"`,
  (column) => `\n${" ".repeat(column)}- role/a`,
  (column) =>
    ` # whom we know\n${" ".repeat(column + 2)}-   role/a\n${" ".repeat(column + 2)}-   { reader: role/b, from: [vpce-0123456789abcdef0] }`,
];

const secret = fc.record({
  list: fc.option(fc.constantFrom(...lists)),
  flow: fc.boolean(),
  after: fc.constantFrom(
    "",
    "        # the end\n",
    "\n",
    "        owner: a@b.dev\n",
    "        x-note: |\n          expectedReaders: [no]\n",
  ),
});

/** A file with a member of some secrets, written in many ways. */
const file = fc
  .record({
    secrets: fc.array(secret, { minLength: 1, maxLength: 4 }),
    lineBreak: fc.constantFrom("\n", "\r\n"),
    isEnded: fc.boolean(),
    begins: fc.constantFrom("", "# ours\n", "---\n", "x-old: &old [role/z]\n\n"),
  })
  .map(({ secrets, lineBreak, isEnded, begins }) => {
    const written = secrets.map(({ list, flow, after }, index) => {
      if (flow) return `      - { name: s${index}${list === null ? "" : ", expectedReaders: [role/a]"} } # flow\n`;
      return `      - name: s${index}\n${list === null ? "" : `        expectedReaders:${list(8)}\n`}${after}`;
    });
    const text = `${begins}members:\n  - name: shop\n    secrets:\n${written.join("")}`;
    const whole = text.endsWith("\n") && !isEnded ? text.slice(0, -1) : text;
    return { text: whole.replaceAll("\n", lineBreak), secrets: secrets.length };
  });

/** What the file takes for a reader has no line breaks; what is said of it may have anything. */
const value = hostileText.map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").slice(0, 200));
const items = fc.array(fc.tuple(value, hostileText), { minLength: 1, maxLength: 3 });

interface File {
  readonly members: [{ readonly secrets: readonly { readonly name: string; readonly expectedReaders?: unknown[] }[] }];
}

const readersIn = (text: string) =>
  (parse(text) as File).members[0].secrets.map(({ expectedReaders = [] }) => expectedReaders);

test("items are added to a list however it is written, and every other line stays as it is", () => {
  const found = { edited: 0 };
  fc.assert(
    fc.property(file, items, fc.nat(), ({ text, secrets }, added, which) => {
      const index = which % secrets;
      const addition: Addition = {
        path: ["members", 0, "secrets", index, "expectedReaders"],
        before: [],
        items: added.map(([each, comment]) => ({ value: each, comment: yamlComment`${comment}` })),
      };

      const { splices, refused } = addItems(text, [addition]);

      expect(refused).toEqual([]);
      const after = spliced(text, splices);
      const wanted = readersIn(text).map((readers, at) =>
        at === index ? [...readers, ...addition.items.map((item) => (item as { value: string }).value)] : readers,
      );
      expect(readersIn(after)).toEqual(wanted);
      const comments = (content: string) => content.match(/# (ours|both|the first|and|whom we know|flow|the end)\b/g);
      expect(comments(after)).toEqual(comments(text));
      const lines = new Set(after.split("\n"));
      // A list in brackets changes on its own line, and the last line may get an end.
      const gone = text.split("\n").filter((line) => !lines.has(line) && line !== text.split("\n").at(-1));
      expect(gone.filter((line) => !/\[|\{|^ +role\/b\r?$|^ +\]/.test(line))).toEqual([]);
      expect(after.replaceAll("\r\n", "").includes(text.includes("\r\n") ? "\n" : "\r")).toBe(false);
      found.edited += 1;
    }),
    { numRuns: 300, endOnFailure: true },
  );

  expect(found.edited).toBeGreaterThan(100);
});

test("git applies the difference, and gets the same", () => {
  fc.assert(
    fc.property(file, fc.stringMatching(/^[a-z "\\é]{1,8}$/), ({ text, secrets }, name) => {
      const additions = Array.from({ length: secrets }, (_, index): Addition => {
        const comment = yamlComment`${index} reads`;
        return {
          path: ["members", 0, "secrets", index, "expectedReaders"],
          before: [],
          items: [{ value: "role/new", comment }],
        };
      });
      const { splices } = addItems(text, additions);
      const directory = temporaryDirectory({ [`${name}.yaml`]: text });

      execFileSync("git", ["apply", "--whitespace=nowarn", "-"], {
        cwd: directory,
        input: unifiedDiff(`${name}.yaml`, text, splices),
      });

      expect(readFileSync(path.join(directory, `${name}.yaml`), "utf8")).toBe(spliced(text, splices));
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
