import fc from "fast-check";

import { decoded, encodingOf, notUtf8, TextPieces } from "../../text/decoded";

const text = fc.string({ unit: "binary" }).map((rest) => `{"a":"${rest.replace(/[\uD800-\uDFFF]/g, "?")}"}`);

const ways = [
  ["utf-8", (each: string) => Buffer.from(each, "utf8")],
  ["utf-8", (each: string) => Buffer.from(`\uFEFF${each}`, "utf8")],
  ["utf-16le", (each: string) => Buffer.from(each, "utf16le")],
  ["utf-16le", (each: string) => Buffer.from(`\uFEFF${each}`, "utf16le")],
  ["utf-16be", (each: string) => Buffer.from(each, "utf16le").swap16()],
  ["utf-16be", (each: string) => Buffer.from(`\uFEFF${each}`, "utf16le").swap16()],
] as const;

test("text is read back in every encoding that redirections make, with a byte order mark and without", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...ways), (each, [encoding, encode]) => {
      const content = encode(each);

      expect(encodingOf(content)).toBe(encoding);
      expect(decoded(content)).toBe(each);
    }),
  );
});

test("pieces make the same text, wherever they are cut", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...ways), fc.integer({ min: 4, max: 9 }), (each, [, encode], size) => {
      const content = encode(each);
      const pieces = new TextPieces();
      let read = "";

      for (let at = 0; at < content.length; at += size) read += pieces.write(content.subarray(at, at + size));

      expect(read + pieces.end()).toBe(each);
    }),
  );
});

test("a byte order mark in the middle is a character like any other, also where a piece begins", () => {
  const pieces = new TextPieces();

  expect(pieces.write(Buffer.from('{"a"')) + pieces.write(Buffer.from("\uFEFF:1}")) + pieces.end()).toBe(
    '{"a"\uFEFF:1}',
  );
  expect(decoded(Buffer.from('{"a"\uFEFF:1}'))).toBe('{"a"\uFEFF:1}');
});

test("what is no UTF-8 reads the same in pieces", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), fc.integer({ min: 4, max: 9 }), (bytes, size) => {
      const content = Buffer.concat([Buffer.from('{"a"'), bytes]);
      const pieces = new TextPieces();
      let read = "";

      for (let at = 0; at < content.length; at += size) read += pieces.write(content.subarray(at, at + size));

      expect(read + pieces.end()).toBe(decoded(content));
    }),
  );
});

test("an empty file is empty text, and one character is itself", () => {
  expect(decoded(Buffer.from(""))).toBe("");
  expect(new TextPieces().end()).toBe("");
  expect(decoded(Buffer.from("1"))).toBe("1");
});

test("UTF-32 is told, and is not taken for UTF-16", () => {
  expect(encodingOf(Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]))).toBe("utf-32");
  expect(encodingOf(Buffer.from([0, 0, 0xfe, 0xff]))).toBe("utf-32");
  expect(encodingOf(Buffer.from([0x7b, 0, 0, 0]))).toBe("utf-32");
  expect(encodingOf(Buffer.from([0, 0, 0, 0x7b]))).toBe("utf-32");
});

test("the first byte that is not UTF-8 is found, wherever it is", () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom(0xe4, 0xe9, 0xfc, 0xff, 0x80), (before, after, byte) => {
      const good = Buffer.from(before, "utf8");

      expect(notUtf8(good)).toBeUndefined();
      expect(notUtf8(Buffer.concat([good, Buffer.from([byte]), Buffer.from(after)]))).toBe(good.length);
      expect(notUtf8(Buffer.concat([good, Buffer.from([byte])]))).toBe(good.length);
    }),
  );
});
