import fc from "fast-check";

import { bearable, shortened } from "../../text/shortened";

test("a text that fits is not changed, a longer one is cut to the length and says so", () => {
  expect(shortened("policy", 6)).toBe("policy");
  expect(shortened("policies", 6)).toBe("polic…");

  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, length) => {
      const short = shortened(text, length);

      expect(short).toHaveLength(Math.min(text.length, length));
      expect(short.endsWith("…") ? text.startsWith(short.slice(0, -1)) : short === text).toBe(true);
    }),
  );
});

test("no character is cut in half", () => {
  expect(shortened("a😀bc", 3)).toBe("a…");
  expect(bearable(`${"a".repeat(499)}😀${"b".repeat(600)}`)).toBe(`${"a".repeat(499)}…${"b".repeat(499)}`);
});

test("of a long text the beginning and the end are left, 1,000 characters together", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3000 }), (text) => {
      const short = bearable(text);
      const [start, end] = [short.slice(0, 500), short.slice(501)];

      if (text.length <= 1000) expect(short).toBe(text);
      else expect([short.length, text.startsWith(start), text.endsWith(end)]).toEqual([1000, true, true]);
    }),
  );
  expect(bearable("x".repeat(1001))).toBe(`${"x".repeat(500)}…${"x".repeat(499)}`);
});
