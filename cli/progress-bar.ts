import { SingleBar } from "cli-progress";

/** Fewer steps are over before anybody could read it. */
const WORTH_SHOWING = 50;

/**
 * A progress bar on a terminal's standard error; silent in a pipe and in CI. It changes nothing that would have to be set back: who is
 * killed leaves the terminal as it was, cursor and line breaks, too.
 */
export function progressBar(what: string, total: number, worthShowing = WORTH_SHOWING): ProgressBar {
  const nothing = () => undefined;
  if (total < worthShowing || !isShown()) return { advance: nothing, end: nothing, hide: nothing, show: nothing };
  const bar = barOf(`${what} [{bar}] {value}/{total}`);
  let done = 0;
  bar.start(total, 0);
  return {
    advance: () => {
      done++;
      bar.increment();
    },
    end: () => {
      bar.stop();
    },
    hide: () => {
      bar.stop();
    },
    show: () => {
      bar.start(total, done);
    },
  };
}

interface ProgressBar {
  readonly advance: () => void;
  readonly end: () => void;
  /** Takes it away for lines that are written meanwhile. */
  readonly hide: () => void;
  readonly show: () => void;
}

/** What was read since the last time. */
export interface Read {
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
}

/**
 * The same for reading files, with bytes and events a second.
 *
 * @param total counts the files, if it is shown
 */
export function readingBar(total: () => number): { advance: (read: Read) => void; end: () => void } {
  if (!isShown()) return { advance: () => undefined, end: () => undefined };
  const bar = barOf("Reading [{bar}] {value}/{total} files, {megabytes} MB/s, {events} events/s");
  const sum = { bytes: 0, events: 0 };
  const start = performance.now();
  bar.start(total(), 0, { megabytes: 0, events: 0 });
  return {
    advance: ({ files, bytes, events }) => {
      sum.bytes += bytes;
      sum.events += events;
      const seconds = Math.max(1, performance.now() - start) / 1000;
      bar.increment(files, {
        megabytes: (sum.bytes / 1e6 / seconds).toFixed(1),
        events: Math.round(sum.events / seconds).toLocaleString("en"),
      });
    },
    end: () => {
      bar.stop();
    },
  };
}

/** The same for queries, with what they have read up to now. */
export function queriesBar(total: number): {
  advance: () => void;
  /** @param bytes of the query that is on */
  read: (bytes: number) => void;
  end: () => void;
} {
  if (!isShown()) return { advance: () => undefined, read: () => undefined, end: () => undefined };
  const bar = barOf("Athena [{bar}] {value}/{total} queries, {read} GB read");
  const sum = { before: 0, now: 0 };
  const read = () => ({ read: ((sum.before + sum.now) / 1e9).toFixed(3) });
  bar.start(total, 0, read());
  return {
    advance: () => {
      sum.before += sum.now;
      sum.now = 0;
      bar.increment(1, read());
    },
    read: (bytes) => {
      sum.now = bytes;
      bar.update(read());
    },
    end: () => {
      bar.stop();
    },
  };
}

function isShown(): boolean {
  return process.stderr.isTTY && process.env.CI === undefined;
}

function barOf(format: string): SingleBar {
  return new SingleBar({
    format,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
  });
}
