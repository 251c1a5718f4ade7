import fc from "fast-check";

import { shortened } from "../../text/shortened";

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
