import type { Detection } from "../detections/detection";
import { isS3Place } from "../events/s3/place";
import type { History } from "../history/history";
import type { Observations } from "../history/observation";
import { countEventFiles, observeFiles } from "../history/observe-files";
import { type Observer, UNTIMED } from "../history/observer";
import { takeBatch } from "../history/take-batch";
import { plural } from "../text/plural";
import { complain } from "../text/print";
import { terminal, type TerminalText } from "../text/terminal";
import { eventPlaces } from "./event-places";
import { interruptible } from "./interruptible";
import { sayPassedOver } from "./passed-over";
import type { Asked } from "./asked";
import { type PlannedPlaces, planPlaces, readBuckets } from "./planned-places";
import { readingBar } from "./progress-bar";

/** What to read, and for what. */
export interface Wanted {
  readonly places: readonly string[];
  readonly what: Asked;
  readonly detections: readonly Detection[];
  /** Said when Ctrl-C ends the reading. */
  readonly interrupted: TerminalText;
}

export interface Observed {
  readonly observations: Observations;
  readonly isInterrupted: boolean;
}

/** Reads events, wherever they lie, and shows how far it is. Ctrl-C ends the reading alone. */
export async function observePlaces({ places, what, detections, interrupted }: Wanted): Promise<Observed> {
  const files = eventPlaces(places.filter((place) => !isS3Place(place)));
  const progress = readingBar(() => countEventFiles(files));
  let isInterrupted = false;
  const observer = await interruptible(
    async (signal) => {
      // What buckets have and cost is said before anything is read.
      const planned = await planPlaces(places, what, signal);
      const options = { limits: what.limits, signal, progress: progress.advance };
      const read = await observeFiles(files, detections, options);
      await takeBuckets(read, planned, signal);
      return read;
    },
    () => {
      isInterrupted = true;
      progress.end();
      complain(interrupted);
    },
  );
  progress.end();
  return { observations: observer.observations(), isInterrupted };
}

async function takeBuckets(observer: Observer, planned: PlannedPlaces, signal: AbortSignal): Promise<void> {
  for await (const batch of readBuckets(planned, signal)) takeBatch(observer, batch);
  const isWhole = planned.buckets.every(({ plan: { ended } }) => ended === undefined);
  if (signal.aborted || !isWhole) observer.stop();
}

/** What of the input was no call, and what could not be read. */
export function saySeen({ seen: { problems, passedOver } }: History): void {
  for (const { place, problem, count } of problems) {
    complain(terminal`${place}: ${problem === UNTIMED ? `${plural(count, "event")} ${UNTIMED}` : problem}`);
  }
  sayPassedOver(passedOver);
}
