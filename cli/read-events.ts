import { constants } from "node:buffer";
import { readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { asking, isDirectory, readRegularFile, tooLarge, UnreadableFile } from "../config/files/regular-file";
import type { CloudTrailRecord } from "../detections/detection";

/** One item of a file: an event, or why it is none. */
export type ReadItem =
  | { readonly file: string; readonly index: number; readonly event: CloudTrailRecord }
  | { readonly file: string; readonly problem: string };

/** What a text can hold, 512 MB. */
const MOST_BYTES = constants.MAX_STRING_LENGTH;

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

/** Of a directory its event files and links to them; directories behind links are left out: they may lead back up. */
function filesOf(location: string): readonly string[] {
  return isDirectory(location) ? eventFilesBelow(location).sort() : [location];
}

/** Not by readdir's own recursion, which goes behind links from Node 24 on, for ever where they lead back up. */
function eventFilesBelow(directory: string): string[] {
  return asking(() => readdirSync(directory, { withFileTypes: true })).flatMap((entry) => {
    const place = path.join(directory, entry.name);
    if (entry.isDirectory()) return eventFilesBelow(place);
    return EVENT_FILE.test(entry.name) ? [place] : [];
  });
}

function* readFile(file: string): Generator<ReadItem> {
  let text: string;
  try {
    const content = readRegularFile(file, MOST_BYTES);
    text = (file.endsWith(".gz") ? unzipped(content) : content).toString("utf8").replace(/^\uFEFF/, "");
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
      yield isEvent(event)
        ? { file, index, event }
        : { file, problem: `${place}item ${index} is no CloudTrail record: it has neither eventSource nor eventName` };
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
  if (whole.problem === undefined) {
    yield whole;
    return;
  }
  const lines = text.split("\n");
  if (holdsLines(lines)) {
    for (const [index, line] of lines.entries()) if (isFilled(line)) yield parse(line, `line ${index + 1}: `);
  } else if (text.trim() === "") yield { place: "", problem: "the file is empty" };
  else yield whole;
}

/** Whether most of the first lines are documents of their own; a list that was cut off has few. */
function holdsLines(lines: readonly string[]): boolean {
  const sample = lines.filter(isFilled).slice(0, 100);
  const documents = sample.filter((line) => isRecord(parse(line, "").value)).length;
  return sample.length > 1 && documents * 2 >= sample.length && !/[[{,]\s*$/.test(sample[0]!);
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}

function parse(text: string, place: string): ParsedDocument {
  try {
    return { value: JSON.parse(text) as unknown, place };
  } catch (error) {
    return { place, problem: `not JSON (${whereOf(error as Error)})` };
  }
}

/** Where it stops to be JSON, without what stands there: the file may be one that nobody meant to show. */
function whereOf({ message }: Error): string {
  if (message.startsWith("Unexpected end")) return "it ends too early";
  const [position] = /at position \d+/.exec(message) ?? [];
  return position === undefined ? "unexpected character" : `unexpected character ${position}`;
}

/** Records of a log file, of EventBridge, which has them in `detail`, and of `aws cloudtrail lookup-events`. */
function eventsOf(value: unknown): readonly unknown[] {
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  return items.flatMap((item) => {
    if (!isRecord(item)) return [item];
    const { Records: records, Events: found } = item;
    if (Array.isArray(records)) return (records as unknown[]).map(unwrap);
    if (Array.isArray(found)) return (found as unknown[]).map(unwrap);
    return [unwrap(item)];
  });
}

function unwrap(item: unknown): unknown {
  if (!isRecord(item)) return item;
  if ("detail-type" in item) return item.detail;
  return typeof item.CloudTrailEvent === "string" ? parse(item.CloudTrailEvent, "").value : item;
}

function isEvent(value: unknown): value is CloudTrailRecord {
  return isRecord(value) && (typeof value.eventSource === "string" || typeof value.eventName === "string");
}

function isRecord(value: unknown): value is CloudTrailRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file of a few kilobytes may have gigabytes in it. */
function unzipped(content: Buffer): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(MOST_BYTES);
    throw new UnreadableFile("is not gzipped, or only in part");
  }
}

function unreadable(error: unknown): string {
  if (!(error instanceof UnreadableFile)) throw error;
  return error.isMissing ? "there is no such file or directory" : `it ${error.message}`;
}
