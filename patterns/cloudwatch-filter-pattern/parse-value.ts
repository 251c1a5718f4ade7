import type { NumberValue, Operator, RegexValue, TextValue, Value } from "./filter-pattern";
import type { Reader } from "./reader";
import { compileRegex } from "./regex";

const ANY_VALUE = ["a text", "a number", "a %regex%"];
const QUOTE_IT = "Put the value in quotation marks.";
const NO_QUOTE = "AWS documents no way to write a quotation mark in a text; a regex can have \\x22.";
const IS_NULL = 'Write IS NULL, or = "null" for the text.';

/** What may stand in the place of a value, and what to do about a text without quotation marks there. */
interface Wanted {
  readonly allowed: readonly string[];
  readonly hint: string;
}

/** Reads what a selector is compared with. The reader stands before it. */
export function parseValue(reader: Reader, operator: Operator): Value {
  if (operator === "=" || operator === "!=") return parseAnyValue(reader, { allowed: ANY_VALUE, hint: QUOTE_IT });
  const position = reader.position;
  const wanted = { allowed: ["a number"], hint: `${operator} compares numbers only.` };
  const value = parseAnyValue(reader, wanted);
  if (value.kind !== "number" || value.wildcardStart || value.wildcardEnd) {
    const found = value.kind === "number" ? "a number with *" : `a ${value.kind}`;
    reader.fail(wanted.allowed, { position, found, hint: wanted.hint });
  }
  return value;
}

function parseAnyValue(reader: Reader, wanted: Wanted): Value {
  if (reader.peek(/"/y) !== undefined) return parseQuoted(reader);
  if (reader.peek(/%/y) !== undefined) return parseRegex(reader);
  return parseBare(reader, wanted);
}

/** What ends a value; an end of the pattern is complained of by whoever wants a brace. */
const END = /\s*(?:&&|\|\||[)}]|$)/y;
/** Another test, which lacks && or || before it. */
const NEXT_TEST = /\s+(?:(?:AND|OR|[&|])\s*)?(?:\(\s*)*\$/iy;
/** All that was meant to be the value, as it seems: up to what ends it, with parentheses that close again. */
const MEANT = /(?:[^(){}&|]|&(?!&)|\|(?!\|)|\([^()"{}]*\))+/y;

function parseBare(reader: Reader, { allowed, hint }: Wanted): TextValue | NumberValue {
  if (reader.peek(END) !== undefined || reader.peek(/!?=/y) !== undefined) reader.fail(allowed);
  const start = reader.position;
  const written = reader.take(/[^\s"%=<>()[\]{}&|!]+/y) ?? "";
  const isWhole = reader.peek(END) !== undefined || reader.peek(NEXT_TEST) !== undefined;
  const value = isWhole ? readBare(written) : undefined;
  if (value !== undefined) return value;

  reader.position = start;
  const found = reader.peek(MEANT)?.trimEnd();
  if (found === undefined) return reader.fail(allowed, { hint });
  if (found.includes('"')) return reader.fail(allowed, { found, hint: NO_QUOTE });
  return reader.fail(allowed, { found, hint: found === "null" ? IS_NULL : hint });
}

function parseQuoted(reader: Reader): TextValue {
  const position = reader.position;
  const content = reader.take(/"([^"]*)"/y);
  if (content === undefined) {
    reader.fail(['a closing "'], { found: "a text that does not end" });
  }
  if (content.endsWith("\\")) {
    reader.fail(["a text without a quotation mark"], {
      position: position + content.length,
      found: '\\"',
      hint: NO_QUOTE,
    });
  }
  return { kind: "text", quoted: true, ...splitWildcards(content) };
}

function parseRegex(reader: Reader): RegexValue {
  const position = reader.position;
  const source = reader.take(/%([^%]*)%/y);
  if (source === undefined) reader.fail(["a closing %"], { found: "a regex that does not end" });
  const compiled = compileRegex(source);
  if ("problem" in compiled) {
    reader.fail([compiled.allowed], { position: position + 1 + compiled.offset, found: compiled.problem });
  }
  return { kind: "regex", source };
}

/** The value that a text without quotation marks stands for; none if AWS wants it quoted. */
export function readBare(written: string): TextValue | NumberValue | undefined {
  // AWS was seen to refuse = null as an invalid pattern.
  if (written === "null") return undefined;
  const { text, ...wildcards } = splitWildcards(written);
  const hasWildcard = wildcards.wildcardStart || wildcards.wildcardEnd;
  const number = hasWildcard ? /^[+-]?(\d+(\.\d*)?|\.\d+)$/ : /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
  if (number.test(text)) return { kind: "number", text, ...wildcards };
  // AWS asks for quotation marks around anything else than letters, digits and _, and yet its own patterns have
  // the dot and the asterisk in 123.123.* and kms.amazonaws.com.
  return /^[\w.*]+$/.test(written) ? { kind: "text", quoted: false, text, ...wildcards } : undefined;
}

function splitWildcards(written: string) {
  const wildcardStart = written.startsWith("*");
  const wildcardEnd = written.endsWith("*");
  const text = written.slice(wildcardStart ? 1 : 0, wildcardEnd ? -1 : undefined);
  return { text, wildcardStart, wildcardEnd };
}
