import type { Severity } from "../detections/detection";
import { storeNames } from "../detections/stores";
import { healthAlarms, type HealthAlarm } from "../health/alarms";
import { toldReads } from "../reads/kinds";

/** What a message can name that is no detection over the trail. */
export interface OtherMessage {
  readonly id: string;
  readonly title: string;
  /** @default - it has none, and goes to all who hear of the watch itself */
  readonly severity?: Severity;
  /** Where it comes from. */
  readonly from: string;
  readonly why: string;
  readonly nextSteps: readonly string[];
}

/** Reads that rules forward, and alarms on the watch itself. */
export function otherMessages(): readonly OtherMessage[] {
  // A name, so that what is told of decoys is among them.
  const reads = toldReads(["decoy"], storeNames).map(({ id, title, severity, why, nextSteps }) => ({
    ...{ id, title, severity, why, nextSteps },
    from: "a read that a rule forwards; docs/messages.md",
  }));
  const alarms = Object.values<HealthAlarm>(healthAlarms).map(({ id, what, blind, nextSteps }) => ({
    ...{ id, title: what, why: blind, nextSteps },
    from: "an alarm on the watch itself; docs/health.md",
  }));
  return [...reads, ...alarms];
}
