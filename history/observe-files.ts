import { availableParallelism } from "node:os";

import { sizeOfFile, UnreadableFile } from "../config/files/regular-file";
import type { Detection } from "../detections/detection";
import { eachEventFile, NO_EVENT_FILES } from "../events/event-files";
import type { EventLimits } from "../events/limits";
import { problemOf, readEventFile } from "../events/read-events";
import { Observer } from "./observer";
import { ObservingThreads, type SizedFile } from "./observing-threads";
import { takeBatch } from "./take-batch";

export interface ObserveFilesOptions {
  /** Events that are taken down. @default - all */
  readonly limits?: EventLimits;
  /** Ends it early: what was read up to then is observed. */
  readonly signal?: AbortSignal;
  /** Is told how many events were read since the last time, and how many files and bytes of files to their end. */
  readonly progress?: (read: FilesRead) => void;
  /** Threads that read. @default - one for each core; none for so little that to start them takes longer */
  readonly threads?: number;
  /** Megabytes of objects that a thread may hold. @default - Node's own limit */
  readonly megabytes?: number;
}

export interface FilesRead {
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
}

/** So many bytes of files are read before threads would have started. */
const FEW_BYTES = 4 * 1024 ** 2;

/** What a thread takes, and some room. */
const BYTES_OF_A_THREAD = 150 * 1024 ** 2;

/** Takes down what is in files, and in the event files of directories, on all cores. Their order says nothing. */
export async function observeFiles(
  locations: readonly string[],
  detections: readonly Detection[],
  options: ObserveFilesOptions = {},
): Promise<Observer> {
  const observer = new Observer(detections, options.limits);
  const files = filesOf(locations, (place, problem) => {
    observer.refuse(place, problem);
  });
  const first = firstOf(files);
  const { threads = first.isAll ? 0 : threadsHere(), signal } = options;
  const all = chained(first.files, first.isAll ? [] : files);
  if (threads === 0) await observeHere(observer, all, options);
  else await observeInThreads(observer, all, { ...options, detections, threads });
  if (signal?.aborted === true) observer.stop();
  return observer;
}

/** How many files there are to read, without the names of all. */
export function countEventFiles(locations: readonly string[]): number {
  let count = 0;
  for (const location of locations) {
    const files = eachEventFile(location, () => undefined);
    while (files.next().done !== true) count++;
  }
  return count;
}

/** One for each core, but for where there is little memory for each: https://nodejs.org/api/process.html#processconstrainedmemory */
function threadsHere(): number {
  const memory = process.constrainedMemory() || Infinity;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(memory / BYTES_OF_A_THREAD)));
}

async function observeHere(
  observer: Observer,
  files: Iterable<SizedFile>,
  { signal, progress }: ObserveFilesOptions,
): Promise<void> {
  for (const { file, size } of files) {
    for await (const batch of readEventFile(file)) {
      takeBatch(observer, batch);
      progress?.({ files: 0, bytes: 0, events: batch.events.length });
      // Signals are heard of only between two turns of the event loop.
      await nextTurn();
      if (signal?.aborted === true) return;
    }
    progress?.({ files: 1, bytes: size, events: 0 });
  }
}

async function observeInThreads(
  observer: Observer,
  files: Iterable<SizedFile>,
  options: ObserveFilesOptions & { readonly detections: readonly Detection[]; readonly threads: number },
): Promise<void> {
  const { signal, progress } = options;
  const threads = new ObservingThreads({
    ...options,
    files: files[Symbol.iterator](),
    observed: (observed, count, bytes) => {
      observer.merge(observed);
      progress?.({ files: count, bytes, events: observed.seen.events + observed.seen.doubled });
    },
    refused: (file, problem) => {
      observer.refuse(file, problem);
    },
  });
  const stop = () => {
    threads.stop();
  };
  signal?.addEventListener("abort", stop);
  try {
    await threads.run();
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

type Refuse = (place: string, problem: string) => void;

/** Each file, with its size, as it is asked for. */
function* filesOf(locations: readonly string[], refuse: Refuse): Generator<SizedFile> {
  for (const location of locations) {
    let files = 0;
    for (const file of eachEventFile(location, (place, error) => {
      files++;
      refuse(place, problemOf(error));
    })) {
      files++;
      yield { file, size: sizeOf(file) };
    }
    if (files === 0) refuse(location, NO_EVENT_FILES);
  }
}

/** Whoever reads it says what is wrong with it. */
function sizeOf(file: string): number {
  try {
    return sizeOfFile(file, Infinity);
  } catch (error) {
    if (error instanceof UnreadableFile) return 0;
    throw error;
  }
}

/** Of the files as many as have few bytes. */
function firstOf(files: Iterator<SizedFile>): { readonly files: readonly SizedFile[]; readonly isAll: boolean } {
  const first: SizedFile[] = [];
  for (let bytes = 0; bytes < FEW_BYTES;) {
    const next = files.next();
    if (next.done === true) return { files: first, isAll: true };
    first.push(next.value);
    bytes += next.value.size;
  }
  return { files: first, isAll: false };
}

function* chained(first: Iterable<SizedFile>, others: Iterable<SizedFile>): Generator<SizedFile> {
  yield* first;
  yield* others;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
