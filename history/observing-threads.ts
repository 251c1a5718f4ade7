import type { Worker } from "node:worker_threads";

import type { Detection } from "../detections/detection";
import type { EventLimits } from "../events/limits";
import type { Observed } from "./observer";
import { startThread } from "./start-thread";
import { type Handed, shared, type ThreadData, type Work } from "./thread-protocol";

/** A file to read. */
export interface SizedFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

export interface ObservingThreadsProps {
  readonly detections: readonly Detection[];
  /** Events that are taken down. @default - all */
  readonly limits?: EventLimits;
  /** How many. */
  readonly threads: number;
  /** Taken one by one as they are read. */
  readonly files: Iterator<SizedFile>;
  /** Takes what a thread observed, with what it read for that. */
  readonly observed: (observed: Observed, files: number, bytes: number) => void;
  /** Takes what could not be read. @param problem in words that follow the name of the file */
  readonly refused: (file: string, problem: string) => void;
  /** Megabytes of objects that a thread may hold. @default - Node's own limit */
  readonly megabytes?: number;
}

/** Files that a thread gets at a time: as many as have so many bytes, so that little is left to one alone at the end. */
const BYTES_AT_A_TIME = 2 * 1024 ** 2;
const FILES_AT_A_TIME = 64;

/** For objects that are soon gone. Half of what Node would take: a thread parses little at a time, and is as fast with it. */
const YOUNG_MEGABYTES = 24;

/** What a thread has before it: it need not wait for the next. */
const AHEAD = 2;

/**
 * Threads that read files and observe what is in them. What one of them observed is taken as soon as it read some files, so that only
 * one side holds everything. A thread that dies takes one file with it: the others that it had are read by the next.
 */
export class ObservingThreads {
  private readonly alive = new Set<ObservingThread>();
  private readonly again: SizedFile[] = [];
  private next = 0;
  private isStopped = false;
  private settle: { done: () => void; failed: (error: unknown) => void } | undefined;

  constructor(readonly props: ObservingThreadsProps) {}

  /** Resolves when all was read, or `stop` was called and each thread has come to rest. */
  run(): Promise<void> {
    return new Promise((done, failed) => {
      this.settle = { done, failed };
      for (let index = 0; index < this.props.threads; index++) this.start();
    });
  }

  /** No further files are read. What was read up to now is still taken. */
  stop(): void {
    this.isStopped = true;
    for (const thread of this.alive) thread.stop();
  }

  /** Some of the files that are left. */
  work(): (Work & { readonly sized: readonly SizedFile[] }) | undefined {
    const sized: SizedFile[] = [];
    let bytes = 0;
    while (!this.isStopped && bytes < BYTES_AT_A_TIME && sized.length < FILES_AT_A_TIME) {
      const next = this.nextFile();
      if (next === undefined) break;
      sized.push(next);
      bytes += next.size;
    }
    if (sized.length === 0) return undefined;
    const first = this.next;
    this.next += sized.length;
    return { first, files: sized.map(({ file }) => file), sized };
  }

  /** @param left of the files that it had, those that another one has to read */
  ended(thread: ObservingThread, left: readonly SizedFile[]): void {
    this.alive.delete(thread);
    this.again.push(...left);
    if (left.length > 0 && !this.isStopped) this.start();
    if (this.alive.size === 0) this.settle?.done();
  }

  failed(error: unknown): void {
    this.stop();
    this.settle?.failed(error);
  }

  private start(): void {
    this.alive.add(new ObservingThread(this));
  }

  private nextFile(): SizedFile | undefined {
    const again = this.again.pop();
    if (again !== undefined) return again;
    const next = this.props.files.next();
    return next.done === true ? undefined : next.value;
  }
}

/** One thread, and the files that it has. */
class ObservingThread {
  private readonly state = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  private readonly worker: Worker;
  private readonly files = new Map<number, SizedFile>();
  private ahead = 0;
  private isOutOfMemory = false;

  constructor(private readonly threads: ObservingThreads) {
    const { detections, limits, megabytes } = threads.props;
    this.state[shared.stop] = 0;
    const data: ThreadData = { detections, limits, shared: this.state.buffer };
    this.worker = startThread({
      workerData: data,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
        ...(megabytes === undefined ? {} : { maxOldGenerationSizeMb: megabytes }),
      },
    });
    this.worker.on("message", (handed: Handed) => {
      this.take(handed);
    });
    this.worker.on("error", (error) => {
      this.isOutOfMemory = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
      if (!this.isOutOfMemory) this.threads.failed(error);
    });
    this.worker.on("exit", () => {
      this.end();
    });
    for (let index = 0; index < AHEAD; index++) this.send();
  }

  stop(): void {
    Atomics.store(this.state, shared.stop, 1);
    if (this.ahead === 0) void this.worker.terminate();
  }

  private send(): void {
    const work = this.threads.work();
    if (work === undefined) {
      if (this.ahead === 0) void this.worker.terminate();
      return;
    }
    const { first, files, sized } = work;
    for (const [index, each] of sized.entries()) this.files.set(first + index, each);
    this.ahead++;
    this.worker.postMessage({ first, files } satisfies Work);
  }

  private take({ observed, from, to, isDone }: Handed): void {
    let [files, bytes] = [0, 0];
    for (let number = from; number < to; number++) {
      bytes += this.files.get(number)?.size ?? 0;
      if (this.files.delete(number)) files++;
    }
    this.threads.props.observed(observed, files, bytes);
    if (!isDone) return;
    this.ahead--;
    this.send();
  }

  private end(): void {
    const number = this.state[shared.file]!;
    const culprit = this.files.get(number);
    if (this.isOutOfMemory && culprit !== undefined) {
      this.files.delete(number);
      this.threads.props.refused(culprit.file, "it takes more memory than there is, and was not read to its end");
    }
    this.threads.ended(this, [...this.files.values()]);
  }
}
