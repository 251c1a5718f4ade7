import type { Detection } from "../detections/detection";
import type { EventLimits } from "../events/limits";
import { readEvents, type EventBatch } from "../events/read-events";
import { Observer } from "./observer";

export interface ObserveFilesOptions {
  /** Events that are taken down. @default - all */
  readonly limits?: EventLimits;
}

/** Takes down what is in files and directories. */
export async function observeFiles(
  locations: readonly string[],
  detections: readonly Detection[],
  { limits }: ObserveFilesOptions = {},
): Promise<Observer> {
  const observer = new Observer(detections, limits);
  for (const location of locations) for await (const batch of readEvents(location)) takeBatch(observer, batch);
  return observer;
}

/** Has an observer take down what was read. */
export function takeBatch(observer: Observer, { file, events, noEvents, passedOver }: EventBatch): void {
  for (const { event } of events) observer.take(event, file);
  for (const { problem, count } of noEvents) observer.refuse(file, problem, count);
  for (const [kind, count] of passedOver) observer.passOver(kind, count);
}
