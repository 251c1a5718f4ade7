import type { OwnDetection } from "../config/schema/detection";
import type { Organization } from "../organization/organization";
import { alarmOf, severities, type Detection } from "../detections/detection";
import { DECOY_READ_ID } from "../detections/catalogue/secrets-decoys";
import { changeId, changesIn, listDifference, pairs, type Change } from "./change";
import { keyChanges, type Between, type KeyWords, type ModelWords } from "./key-words";

const change = changesIn("detections");

interface DetectionContext {
  readonly old: Detection;
  readonly young: Detection;
}

const detectionWords: ModelWords<Detection, OwnDetection, DetectionContext> = {
  id: "Detections are found by it.",
  family: "It follows from where a detection is.",
  severity: severityChanges,
  alarm: alarmChanges,
  threshold: "It is in the alarm.",
  period: "It is in the alarm.",
  // Conditions of the catalogue change with names, decoys and excluded principals only.
  condition: (_, __, { young: { id, family } }) =>
    family === "own" ? [change(changeId("condition-changed", id), "less", `${id} looks for something else.`)] : [],
  filterPattern: "The catalogue has it, not the configuration.",
  sharesFilter: "The catalogue has it, not the configuration.",
  title: reworded,
  why: reworded,
  likelyCauses: reworded,
  nextSteps: reworded,
  references: reworded,
  matches: "Examples are checked when the configuration is read; nothing is made of them.",
  ignores: "Examples are checked when the configuration is read; nothing is made of them.",
};

/** Detections that are switched on or off, and what changes about the others. */
export function detectionChanges(
  before: readonly Detection[],
  after: readonly Detection[],
  organizations: Between,
): readonly Change[] {
  // That of decoys is there while there are decoys; those have changes of their own.
  const decoys = [organizations.before, organizations.after].every(({ decoyNames }) => decoyNames.length > 0);
  const counted = (detections: readonly Detection[]) => detections.filter(({ id }) => id !== DECOY_READ_ID || decoys);
  const [then, now] = [counted(before), counted(after)];
  const idOf = ({ id }: Detection) => id;
  const { lost, gained } = listDifference(then, now, idOf);
  return [
    ...lost.map(({ id, severity, title }) =>
      change(changeId("detection-off", id), "less", `${id} is off: “${title}” (${severity}) is not noticed any more.`),
    ),
    ...gained.map(({ id, severity, title }) =>
      change(changeId("detection-on", id), "more", `${id} is on: “${title}” (${severity}).`),
    ),
    ...pairs(then, now, idOf).flatMap(([old, young]) => once(keyChanges(detectionWords, old, young, { old, young }))),
  ];
}

/** Several keys may mean the same change. */
function once(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((each) => [each.id, each])).values()];
}

function severityChanges(
  old: Detection["severity"],
  severity: Detection["severity"],
  { young: { id } }: DetectionContext,
): readonly Change[] {
  const less = severities.indexOf(severity) > severities.indexOf(old);
  const text =
    severity === "info"
      ? `${id} is only counted: it was ${old} and raised an alarm.`
      : `${id} is ${severity}, not ${old}.`;
  return [change(changeId(`severity-${less ? "lowered" : "raised"}`, id, severity), less ? "less" : "more", text)];
}

function alarmChanges(_: unknown, __: unknown, { old: before, young: after }: DetectionContext): readonly Change[] {
  const [old, young] = [alarmOf(before), alarmOf(after)];
  if (after.severity === "info" || (old.threshold === young.threshold && old.period === young.period)) return [];
  // More events for the same alarm, or less time for as many.
  const less = young.threshold > old.threshold || (young.threshold > 1 && young.period < old.period);
  const text = `${after.id} raises its alarm at ${times(young)}, not at ${times(old)}.`;
  return [change(changeId(`alarm-${less ? "harder" : "easier"}`, after.id), less ? "less" : "more", text)];
}

function times({ threshold, period }: ReturnType<typeof alarmOf>): string {
  return `${threshold} in ${period} seconds`;
}

/** Of the organization's own: those of the catalogue change with names and decoys only. */
function reworded(_: unknown, __: unknown, { young: { id, family } }: DetectionContext): readonly Change[] {
  return family === "own" ? [change(changeId("detection-reworded", id), "same", `${id} is worded differently.`)] : [];
}

type Settings = Organization["detectionSettings"];

const settingWords: KeyWords<Settings[string], { readonly id: string }> = {
  enabled: "The detection is there or not.",
  severity: "The detection has it.",
  threshold: "The alarm of the detection has it.",
  period: "The alarm of the detection has it.",
  excludePrincipals: (old, young, { id }) => {
    const { lost, gained } = listDifference(old ?? [], young ?? []);
    return [
      ...gained.map((who) =>
        change(changeId("principal-excluded", id, who), "less", `${id} leaves out what ${who} does.`),
      ),
      ...lost.map((who) =>
        change(changeId("principal-included", id, who), "more", `${id} counts what ${who} does again.`),
      ),
    ];
  },
};

/** What is set for detections that are on and isn't seen in them. */
export function detectionSettingChanges(before: Settings, after: Settings, organizations: Between): readonly Change[] {
  const on = new Set(organizations.after.detections.map(({ id }) => id));
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids]
    .filter((id) => on.has(id))
    .sort()
    .flatMap((id) => keyChanges(settingWords, before[id] ?? {}, after[id] ?? {}, { id }));
}
