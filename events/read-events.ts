import { isAscii } from "node:buffer";
import { pipeline, Readable } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";

import { piecesOf, readRegularFile, sizeOfFile, UnreadableFile } from "../config/files/regular-file";
import { decoded, encodingOf, TextPieces } from "../text/decoded";
import { eventFiles, NO_EVENT_FILES } from "./event-files";
import { FoundRecords, type NoEvent, type PlacedEvent } from "./found-records";
import { ItemTooLong } from "./json-items";
import type { PassedOver } from "./other-shapes";
import { readerOf, readWhole, type TextReader } from "./text-reader";

/** Events of a file; of a large one, some of them. */
export interface EventBatch {
  readonly file: string;
  readonly events: readonly PlacedEvent[];
  /** What of the file can't be read. The last batch of a file has it. */
  readonly noEvents: readonly NoEvent[];
  /** What CloudTrail writes beside calls, with its number. The last batch of a file has it. */
  readonly passedOver: ReadonlyMap<PassedOver, number>;
}

/** A file of CloudTrail has less, mostly. What has more is read in pieces, at two thirds of the speed. */
export const WHOLE_BYTES = 16 * 1024 ** 2;

export const PIECE_BYTES = 1024 ** 2;

/**
 * Events of a file, or of every event file below a directory, in order: CloudTrail's files, and what the commands and services
 * print that have its records in them, one document or many, packed or not, in UTF-8 or UTF-16. Memory does not grow with the
 * file. What can't be read is told and does not stop the rest.
 */
export async function* readEvents(location: string): AsyncGenerator<EventBatch> {
  let files: readonly string[];
  try {
    files = eventFiles(location);
  } catch (error) {
    yield problemWith(location, problemOf(error));
    return;
  }
  if (files.length === 0) yield problemWith(location, NO_EVENT_FILES);
  for (const file of files) yield* readEventFile(file);
}

/** Events of one file: at least one batch. */
export function readEventFile(file: string): AsyncGenerator<EventBatch> {
  return readEventSource({
    name: file,
    size: () => sizeOfFile(file, Infinity),
    whole: () => readRegularFile(file, WHOLE_BYTES),
    pieces: () => piecesOf(file, PIECE_BYTES),
  });
}

/** Where the bytes of what is read as a file come from. */
export interface EventSource {
  /** What problems and events call it. */
  readonly name: string;
  /** Bytes, packed or not. @throws UnreadableFile */
  size(): number;
  /** All of it, if it is no larger than `WHOLE_BYTES`. @throws UnreadableFile */
  whole(): Buffer | Promise<Buffer>;
  /** The same in pieces; none smaller than four bytes but the last. @throws UnreadableFile */
  pieces(): Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** Events of one source of bytes: at least one batch. */
export async function* readEventSource(source: EventSource): AsyncGenerator<EventBatch> {
  const found = new FoundRecords();
  const batch = (): EventBatch => ({ file: source.name, events: found.take(), noEvents: [], passedOver: NOTHING });
  try {
    const whole = await wholeText(source);
    const reading = whole === undefined ? readInPieces(source, found) : readWhole(whole, found);
    while (!(await reading.next()).done!) yield batch();
  } catch (error) {
    found.refuse("", problemOf(error));
  }
  yield { ...batch(), noEvents: found.noEvents(), passedOver: found.passedOver() };
}

const NOTHING: ReadonlyMap<PassedOver, number> = new Map();

/** Its text, unless it is large. @throws UnreadableFile */
async function wholeText(source: EventSource): Promise<string | undefined> {
  if (source.size() > WHOLE_BYTES) return undefined;
  const content = await source.whole();
  const unpacked = isPacked(content) ? unzipped(content) : content;
  return unpacked === undefined ? undefined : textOf(unpacked);
}

/** After each piece. */
async function* readInPieces(source: EventSource, found: FoundRecords): AsyncGenerator<void> {
  const text = new TextPieces();
  let reader: TextReader | undefined;
  for await (const piece of unpackedPieces(source)) {
    const next = text.write(piece);
    reader ??= readerOf(next, found);
    reader.write(next);
    yield;
    if (reader.isStuck) return;
  }
  reader?.write(text.end());
  reader?.end();
}

async function* unpackedPieces(source: EventSource): AsyncGenerator<Buffer> {
  const [first, pieces] = await firstOf(source.pieces());
  if (first === undefined || !isPacked(first)) {
    yield* pieces;
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  // What goes wrong comes out of the loop.
  pipeline(Readable.from(pieces), gunzip, () => undefined);
  for await (const piece of gunzip) yield piece as Buffer;
}

/** The first piece, and all of them. */
async function firstOf(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<readonly [Buffer | undefined, AsyncGenerator<Buffer>]> {
  const others = oneByOne(pieces);
  const first = await others.next();
  return [first.done === true ? undefined : first.value, withFirst(first, others)];
}

async function* oneByOne(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  yield* pieces;
  return undefined;
}

async function* withFirst(
  first: IteratorResult<Buffer, undefined>,
  others: AsyncGenerator<Buffer, undefined>,
): AsyncGenerator<Buffer> {
  try {
    if (first.done === true) return;
    yield first.value;
    yield* others;
  } finally {
    await others.return(undefined);
  }
}

/** By what it begins with: browsers unpack what they load and keep the name. https://datatracker.ietf.org/doc/html/rfc1952 */
function isPacked(content: Uint8Array): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

/** What most files have is ASCII, which is decoded ten times as fast if one knows it. */
function textOf(content: Buffer): string {
  return encodingOf(content) === "utf-8" && isAscii(content) ? content.toString("latin1") : decoded(content);
}

/** Nothing of what is to be read in pieces: a file of a few kilobytes may have gigabytes in it, and one that is cut off has a beginning. */
function unzipped(content: Buffer): Buffer | undefined {
  try {
    return gunzipSync(content, { maxOutputLength: WHOLE_BYTES, chunkSize: chunkOf(content) });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE" || code.startsWith("Z_")) return undefined;
    throw error;
  }
}

/** Bytes to unpack at a time: as many as a file of gzip says at its end, so that nothing has to be put together. */
function chunkOf(content: Buffer): number {
  const said = content.length < GZIP_LEAST ? 0 : content.readUInt32LE(content.length - 4);
  return Math.max(LEAST_CHUNK, Math.min(said + 1, WHOLE_BYTES));
}

/** Header and trailer: https://datatracker.ietf.org/doc/html/rfc1952#section-2.3 */
const GZIP_LEAST = 18;
const LEAST_CHUNK = 16 * 1024;

/** That something could not be read, and how many of it. */
export function problemWith(file: string, problem: string, count = 1): EventBatch {
  return { file, events: [], noEvents: [{ problem, count }], passedOver: NOTHING };
}

/** What is wrong with what can't be read, in words that follow its name. @throws what is no fault of it */
export function problemOf(error: unknown): string {
  if (error instanceof UnreadableFile && error.isMissing) return "there is no such file or directory";
  if (error instanceof UnreadableFile || error instanceof ItemTooLong) return `it ${error.message}`;
  // zlib's own: https://nodejs.org/api/zlib.html#constants
  if ((error as NodeJS.ErrnoException).code?.startsWith("Z_") === true) return "it is not gzipped as a whole";
  throw error;
}
