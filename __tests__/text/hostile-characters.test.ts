import { hostileCharacters } from "../../text/hostile-characters";

const inTable = (code: number) => hostileCharacters.some(([first, last]) => code >= first && code <= last);
const codes = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);

test("what Unicode calls a control or format character, or ignorable, is hostile, and nothing else", () => {
  const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

  const wrong = codes.filter((code) => inTable(code) !== unseen.test(String.fromCodePoint(code)));

  expect(wrong.map((code) => code.toString(16))).toEqual([]);
});

test("ranges are in order, each from its first to its last, with a gap to the next", () => {
  const ends = hostileCharacters.flat();

  expect(ends.filter((end, index) => index > 0 && end < ends[index - 1]!)).toEqual([]);
  expect(hostileCharacters.filter(([first], index) => first - 1 === hostileCharacters[index - 1]?.[1])).toEqual([]);
});
