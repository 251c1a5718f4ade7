import type { NumberValue, Operator, RegexValue, TextValue, Value } from "./filter-pattern";
import type { Reader } from "./reader";
import { compileRegex } from "./regex";

const ANY_VALUE = ["a text", "a number", "a %regex%"];
const QUOTE_IT = "Put the value in quotation marks.";
const IS_NULL = 'Write IS NULL, or = "null" for the text.';

/** Reads what a selector is compared with. The reader stands before it. */
export function parseValue(reader: Reader, operator: Operator): Value {
  const position = reader.position;
  const value = parseAnyValue(reader);
  const isOrder = operator !== "=" && operator !== "!=";
  if (isOrder && (value.kind !== "number" || value.wildcardStart || value.wildcardEnd)) {
    const found = value.kind === "number" ? "a number with *" : `a ${value.kind}`;
    reader.fail(["a number"], { position, found, hint: `${operator} compares numbers only.` });
  }
  return value;
}

function parseAnyValue(reader: Reader): Value {
  if (reader.peek(/"/y) !== undefined) return parseQuoted(reader);
  if (reader.peek(/%/y) !== undefined) return parseRegex(reader);

  const written = reader.peek(/[^\s"%=<>()[\]{}&|!]+/y);
  if (written === undefined) reader.fail(ANY_VALUE);
  const value = readBare(written);
  if (value === undefined) reader.fail(ANY_VALUE, { found: written, hint: written === "null" ? IS_NULL : QUOTE_IT });
  reader.position += written.length;
  if (reader.peek(/["%=<>([\]{!]/y) !== undefined) reader.fail(["&&", "||", ")", "}"], { hint: QUOTE_IT });
  return value;
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
      hint: "AWS documents no way to write a quotation mark in a text; a regex can have \\x22.",
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
