import fc from "fast-check";

import { literal } from "../../modules/literal";

test.each([
  ["${secret}", "$${secret}"],
  ["%{ if true }", "%%{ if true }"],
  ["${a} and ${b}", "$${a} and $${b}"],
  ["$${a}", "$$${a}"],
  ["costs $5, 10 % of {all}", "costs $5, 10 % of {all}"],
  ["", ""],
])("%j is written %j", (text, written) => {
  expect(literal(text)).toBe(written);
});

test("Terraform gets every text back, and finds nothing in it to evaluate", () => {
  const text = fc.array(fc.constantFrom("$", "%", "{", "}", "a")).map((parts) => parts.join(""));
  // Terraform 1.11 takes all such texts of up to five characters back so.
  const escape = /([$%])\1\{/g;

  fc.assert(
    fc.property(text, (each) => {
      const written = literal(each);

      expect(written.replaceAll(escape, (found) => found.slice(1))).toBe(each);
      expect(written.replaceAll(escape, "|")).not.toMatch(/[$%]\{/);
    }),
  );
});
