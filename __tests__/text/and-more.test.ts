import fc from "fast-check";

import { andMore } from "../../text/and-more";

test.each([
  [[], undefined, ""],
  [["a"], undefined, "a"],
  [["a", "b"], undefined, "a, b"],
  [["a", "b", "c"], undefined, "a, b, c"],
  [["a", "b", "c", "d"], undefined, "a, b and 2 more"],
  [["a", "b", "c", "d"], "account", "a, b and 2 other accounts"],
])("two of %j, and the number of the others", (names, noun, expected) => {
  expect(andMore(names, 2, noun)).toBe(expected);
});

test("every name is said or counted, and no more than one beyond the most is said", () => {
  const names = fc.array(fc.stringMatching(/^[a-z]{3}$/), { maxLength: 20 });

  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const [, said = "", rest = "0"] = /^(.*?)(?: and (\d+) more)?$/.exec(andMore(all, most))!;
      const listed = said === "" ? [] : said.split(", ");

      expect(listed).toEqual(all.slice(0, listed.length));
      expect(listed.length + Number(rest)).toBe(all.length);
      expect(listed.length).toBeLessThanOrEqual(most + 1);
    }),
  );
});
