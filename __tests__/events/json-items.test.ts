import fc from "fast-check";

import { ItemTooLong, JsonItems } from "../../events/json-items";

const LISTS = new Set(["Records", "events"]);

/** What of a text is handed over, when it comes in pieces of a size. */
function itemsOf(text: string, size: number): readonly (readonly [string, string, number?])[] {
  const found: [string, string, number?][] = [];
  const items = new JsonItems(
    {
      item: (each, position) => found.push(["item", each, position]),
      document: (each, position) => found.push(["document", each, position]),
      outline: (each) => found.push(["outline", each]),
      cutOff: () => found.push(["cut off", ""]),
    },
    LISTS,
  );
  for (let at = 0; at < text.length; at += size) items.write(text.slice(at, at + size));
  items.end();
  return found;
}

// Brackets, quotes and backslashes in texts and keys are what might mislead it.
const PLAIN = ["[", "]", "{", "}", ",", ":", "a", "é"];
const text = fc.string({ unit: fc.constantFrom('"', "\\", "\n", ...PLAIN) });
// JSON.parse of Node 24 takes some keys with escapes for others that it has seen before: after {"\\\\":1} it reads {"\\"":1} as that.
const misreadsKeys = Number(process.versions.node.split(".")[0]) >= 24;
const key = misreadsKeys ? fc.string({ unit: fc.constantFrom(...PLAIN) }) : text;
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const entry = fc.dictionary(key, value, { maxKeys: 3 });
const indent = fc.constantFrom(undefined, 1, "\t");
const size = fc.integer({ min: 1, max: 40 });

test("the items of a list come out as they are, wherever pieces are cut", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), indent, size, (list, space, pieces) => {
      const found = itemsOf(JSON.stringify(list, null, space), pieces);

      expect(found.slice(0, -1).map(([kind, each]) => [kind, JSON.parse(each) as unknown])).toEqual(
        list.map((each) => ["item", each]),
      );
      expect(found.at(-1)!.map((each) => String(each).replace(/\s/g, ""))).toEqual([
        "outline",
        list.length === 0 ? "[]" : "[0]",
      ]);
    }),
  );
});

test("so do those of a list under a key, and the rest of the object around them stays", () => {
  fc.assert(
    fc.property(entry, fc.array(value, { maxLength: 6 }), entry, indent, size, (before, list, after, space, pieces) => {
      const whole = JSON.stringify({ ...before, Records: list, ...after }, null, space);

      const found = itemsOf(whole, pieces);

      expect(found.filter(([kind]) => kind === "item").map(([, each]) => JSON.parse(each) as unknown)).toEqual(list);
      expect(
        found.filter(([kind]) => kind !== "item").map(([kind, each]) => [kind, JSON.parse(each) as unknown]),
      ).toEqual([["outline", { ...before, Records: list.length === 0 ? [] : [0], ...after }]]);
    }),
  );
});

test("documents one behind the other come out as they are, with their positions", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), indent, size, (documents, space, pieces) => {
      const whole = documents.map((each) => JSON.stringify(each, null, space)).join(" \n");

      const found = itemsOf(whole, pieces);

      expect(found.map(([kind, each]) => [kind, JSON.parse(each) as unknown])).toEqual(
        documents.map((each) => ["document", each]),
      );
      for (const [, each, position] of found) expect(whole.startsWith(each, position)).toBe(true);
    }),
  );
});

test("a text is taken for JSON if it is, and for none if it is none", () => {
  fc.assert(
    fc.property(
      value,
      fc.nat(),
      fc.constantFrom("", ",", "]", "[", "{", "}", '"', "0", "\\"),
      size,
      (each, at, put, pieces) => {
        const whole = JSON.stringify({ Records: [each, { a: each }] });
        const changed = `${whole.slice(0, at % whole.length)}${put}${whole.slice((at % whole.length) + 1)}`;

        const found = itemsOf(changed, pieces);

        const isTaken = found.length > 0 && found.every(([kind, text]) => kind !== "cut off" && isJson(text));
        // Several documents are none to JSON.parse.
        const documents = found.filter(([kind]) => kind === "document" || kind === "outline").length;
        expect(isTaken && documents === 1).toBe(isJson(changed));
      },
    ),
    { numRuns: 1000 },
  );
});

test.each(["[1,]", "[,1]", "[1,,2]", '{"Records":[1,]}', '{"Records":[,]}', '{"Records":[1 2]}', '{"Records":[1]]}'])(
  "%s stays the mistake that it is",
  (wrong) => {
    const found = itemsOf(wrong, 3);

    expect(found.some(([, text]) => !isJson(text))).toBe(true);
  },
);

test("a list that ends too early gives the items that are whole", () => {
  expect(itemsOf('{"Records":[{"a":1},{"a":2}', 4)).toEqual([
    ["item", '{"a":1}', 12],
    ["item", '{"a":2}', 20],
    ["cut off", ""],
  ]);
  expect(itemsOf('{"Records":[{"a":1},{"a', 4)).toEqual([
    ["item", '{"a":1}', 12],
    ["cut off", ""],
  ]);
});

test("an item that never ends is refused before it fills the memory", () => {
  const items = new JsonItems(
    { item: () => undefined, document: () => undefined, outline: () => undefined, cutOff: () => undefined },
    LISTS,
  );
  const piece = "x".repeat(1024 ** 2);

  expect(() => {
    items.write('["');
    for (let count = 0; count < 20; count++) items.write(piece);
  }).toThrow(ItemTooLong);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
