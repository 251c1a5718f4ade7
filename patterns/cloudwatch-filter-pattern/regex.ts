import { RE2JS } from "re2js";

/** Either the expression, or what is wrong with it and where in the source. */
export type CompiledRegex =
  | { readonly finds: (text: string) => boolean }
  | { readonly offset: number; readonly problem: string; readonly allowed: string };

/**
 * One piece of a regex as AWS documents it: letters, digits, the symbols : _ # = @ / ; , - and the operators
 * ^ $ ? [ ] { } | \ * + . without parentheses. The space is not on AWS's list but in one of its examples.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
 */
const PIECE = /\\x[0-9A-Fa-f]{2}|\\[dDsSwW]|\\[\^$?[\]{}|\\*+.:_#=@/;,-]|[A-Za-z0-9 :_#=@/;,^$?[\]{}|*+.-]/y;

/** Compiles what stands between two percent signs. It is not anchored, and `.` is any character. */
export function compileRegex(source: string): CompiledRegex {
  if (source === "") return { offset: 0, problem: "an empty regex", allowed: "an expression between % and %" };
  const pieces = piecesOf(source);
  if (typeof pieces === "number") return refused(source, pieces);
  const expression = pieces.map(unescapeSymbol).join("");
  try {
    // The stricter of the two says what is malformed; it runs nothing, since a caller's text could keep it busy for hours.
    // eslint-disable-next-line no-restricted-syntax
    new RegExp(expression, "su");
    const regex = RE2JS.compile(expression, RE2JS.DOTALL);
    return { finds: (text) => regex.test(text) };
  } catch {
    return { offset: 0, problem: `the malformed regex ${source}`, allowed: "a well-formed regex" };
  }
}

/** The characters, escapes and operators of a regex one by one; where it has something else, its offset. */
export function piecesOf(source: string): readonly string[] | number {
  const pieces: string[] = [];
  let isInClass = false;
  for (let offset = 0; offset < source.length;) {
    PIECE.lastIndex = offset;
    const piece = PIECE.exec(source)?.[0];
    if (piece === undefined) return offset;
    offset += piece.length;
    if (piece === "[") isInClass = true;
    if (piece === "]") isInClass = false;
    pieces.push(piece);
    // AWS lets the minimum of {m,n} be left out, JavaScript does not.
    if (piece === "{" && !isInClass && source[offset] === ",") pieces.push("0");
  }
  return pieces;
}

function refused(source: string, offset: number): CompiledRegex {
  const length = source[offset] === "\\" ? 2 : 1;
  return {
    offset,
    problem: source.slice(offset, offset + length),
    allowed: "a letter, digit, space, one of : _ # = @ / ; , - or ^ $ ? [ ] { } | \\ * + . or \\x and two hex digits",
  };
}

/** JavaScript's strict mode refuses a backslash before a character that has no special meaning. */
function unescapeSymbol(piece: string): string {
  if (!/^\\[:_#=@/;,-]$/.test(piece)) return piece;
  return `\\x${piece.charCodeAt(1).toString(16)}`;
}
