import { type AwsCalls, type Place, type Refusal, RefusedCall } from "../aws/calls";
import { type Arrival, arrivals, type Marks } from "./journal";
import type { Drilled, Watched } from "./drilled";
import { read, type Reading } from "./reading";
import { Tally } from "./tally";
import type { Target } from "./target";

export interface DrillProps {
  /** What is read, each account and region once. */
  readonly targets: readonly Target[];
  /** Whether the secrets are decoys, which exist. */
  readonly decoys: boolean;
  /** With the drill role in each account, as the session of `marks`. */
  readonly reads: AwsCalls;
  /** Where the journals are asked. */
  readonly journals: {
    readonly calls: AwsCalls;
    readonly place: Place;
    /** Name of the log group in which reads of the target arrive. */
    readonly of: (target: Target) => string;
  };
  readonly marks: Marks;
  /** How long a read is waited for, from when the last one was made; milliseconds. */
  readonly waitMs: number;
  /** Reads that are made at a time. */
  readonly parallel: number;
  readonly clock: Clock;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  readonly watched?: Watched;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early when the signal does; never fails. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The journal is asked as often: of five requests a second that AWS takes, or more, others need some. */
const POLL_MS = 5_000;

/**
 * Makes a read in every target, and waits for each at the journal.
 *
 * @throws RefusedCall if the journal can't be asked: nothing is read then
 */
export async function drill(props: DrillProps): Promise<Drilled> {
  const { clock, signal } = props;
  const began = clock.now();
  const tally = new Tally(props.targets, props.watched);
  try {
    // What can't be seen to come need not be made.
    await askJournals(props, began);
  } catch (error) {
    if (isOver(signal)) return { ...tally.result(), isInterrupted: true };
    throw error;
  }
  let made: number | undefined;
  const failed = new AbortController();
  const making = makeReads(props, tally).then(
    () => {
      made = clock.now();
    },
    (error: unknown) => {
      failed.abort(error);
    },
  );
  let journalRefusal: Refusal | undefined;
  while (!isOver(signal) && (made === undefined || tally.isWaiting)) {
    await clock.sleep(POLL_MS, signal);
    failed.signal.throwIfAborted();
    const isLast = made !== undefined && clock.now() >= made + props.waitMs;
    try {
      for (const arrival of await askJournals(props, began)) tally.take(arrival);
      journalRefusal = undefined;
    } catch (error) {
      if (isOver(signal)) break;
      if (!(error instanceof RefusedCall)) throw error;
      journalRefusal = error.refusal;
    }
    if (isLast) break;
  }
  await making;
  return { ...tally.result(), isInterrupted: isOver(signal), journalRefusal };
}

function isOver(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** All journals that targets have, one after the other. */
async function askJournals({ journals, targets, marks }: DrillProps, since: number): Promise<readonly Arrival[]> {
  const all: Arrival[] = [];
  for (const logGroupName of new Set(targets.map((target) => journals.of(target)))) {
    all.push(...(await arrivals(journals.calls, { logGroupName, place: journals.place }, marks, since)));
  }
  return all;
}

/** So many are denied, and none was not: the role is wrong everywhere, and people are told of each. */
const MOST_DENIED = 3;

/** Some at a time, until none is left or it is interrupted. One after the other until one is not denied: a wrong role is not tried on. */
async function makeReads({ targets, decoys, reads, parallel, signal }: DrillProps, tally: Tally): Promise<void> {
  const left = [...targets];
  const next = async (): Promise<Reading | undefined> => {
    const target = isOver(signal) ? undefined : left.shift();
    if (target === undefined) return undefined;
    try {
      const reading = await read(reads, target, decoys);
      tally.note(target, reading);
      return reading;
    } catch (error) {
      if (isOver(signal)) return undefined;
      throw error;
    }
  };
  for (let denied = 0; isDenial(await next());) {
    denied += 1;
    if (denied >= MOST_DENIED) return;
  }
  const work = async () => {
    while ((await next()) !== undefined);
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

/** Secrets Manager says no, which is told to people. It has its own word for it: a role that can't be assumed is AccessDenied. */
function isDenial(reading: Reading | undefined): boolean {
  return reading?.outcome === "refused" && reading.refusal.code === "AccessDeniedException";
}
