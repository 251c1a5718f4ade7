import type { Detection } from "../detections/detection";
import { readEvents } from "../events/read-events";
import { Observer } from "./observer";

/** Takes down what is in files and directories. */
export async function observeFiles(locations: readonly string[], detections: readonly Detection[]): Promise<Observer> {
  const observer = new Observer(detections);
  for (const location of locations) {
    for await (const { file, events, noEvents, passedOver } of readEvents(location)) {
      for (const { event } of events) observer.take(event, file);
      for (const { problem, count } of noEvents) observer.refuse(file, problem, count);
      for (const [kind, count] of passedOver) observer.passOver(kind, count);
    }
  }
  return observer;
}
