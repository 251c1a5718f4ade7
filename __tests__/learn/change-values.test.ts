import { changed, commentBehind, type ValueChange } from "../../learn/edits/change-values";
import { sourceOf } from "../../learn/edits/source";
import { spliced } from "../../learn/edits/splice";
import { yamlComment } from "../../text/yaml-comment";

const text = `# ours
units: { a: ou-1 }
x-shared: &regions [one]
members:
  # the shop
  - name: shop   # AWS: Shop
    unit: a # here
    regions: [one, two] # off in AWS: three
  - name: "bakery"
    unit: &here a
    regions: *regions

  - { name: mill, unit: *here }
`;
const after = (...changes: readonly ValueChange[]) => {
  const { splices, refused } = changed(text, [], changes);
  return { text: spliced(text, splices), refused: refused.map(({ reason }) => reason) };
};
const value = (...path: (string | number)[]) => path;

test("replaces a value with what is said of it, and keeps every other character", () => {
  const { text: now, refused } = after(
    { kind: "replace", path: value("members", 0, "unit"), item: { value: "true" } },
    { kind: "replace", path: value("members", 0, "regions"), item: { value: ["one"], comment: yamlComment`two` } },
    { kind: "say", path: value("members", 0, "name"), comment: yamlComment`AWS: New` },
    { kind: "say", path: value("members", 1, "name"), comment: yamlComment`AWS: ${"a\nb: c"}` },
    { kind: "add-key", path: value("units"), key: "null", item: { value: "ou-2" } },
    { kind: "add-key", path: value("members", 0), key: "wave", item: { value: "all" }, after: ["name"] },
  );

  expect(refused).toEqual([]);
  expect(now).toBe(
    text
      .replace("unit: a # here", 'unit: "true"')
      .replace("regions: [one, two] # off in AWS: three", "regions: [one] # two")
      .replace("name: shop   # AWS: Shop\n", "name: shop   # AWS: New\n    wave: all\n")
      .replace('"bakery"', '"bakery" # AWS: a b: c')
      .replace("a: ou-1 }", 'a: ou-1, "null": ou-2 }'),
  );
});

test("takes items out whole, and what is around them stays", () => {
  const { text: now, refused } = after({ kind: "remove", path: value("members", 0) });

  expect([now, refused]).toEqual([text.replace(/ {2}- name: shop[\s\S]*three\n/, ""), []]);
});

test.each([
  ["an alias", { kind: "replace", path: value("members", 1, "regions"), item: { value: [] } }, /by an alias/],
  [
    "what an alias stands for",
    { kind: "replace", path: value("members", 1, "unit"), item: { value: "b" } },
    /under an anchor/,
  ],
  ["what has brackets around it", { kind: "remove", path: value("units", "a") }, /in brackets/],
  ["what is not there", { kind: "say", path: value("members", 9), comment: yamlComment`x` }, /alias/],
  ["a list on several lines", { kind: "replace", path: value("members"), item: { value: [] } }, /on several lines/],
] as const)("refuses %s, and does the rest", (_, change, reason) => {
  const good: ValueChange = { kind: "replace", path: value("members", 0, "unit"), item: { value: "b" } };

  const { text: now, refused } = after(change, good);

  expect(refused).toEqual([expect.stringMatching(reason)]);
  expect(now).toBe(text.replace("unit: a # here", "unit: b"));
});

test("empties a list, and knows what stands behind a value", () => {
  const list = "members:\n  - name: a # one\n  # two\n  - name: b\nlast: 1\n";

  const { splices } = changed(list, [], [{ kind: "empty", path: ["members"] }]);

  expect(spliced(list, splices)).toBe("members: []\nlast: 1\n");
  expect(commentBehind(sourceOf(list), list, ["members", 0, "name"])).toBe("one");
  expect(commentBehind(sourceOf(list), list, ["last"])).toBeUndefined();
});
