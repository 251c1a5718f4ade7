import type { Detection } from "../detections/detection";
import type { EventLimits } from "../events/limits";
import type { Observed } from "./observer";

/** What a thread is started with. */
export interface ThreadData {
  readonly detections: readonly Detection[];
  /** Events that are taken down. @default - all */
  readonly limits?: EventLimits;
  /** Integers that both sides see, by `shared`. */
  readonly shared: SharedArrayBuffer;
}

/** Which integer is what. */
export const shared = {
  /** 1 when no more is to be read. */
  stop: 0,
  /** Number of the file that is being read. */
  file: 1,
} as const;

/** Files to read. */
export interface Work {
  /** Number of the first; the others follow. */
  readonly first: number;
  readonly files: readonly string[];
}

/** What was read since the last time. */
export interface Handed {
  readonly observed: Observed;
  /** Numbers of the first file that was read to its end, and of the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** Whether these were all that it was sent together. */
  readonly isDone: boolean;
}
