import { z } from "zod";

import type { ConfigDocument, Path } from "../files/config-document";
import { suggest } from "../../text/did-you-mean";
import { shortened } from "../../text/shortened";
import type { Problem } from "../files/problem";
import { kindOf } from "./value-kinds";
import { unwrap } from "./walk";

/** Of a value that is found: it stands in the file. */
const MOST_CHARACTERS = 300;

/** Everything in which a file differs from the schema, each with its place. */
export function schemaProblems(document: ConfigDocument, schema: z.ZodType, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => problemsOf(document, schema, issue));
}

function problemsOf(document: ConfigDocument, schema: z.ZodType, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path as Path;
  if (issue.code === "custom" && issue.params?.unknownKey === true) {
    const [allowed, remedy] = split(issue.message);
    return [document.problemWithKey(path, `unknown test; ${allowed}.`, remedy)];
  }
  if (issue.code === "unrecognized_keys") {
    const allowed = keysAt(schema, path, document.value);
    return issue.keys.map((key) => unknownKey(document, [...path, key], key, allowed));
  }
  // A key of a record that does not fit: the message is that of the key's own schema.
  if (issue.code === "invalid_key") {
    const [allowed, remedy] = split(issue.issues[0]?.message ?? issue.message);
    return [document.problemWithKey(path, `${quoted(path.at(-1))} is not a valid key; ${allowed}.`, remedy)];
  }

  // Of alternatives, the one that is meant has more to say.
  const meant = issue.code === "invalid_union" ? meantBy(schema, issue, document.value) : undefined;
  if (meant !== undefined) {
    return meant.flatMap((each) => problemsOf(document, schema, { ...each, path: [...path, ...each.path] }));
  }

  const [allowed, remedy] = split(issue.message);
  const value = valueAt(document.value, path);
  if (value === undefined) {
    const key = path.at(-1);
    if (key === undefined) return [document.problem([], `the file is empty; ${allowed}.`, "Start from the example.")];
    return [document.problem(path, `missing; ${allowed}.`, `Add it. ${remedy}`)];
  }
  return [document.problem(path, `${found(value, issue.code)}; ${allowed}.`, remedyFor(document, schema, path, remedy))];
}

function unknownKey(document: ConfigDocument, path: Path, key: string, allowed: readonly string[]): Problem {
  return document.problemWithKey(
    path,
    `unknown key; allowed here: ${allowed.join(", ")}.`,
    suggest(key, allowed, "Remove it."),
  );
}

function split(message: string): [allowed: string, remedy: string] {
  const [allowed = "", remedy = "Correct it."] = message.split("\n");
  return [allowed, remedy];
}

function found(value: unknown, code: z.core.$ZodIssue["code"]): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  if (code === "invalid_type" && typeof value !== "string") return `${quoted(value)} is a ${typeof value}`;
  return `${quoted(value)} is not valid`;
}

/** How people write account ids that are none: as a number, which loses leading zeros, and in groups. */
function remedyFor(document: ConfigDocument, schema: z.ZodType, path: Path, remedy: string): string {
  const value = valueAt(document.value, path);
  const meant = schemaAt(schema, path, document.value);
  if (meant === undefined || kindOf(unwrap(meant, value)) !== "accountId") return remedy;
  const source = typeof value === "number" ? (document.source(path) ?? String(value)) : String(value);
  if (typeof value === "number" && !/^[\d.]+$/.test(source)) return remedy;
  const digits = typeof value === "number" ? source.replace(".", "").padStart(12, "0") : source.replace(/\D/g, "");
  if (digits.length !== 12) return remedy;
  const key = path.at(-1);
  const right = `${typeof key === "string" ? `${key}: ` : ""}"${digits}"`;
  if (typeof value === "number") return `Quote it: ${right}`;
  const [separator, ...others] = new Set(source.replace(/\d/g, ""));
  const name = others.length === 0 ? separators.get(separator!) : undefined;
  return name === undefined ? `Write its digits alone: ${right}` : `Remove the ${name}: ${right}`;
}

const separators: ReadonlyMap<string, string> = new Map([
  ["-", "hyphens"],
  [" ", "spaces"],
  [".", "dots"],
  ["_", "underscores"],
]);

function quoted(value: unknown): string {
  return JSON.stringify(typeof value === "string" ? shortened(value, MOST_CHARACTERS) : value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      typeof parent === "object" && parent !== null ? (parent as Record<string | number, unknown>)[key] : undefined,
    value,
  );
}

/** What is wrong by the alternative that is meant, if there are several. */
function meantBy(schema: z.ZodType, issue: z.core.$ZodIssueInvalidUnion, document: unknown) {
  const union = schemaAt(schema, issue.path as Path, document);
  if (!(union instanceof z.ZodUnion)) return undefined;
  const meant = unwrap(union, valueAt(document, issue.path as Path));
  return issue.errors[union.options.indexOf(meant)];
}

/** Keys that the schema allows at a path. */
function keysAt(schema: z.ZodType, path: Path, value: unknown): readonly string[] {
  const inner = unwrap(schemaAt(schema, path, value) ?? z.never(), valueAt(value, path));
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** The schema at a path; the value tells which branch of a union is meant on the way. */
function schemaAt(schema: z.ZodType, path: Path, value: unknown): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const inner = unwrap(schema, value);
  const child: unknown =
    inner instanceof z.ZodRecord
      ? inner.valueType
      : inner instanceof z.ZodArray
        ? inner.element
        : inner instanceof z.ZodObject
          ? inner.shape[key]
          : undefined;
  return child === undefined ? undefined : schemaAt(child as z.ZodType, rest, valueAt(value, [key]));
}
