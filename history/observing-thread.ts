import { parentPort, workerData } from "node:worker_threads";

import { readEventFile } from "../events/read-events";
import { Observer } from "./observer";
import { takeBatch } from "./take-batch";
import { type Handed, shared, type ThreadData, type Work } from "./thread-protocol";

/** Events of one file after which is handed over what is observed: only who puts everything together holds everything. */
const EVENTS_AT_A_TIME = 100_000;
/** The same for what is kept of them. */
const GROUPS_AT_A_TIME = 20_000;

/** Reads the files that it is sent, one after the other, and sends what it observed. */
class ObservingThread {
  private observer: Observer;
  private readonly state: Int32Array;
  private before: Promise<void> = Promise.resolve();
  /** Of the first file that is not handed over yet. */
  private from = 0;

  constructor({ detections, limits, shared: buffer }: ThreadData) {
    this.observer = new Observer(detections, limits);
    this.state = new Int32Array(buffer);
  }

  take(work: Work): void {
    this.before = this.before.then(() => this.read(work));
  }

  private async read({ first, files }: Work): Promise<void> {
    let number = first;
    this.from = first;
    for (const file of files) {
      if (this.isStopped()) break;
      Atomics.store(this.state, shared.file, number);
      await this.readFile(file, number);
      number++;
    }
    this.hand(number, true);
  }

  private async readFile(file: string, number: number): Promise<void> {
    let events = 0;
    for await (const batch of readEventFile(file)) {
      takeBatch(this.observer, batch);
      events += batch.events.length;
      if (events > EVENTS_AT_A_TIME || this.observer.size > GROUPS_AT_A_TIME) {
        this.hand(number, false);
        events = 0;
      }
      if (this.isStopped()) return;
    }
  }

  private isStopped(): boolean {
    return Atomics.load(this.state, shared.stop) !== 0;
  }

  private hand(to: number, isDone: boolean): void {
    const handed: Handed = { observed: this.observer.observed(), from: this.from, to, isDone };
    parentPort!.postMessage(handed);
    this.observer = this.observer.empty();
    this.from = to;
  }
}

const thread = new ObservingThread(workerData as ThreadData);
parentPort!.on("message", (work: Work) => {
  thread.take(work);
});
