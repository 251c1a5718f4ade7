import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import type { CloudTrailRecord } from "../detections/detection";

/** One item of a file: an event, or why it is none. */
export type ReadItem =
  | { readonly file: string; readonly index: number; readonly event: CloudTrailRecord }
  | { readonly file: string; readonly problem: string };

const EVENT_FILE = /\.(json|jsonl|ndjson)(\.gz)?$/;

/**
 * Events of a file, or of every event file below a directory, in order: a single event, a list, CloudTrail's
 * {"Records": [...]}, or one of them a line, also gzipped. What can't be read is told and does not stop the rest.
 */
export function* readEvents(location: string): Generator<ReadItem> {
  let files: readonly string[];
  try {
    files = filesOf(location);
  } catch (error) {
    yield { file: location, problem: unreadable(error) };
    return;
  }
  if (files.length === 0) yield { file: location, problem: "there is no .json, .jsonl or .ndjson file in it" };
  for (const file of files) yield* readFile(file);
}

function filesOf(location: string): readonly string[] {
  if (!statSync(location).isDirectory()) return [location];
  return readdirSync(location, { recursive: true, encoding: "utf8" })
    .filter((file) => EVENT_FILE.test(file))
    .sort()
    .map((file) => path.join(location, file));
}

function* readFile(file: string): Generator<ReadItem> {
  let text: string;
  try {
    const content = readFileSync(file);
    text = (file.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    yield { file, problem: unreadable(error) };
    return;
  }

  let index = 0;
  for (const { value, place, problem } of documentsOf(text)) {
    if (problem !== undefined) {
      index++;
      yield { file, problem: `${place}${problem}` };
      continue;
    }
    for (const event of eventsOf(value)) {
      yield isRecord(event)
        ? { file, index, event }
        : { file, problem: `${place}item ${index} is no event: ${JSON.stringify(event).slice(0, 60)}` };
      index++;
    }
  }
}

type ParsedDocument =
  | { readonly value: unknown; readonly place: string; readonly problem?: undefined }
  | { readonly value?: undefined; readonly place: string; readonly problem: string };

/** The whole text as one document, or else each line as one, parsed when its turn comes. */
function* documentsOf(text: string): Generator<ParsedDocument> {
  const whole = parse(text, "");
  const lines = text.split("\n");
  const isLines =
    whole.problem !== undefined &&
    lines.filter(isFilled).length > 1 &&
    lines.some((line) => isRecord(parse(line, "").value));
  if (isLines) {
    for (const [index, line] of lines.entries()) if (isFilled(line)) yield parse(line, `line ${index + 1}: `);
  } else if (text.trim() === "") yield { place: "", problem: "the file is empty" };
  else yield whole;
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}

function parse(text: string, place: string): ParsedDocument {
  try {
    return { value: JSON.parse(text) as unknown, place };
  } catch (error) {
    return { place, problem: `not JSON (${(error as Error).message})` };
  }
}

function eventsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  const records = isRecord(value) ? value.Records : undefined;
  return Array.isArray(records) ? (records as unknown[]) : [value];
}

function isRecord(value: unknown): value is CloudTrailRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "there is no such file or directory" : `it can't be read (${message})`;
}
