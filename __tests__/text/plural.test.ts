import { plural } from "../../text/plural";

test.each([
  [0, "stack", "0 stacks"],
  [1, "stack", "1 stack"],
  [2, "stack", "2 stacks"],
  [1, "policy", "1 policy"],
  [2, "policy", "2 policies"],
  [2, "entry", "2 entries"],
  [2, "key", "2 keys"],
  [2, "guy", "2 guys"],
  [2, "address", "2 addresses"],
  [2, "index", "2 indexes"],
  [2, "watch", "2 watches"],
  [2, "other account", "2 other accounts"],
])("%d of %s", (count, noun, expected) => {
  expect(plural(count, noun)).toBe(expected);
});
