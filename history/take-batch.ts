import type { EventBatch } from "../events/read-events";
import type { Observer } from "./observer";

/** Has an observer take down what was read. */
export function takeBatch(observer: Observer, { file, events, noEvents, passedOver }: EventBatch): void {
  for (const { event } of events) observer.take(event, file);
  for (const { problem, count } of noEvents) observer.refuse(file, problem, count);
  for (const [kind, count] of passedOver) observer.passOver(kind, count);
}
