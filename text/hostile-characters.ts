/**
 * Characters that do something to a text, or hide in it, instead of being seen: control characters, and with them escape
 * sequences of terminals; what joins, separates or fills without a width; what turns the direction of writing; variation
 * selectors and tags, in which a whole message can hide. First and last of each range, by code point.
 *
 * They are those that Unicode calls Cc, Cf, Zl, Zp or Default_Ignorable_Code_Point, written down so that every form takes the
 * same, whatever version of Unicode its engine knows: https://www.unicode.org/reports/tr44/#General_Category_Values
 */
export const hostileCharacters: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x890, 0x891],
  [0x8e2, 0x8e2],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];
