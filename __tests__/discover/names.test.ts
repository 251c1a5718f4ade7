import fc from "fast-check";

import { namesFor } from "../../discover/names";
import { accountNamePattern } from "../../organization/organization";
import { hostileText } from "../support/hostile-texts";

const wish = fc.oneof(
  fc.constantFrom(
    "Shop",
    "shop",
    "Shop 901234568001",
    "account-901234568001",
    "account",
    "",
    "42",
    "é",
    "x".repeat(80),
  ),
  hostileText.map((text) => text.slice(0, 128)),
);
const unnamed = fc
  .array(wish, { maxLength: 8 })
  .map((wishes) => wishes.map((each, index) => ({ id: String(901234568000 + index), wishes: [each] })));

test("names are such as the configuration may have, each is once, and none depends on the order of others", () => {
  fc.assert(
    fc.property(unnamed, fc.subarray(["shop", "account-901234568001", "account"]), (all, taken) => {
      const names = namesFor(all, taken, "account");

      const texts = [...names.values()];
      expect(names.size).toBe(all.length);
      expect(texts.filter((name) => !accountNamePattern.test(name) || taken.includes(name))).toEqual([]);
      expect(new Set(texts).size).toBe(texts.length);
      const reversed = namesFor([...all].reverse(), taken, "account");
      const isNumbered = (name: string) => /^account(-\d{12})?(-\d+)?$/.test(name);
      for (const [id, name] of names) if (!isNumbered(name)) expect(reversed.get(id)).toBe(name);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["Payments Prod", "payments-prod"],
  ["Öl & Gas (EU)", "ol-gas-eu"],
  ["1st account", "st-account"],
  ["日本", "account-901234568000"],
])("%s becomes %s", (text, name) => {
  expect(namesFor([{ id: "901234568000", wishes: [text] }], [], "account").get("901234568000")).toBe(name);
});

test("two that wish for the same both get their ids behind it", () => {
  const two = ["901234568000", "901234568001"].map((id) => ({ id, wishes: ["Shop"] }));

  expect([...namesFor(two, [], "account").values()]).toEqual(["shop-901234568000", "shop-901234568001"]);
});
