import { catalogue } from "../detections/catalogue/catalogue";
import type { Detection } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import type { PassedOver } from "../events/other-shapes";
import type { PlacedEvent } from "../events/found-records";
import { Judge } from "../history/judge";
import { nearMiss } from "../patterns/near-miss";
import { plural } from "../text/plural";
import { joined, json, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { organizationInUse } from "./catalogue-in-use";
import { type JudgedRead, JudgedReads, judgementJson, judgementText } from "./judged-reads";
import { planPlaces, readPlaces } from "./planned-places";
import { asked } from "./asked";
import type { PlaceOptions } from "./place-options";
import { paintSeverity } from "./paint-severity";
import { sayPassedOver } from "./passed-over";
import { complain, print } from "../text/print";

export interface TestOptions extends PlaceOptions {
  /** One JSON object a line for every event. */
  readonly json?: boolean;
  /** Also tell why detections about an event of this name do not fire. */
  readonly why?: boolean;
}

/**
 * Runs the detections over the events of files, directories and buckets, and prints which fire; of reads, where there is a configuration,
 * also what it makes of them.
 *
 * @returns the exit code: 1 if something could not be read
 */
export async function testEvents(
  configuration: string,
  locations: readonly string[],
  options: TestOptions,
): Promise<number> {
  const { json: asJson = false, why = false } = options;
  const organization = organizationInUse(configuration);
  const what = asked(options, organization);
  const detections = organization?.detections ?? catalogue;
  const planned = await planPlaces(locations, what);
  const reads = new JudgedReads(organization && new Judge(organization));
  const matcher = new DetectionMatcher(detections);
  const counts = new Map<string, number>();
  const passed = new Map<PassedOver, number>();
  const seen = { events: 0, firing: 0, problems: 0 };

  for await (const { file, events, noEvents, passedOver } of readPlaces(planned)) {
    for (const placed of events) {
      const fired = matcher.match(placed.event);
      const read = await reads.of(placed.event);
      seen.events++;
      if (fired.length > 0) seen.firing++;
      for (const { id } of fired) counts.set(id, (counts.get(id) ?? 0) + 1);
      if (asJson) print(json({ ...line(file, placed, fired), ...(read && { read: judgementJson(read) }) }));
      else say(file, placed, { fired, read }, why ? detections : []);
    }
    for (const { problem, count } of noEvents) {
      seen.problems += count;
      complain(terminal`${file}: ${problem}`);
    }
    for (const [kind, count] of passedOver) passed.set(kind, (passed.get(kind) ?? 0) + count);
  }

  sayPassedOver(passed);
  if (!asJson) {
    const judged = reads.totals();
    print(terminal`${judged === undefined ? "" : terminal`\n${judged}\n`}${totals(detections, counts, seen)}`);
  }
  return seen.problems > 0 ? 1 : 0;
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
  { fired, read }: { readonly fired: readonly Detection[]; readonly read?: JudgedRead },
  explained: readonly Detection[],
): void {
  const misses = explained.flatMap(({ id, condition }) => {
    const reasons = nearMiss(condition, event);
    return reasons === undefined ? [] : [painted("dim", terminal`  not ${id}: ${joined(reasons, "; ")}`)];
  });
  if (fired.length === 0 && read === undefined && misses.length === 0) return;
  print(
    terminal`${file} ${painted("dim", `[${index}]`)} ${String(event.eventSource)} ${painted("bold", String(event.eventName))}`,
  );
  for (const { id, severity, title, alarm } of fired) {
    const share = alarm !== undefined && alarm.threshold > 1 ? ` (one of ${alarm.threshold} in ${alarm.period} s)` : "";
    print(terminal`  ${paintSeverity(severity)} ${id}: ${title}${share}`);
  }
  if (read !== undefined) print(judgementText(read));
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
