import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import * as library from "../../../patterns/cloudwatch-filter-pattern";

const FOLDER = join(__dirname, "../../../patterns/cloudwatch-filter-pattern");
const README = readFileSync(join(FOLDER, "README.md"), "utf8");

/** Lines of the README such as `match("{ $.a = 1 }", { a: 1 }); // true`. */
const EXAMPLES = [...README.matchAll(/^(\w+\(.*\).*); \/\/ (.+)$/gm)].map(([, code = "", result = ""]) => ({
  code,
  result,
}));

test.each(EXAMPLES)("The README's $code gives $result", ({ code, result }) => {
  const found: unknown = runInNewContext(code, { ...library });
  const expected: unknown = runInNewContext(`(${result})`);

  expect(plain(found)).toEqual(plain(expected));
});

test("The README has an example of each function", () => {
  const used = EXAMPLES.map(({ code }) => code.replace(/\(.*/, ""));

  expect([...new Set(used)].sort()).toEqual(["lint", "lintGroup", "match", "parse", "print"]);
});

/** Objects of another context are never equal to those of this one. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
