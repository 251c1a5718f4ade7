import type { Detection } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import type { PassedOver } from "../events/other-shapes";
import type { PlacedEvent } from "../events/found-records";
import { readEvents, type EventBatch } from "../events/read-events";
import { nearMiss } from "../patterns/near-miss";
import { plural } from "../text/plural";
import { joined, json, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { catalogueInUse } from "./catalogue-in-use";
import { paintSeverity } from "./paint-severity";
import { complain, print } from "../text/print";
import { sayPassedOver } from "./passed-over";

export interface TestOptions {
  /** One JSON object a line for every event. */
  readonly json?: boolean;
  /** Also tell why detections about an event of this name do not fire. */
  readonly why?: boolean;
}

/**
 * Runs the detections over the events of files and directories, and prints which fire.
 *
 * @returns the exit code: 1 if something could not be read
 */
export async function testEvents(
  configuration: string,
  locations: readonly string[],
  options: TestOptions,
): Promise<number> {
  const { json: asJson = false, why = false } = options;
  const detections = catalogueInUse(configuration);
  const matcher = new DetectionMatcher(detections);
  const counts = new Map<string, number>();
  const passed = new Map<PassedOver, number>();
  const seen = { events: 0, firing: 0, problems: 0 };

  for await (const { file, events, noEvents, passedOver } of readAll(locations)) {
    for (const placed of events) {
      const fired = matcher.match(placed.event);
      seen.events++;
      if (fired.length > 0) seen.firing++;
      for (const { id } of fired) counts.set(id, (counts.get(id) ?? 0) + 1);
      if (asJson) print(json(line(file, placed, fired)));
      else say(file, placed, fired, why ? detections : []);
    }
    for (const { problem, count } of noEvents) {
      seen.problems += count;
      complain(terminal`${file}: ${problem}`);
    }
    for (const [kind, count] of passedOver) passed.set(kind, (passed.get(kind) ?? 0) + count);
  }

  sayPassedOver(passed);
  if (!asJson) print(totals(detections, counts, seen));
  return seen.problems > 0 ? 1 : 0;
}

async function* readAll(locations: readonly string[]): AsyncGenerator<EventBatch> {
  for (const location of locations) yield* readEvents(location);
}

function line(file: string, { index, event }: PlacedEvent, fired: readonly Detection[]): object {
  return {
    file,
    index,
    eventID: textOrNull(event.eventID),
    eventSource: textOrNull(event.eventSource),
    eventName: textOrNull(event.eventName),
    detections: fired.map(({ id, severity }) => ({ id, severity })),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function say(
  file: string,
  { index, event }: PlacedEvent,
  fired: readonly Detection[],
  explained: readonly Detection[],
): void {
  const misses = explained.flatMap(({ id, condition }) => {
    const reasons = nearMiss(condition, event);
    return reasons === undefined ? [] : [painted("dim", terminal`  not ${id}: ${joined(reasons, "; ")}`)];
  });
  if (fired.length === 0 && misses.length === 0) return;
  print(
    terminal`${file} ${painted("dim", `[${index}]`)} ${String(event.eventSource)} ${painted("bold", String(event.eventName))}`,
  );
  for (const { id, severity, title, alarm } of fired) {
    const share = alarm !== undefined && alarm.threshold > 1 ? ` (one of ${alarm.threshold} in ${alarm.period} s)` : "";
    print(terminal`  ${paintSeverity(severity)} ${id}: ${title}${share}`);
  }
  for (const miss of misses) print(miss);
}

function totals(
  detections: readonly Detection[],
  counts: ReadonlyMap<string, number>,
  { events, firing, problems }: { events: number; firing: number; problems: number },
): TerminalText {
  const rows = detections.flatMap(({ id, severity }) => {
    const count = counts.get(id);
    return count === undefined ? [] : [[id, paintSeverity(severity), count]];
  });
  const sum = `${plural(events, "event")}, ${firing} with a detection${problems > 0 ? `, ${problems} not read` : ""}`;
  const table = borderlessTable({ detection: "left", severity: "left", events: "right" }, rows);
  return counts.size === 0 ? terminal`${sum}` : terminal`\n${table}\n\n${sum}`;
}
