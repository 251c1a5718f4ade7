import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import Table from "cli-table3";

import { catalogue } from "../detections/catalogue/catalogue";
import type { CloudTrailRecord, Severity } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import { attacks } from "./recorded/attacks";

/**
 * Runs the catalogue over recorded attacks: the folder that RECORDED_EVENTS names, with one file for each technique in
 * stratus-red-team/ (https://github.com/DataDog/stratus-red-team), and labelled events in fivexl/test_events.json
 * (https://github.com/fivexl/terraform-aws-cloudtrail-to-slack). Each technique has to be matched by a detection of
 * severity low or higher, and no critical or high one may fire on an event labelled as harmless.
 *
 * Ordinary are the events labelled as harmless, those of a recording that don't make its attack (recorded/attacks.ts), and all in
 * ordinary/, where whoever has recordings of usual days may put them (`{"Records": […]}`, or a list). Of a hundred at most one may
 * ring at high or critical.
 */
/** What each labelled event is about; on the others no critical or high detection may fire. */
const expectations: Readonly<Record<string, readonly string[]>> = {
  console_login_without_MFA_and_SSO: ["console-login-without-mfa"],
  cloudtrail_stop_logging: ["trail-stopped"],
  cloudtrail_delete_trail: ["trail-stopped"],
  cloudtrail_update_trail: ["trail-changed"],
  non_read_action_by_root: ["root-used"],
};

const folder = process.env.RECORDED_EVENTS;
const matcher = new DetectionMatcher(catalogue);
const counts = { passed: 0, failed: 0 };
const loud: readonly Severity[] = ["critical", "high"];
/** Ordinary events, and what of them rings. */
const ordinary = { events: 0, calls: new Set<string>(), ringing: [] as string[] };
/** Share of the ordinary events. */
const MOST_RINGING = 0.01;

if (folder === undefined || !existsSync(folder)) {
  console.log(
    "Skipped: RECORDED_EVENTS names no folder with recorded events. CONTRIBUTING.md says where they come from.",
  );
} else {
  judgeTechniques(path.join(folder, "stratus-red-team"));
  judgeLabelled(path.join(folder, "fivexl", "test_events.json"));
  readOrdinary(path.join(folder, "ordinary"));
  judgeOrdinary();
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
}

function judgeTechniques(directory: string): void {
  const table = new Table({ head: ["technique", "events", "detections"], style: { head: [], compact: true } });
  const files = readdirSync(directory).filter((file) => file.endsWith(".json"));
  for (const file of files.sort()) {
    const events = JSON.parse(readFileSync(path.join(directory, file), "utf8")) as CloudTrailRecord[];
    const technique = file.replace(/\.json$/, "");
    const acts = Object.hasOwn(attacks, technique) ? attacks[technique] : undefined;
    if (acts === undefined)
      console.log(`${technique} is not in recorded/attacks.ts: none of its events is taken for ordinary.`);
    for (const event of events) {
      if (acts?.includes(String(event.eventName)) === false) addOrdinary(technique, event);
    }
    const fired = count(events.flatMap((event) => matcher.match(event)).filter(({ severity }) => severity !== "info"));
    counts[fired.length > 0 ? "passed" : "failed"]++;
    table.push([technique, String(events.length), fired.length > 0 ? fired.join("\n") : "NONE"]);
  }
  console.log(table.toString());
  console.log(`${counts.passed} of ${files.length} techniques are matched by a detection of severity low or higher.`);
}

interface LabelledEvent {
  readonly test_event_name: string;
  readonly event: CloudTrailRecord;
}

function judgeLabelled(file: string): void {
  const { test_events: events } = JSON.parse(readFileSync(file, "utf8")) as { test_events: LabelledEvent[] };
  const table = new Table({ head: ["labelled event", "detections"], style: { head: [], compact: true } });
  for (const { test_event_name: name, event } of events) {
    const fired = matcher.match(event);
    const expected = expectations[name] ?? [];
    if (expected.length === 0) addOrdinary(name, event);
    const unexpected = fired.filter(({ id, severity }) => loud.includes(severity) && !expected.includes(id));
    const missing = expected.filter((id) => !fired.some((detection) => detection.id === id));
    const wrong = [...unexpected.map(({ id }) => `UNEXPECTED ${id}`), ...missing.map((id) => `MISSING ${id}`)];
    counts[wrong.length === 0 ? "passed" : "failed"]++;
    table.push([name, [...fired.map(({ id, severity }) => `${id} (${severity})`), ...wrong].join("\n")]);
  }
  console.log(table.toString());
}

function readOrdinary(directory: string): void {
  if (!existsSync(directory)) return;
  for (const file of readdirSync(directory).filter((each) => each.endsWith(".json"))) {
    const content = JSON.parse(readFileSync(path.join(directory, file), "utf8")) as
      CloudTrailRecord[] | { readonly Records: CloudTrailRecord[] };
    for (const event of Array.isArray(content) ? content : content.Records) addOrdinary(file, event);
  }
}

function addOrdinary(where: string, event: CloudTrailRecord): void {
  ordinary.events++;
  ordinary.calls.add(`${String(event.eventSource)} ${String(event.eventName)}`);
  const rings = matcher.match(event).filter(({ severity }) => loud.includes(severity));
  if (rings.length === 0) return;
  ordinary.ringing.push(`${where}: ${String(event.eventName)}: ${rings.map(({ id }) => id).join(", ")}`);
}

function judgeOrdinary(): void {
  const { events, calls, ringing } = ordinary;
  for (const each of ringing) console.log(`an ordinary event rings: ${each}`);
  const share = events === 0 ? 1 : ringing.length / events;
  counts[share <= MOST_RINGING ? "passed" : "failed"]++;
  console.log(
    `Of ${events} ordinary events of ${calls.size} different calls ${ringing.length} ring at high or critical, ${(share * 100).toFixed(1)} %; at most ${MOST_RINGING * 100} % may.`,
  );
}

function count(detections: readonly { id: string; severity: Severity }[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const { id, severity } of detections) {
    const key = `${id} (${severity})`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return [...counted].map(([key, number]) => `${number} × ${key}`);
}
