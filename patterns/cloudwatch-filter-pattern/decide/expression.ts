import { piecesOf } from "../regex";

/** Code points from the first to the last, both among them. */
export type Range = readonly [from: number, to: number];

/** A character of some kind, or the start or end of the text. */
export type Item =
  | { readonly takes: readonly Range[]; readonly repeated: "once" | "atMostOnce" | "anyTimes" }
  | { readonly anchor: "start" | "end" };

/** What can be found in a text: any of several sequences, anywhere unless they say where. */
export type Expression = readonly (readonly Item[])[];

const LAST_CODE_POINT = 0x10_ffff;
const ANY: readonly Range[] = [[0, LAST_CODE_POINT]];

/** Expressions whose repetitions come to more items than this are left undecided. */
const MOST_ITEMS = 400;

/** The text itself, at the start, at the end, both, or anywhere. */
export function textExpression(text: string, at: { start: boolean; end: boolean }): Expression {
  const items = Array.from(text, (character) => once([rangeOf(character.codePointAt(0)!)]));
  return [
    [...(at.start ? [{ anchor: "start" } as const] : []), ...items, ...(at.end ? [{ anchor: "end" } as const] : [])],
  ];
}

/** The text, with at least one more character somewhere behind it. */
export function textBefore(text: string): Expression {
  return [[...textExpression(text, { start: false, end: false })[0]!, once(ANY)]];
}

/** A regex as AWS documents it; undefined if it is too large, or has something that is not looked into. */
export function regexExpression(source: string): Expression | undefined {
  const pieces = piecesOf(source);
  if (typeof pieces === "number") return undefined;
  const alternatives: Item[][] = [[]];
  const rest = [...pieces];
  let count = 0;
  while (rest.length > 0) {
    if (rest[0] === "|") {
      rest.shift();
      alternatives.push([]);
      continue;
    }
    const items = takeItems(rest);
    count += items?.length ?? Infinity;
    if (items === undefined || count > MOST_ITEMS) return undefined;
    alternatives.at(-1)!.push(...items);
  }
  return alternatives;
}

/** Takes a character of some kind off the pieces, with how often it may stand there. */
function takeItems(pieces: string[]): readonly Item[] | undefined {
  const piece = pieces.shift()!;
  if (piece === "^" || piece === "$") return [{ anchor: piece === "^" ? "start" : "end" }];
  const takes = piece === "[" ? takeClass(pieces) : rangesOf(piece);
  const times = takeTimes(pieces);
  if (takes === undefined || times === undefined || times.least > MOST_ITEMS) return undefined;
  const { least, most } = times;
  const more = most === Infinity ? [{ takes, repeated: "anyTimes" } as const] : [];
  const optional = most === Infinity ? 0 : most - least;
  if (optional > MOST_ITEMS) return undefined;
  return [
    ...Array.from({ length: least }, () => once(takes)),
    ...Array.from({ length: optional }, () => ({ takes, repeated: "atMostOnce" }) as const),
    ...more,
  ];
}

/** Takes off how often; that a repetition takes as little as it can (`+?`) changes nothing about whether it is found. */
function takeTimes(pieces: string[]): { readonly least: number; readonly most: number } | undefined {
  const times = takeGreedyTimes(pieces);
  if (times !== undefined && times !== ONCE && pieces[0] === "?") pieces.shift();
  return times;
}

const ONCE = { least: 1, most: 1 };

function takeGreedyTimes(pieces: string[]): { readonly least: number; readonly most: number } | undefined {
  switch (pieces[0]) {
    case "*":
      pieces.shift();
      return { least: 0, most: Infinity };
    case "+":
      pieces.shift();
      return { least: 1, most: Infinity };
    case "?":
      pieces.shift();
      return { least: 0, most: 1 };
    case "{": {
      const written = pieces
        .splice(0, pieces.indexOf("}") + 1)
        .slice(1, -1)
        .join("");
      const [least = "", most = least] = written.split(",");
      if (!/^\d+$/.test(least) || !/^\d*$/.test(most)) return undefined;
      return { least: Number(least), most: most === "" ? Infinity : Number(most) };
    }
    default:
      return ONCE;
  }
}

function takeClass(pieces: string[]): readonly Range[] | undefined {
  const isNegated = pieces[0] === "^";
  const members = pieces.splice(0, pieces.indexOf("]") + 1).slice(isNegated ? 1 : 0, -1);
  const ranges: Range[] = [];
  while (members.length > 0) {
    const first = memberRanges(members.shift()!);
    if (members[0] === "-" && members.length > 1) {
      const [, last] = [members.shift(), memberRanges(members.shift()!)];
      if (first.length !== 1 || last.length !== 1) return undefined;
      ranges.push([first[0]![0], last[0]![1]]);
    } else ranges.push(...first);
  }
  return isNegated ? complementOf(ranges) : ranges;
}

/** Nothing but a backslash is special there. */
function memberRanges(piece: string): readonly Range[] {
  return piece.startsWith("\\") ? rangesOf(piece) : [rangeOf(piece.codePointAt(0)!)];
}

const DIGITS: readonly Range[] = [[0x30, 0x39]];
const WORD: readonly Range[] = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
/** Tab, line feed, form feed, carriage return and space, as RE2 has it. */
const SPACE: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

function rangesOf(piece: string): readonly Range[] {
  switch (piece) {
    case ".":
      return ANY;
    case "\\d":
      return DIGITS;
    case "\\D":
      return complementOf(DIGITS);
    case "\\w":
      return WORD;
    case "\\W":
      return complementOf(WORD);
    case "\\s":
      return SPACE;
    case "\\S":
      return complementOf(SPACE);
    default:
      if (piece.startsWith("\\x")) return [rangeOf(parseInt(piece.slice(2), 16))];
      return [rangeOf(piece.codePointAt(piece.length - 1)!)];
  }
}

function complementOf(ranges: readonly Range[]): readonly Range[] {
  let from = 0;
  const between: Range[] = [];
  for (const [start, end] of [...ranges].sort(([one], [other]) => one - other)) {
    if (start > from) between.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  return from > LAST_CODE_POINT ? between : [...between, [from, LAST_CODE_POINT]];
}

function rangeOf(codePoint: number): Range {
  return [codePoint, codePoint];
}

function once(takes: readonly Range[]): Item {
  return { takes, repeated: "once" };
}
