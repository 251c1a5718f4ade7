import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../config/organization";
import { alarmOf, type Detection, type Severity } from "../detections/detection";
import { DECOY_READ_ID } from "../detections/secrets-decoys";
import { changeId, listDifference, pairs, type Change } from "./change";

const severities: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** Detections that are switched on or off, and what changes about the others. */
export function detectionChanges(before: Organization, after: Organization): readonly Change[] {
  // That of decoys is there while there are decoys; those have changes of their own.
  const counted = ({ detections, decoyNames }: Organization, other: Organization) =>
    detections.filter(({ id }) => id !== DECOY_READ_ID || (decoyNames.length > 0 && other.decoyNames.length > 0));
  const [then, now] = [counted(before, after), counted(after, before)];
  const idOf = ({ id }: Detection) => id;
  const { lost, gained } = listDifference(then, now, idOf);
  return [
    ...lost.map(({ id, severity, title }) =>
      change("detection-off", id, "less", `${id} is off: “${title}” (${severity}) is not noticed any more.`, true),
    ),
    ...gained.map(({ id, severity, title }) =>
      change("detection-on", id, "more", `${id} is on: “${title}” (${severity}).`),
    ),
    ...pairs(then, now, idOf).flatMap(([old, young]) => [
      ...severityChanges(old, young),
      ...alarmChanges(old, young),
      ...contentChanges(old, young),
    ]),
    ...exclusionChanges(before, after),
  ];
}

function change(kind: string, id: string, watch: Change["watch"], text: string, guarded = false, ...rest: string[]) {
  return { id: changeId(kind, id, ...rest), area: "detections", watch, guarded, text } satisfies Change;
}

function severityChanges({ severity: old }: Detection, { id, severity }: Detection): readonly Change[] {
  if (old === severity) return [];
  const less = severities.indexOf(severity) > severities.indexOf(old);
  const text =
    severity === "info"
      ? `${id} is only counted: it was ${old} and raised an alarm.`
      : `${id} is ${severity}, not ${old}.`;
  return [change(`severity-${less ? "lowered" : "raised"}`, id, less ? "less" : "more", text, false, severity)];
}

function alarmChanges(before: Detection, after: Detection): readonly Change[] {
  const [old, young] = [alarmOf(before), alarmOf(after)];
  if (after.severity === "info" || (old.threshold === young.threshold && old.period === young.period)) return [];
  // More events for the same alarm, or less time for as many.
  const less = young.threshold > old.threshold || (young.threshold > 1 && young.period < old.period);
  const text = `${after.id} raises its alarm at ${times(young)}, not at ${times(old)}.`;
  return [change(`alarm-${less ? "harder" : "easier"}`, after.id, less ? "less" : "more", text)];
}

function times({ threshold, period }: ReturnType<typeof alarmOf>): string {
  return `${threshold} in ${period} seconds`;
}

/** Of the organization's own: those of the catalogue change with names and decoys only. */
function contentChanges(old: Detection, young: Detection): readonly Change[] {
  if (young.family !== "own") return [];
  if (!isDeepStrictEqual(old.condition, young.condition)) {
    return [change("condition-changed", young.id, "same", `${young.id} looks for something else.`)];
  }
  const texts = ({ title, why, likelyCauses, nextSteps }: Detection) => ({ title, why, likelyCauses, nextSteps });
  if (isDeepStrictEqual(texts(old), texts(young))) return [];
  return [change("detection-reworded", young.id, "same", `${young.id} is worded differently.`)];
}

function exclusionChanges(before: Organization, after: Organization): readonly Change[] {
  const excluded = ({ detectionSettings }: Organization, id: string) => detectionSettings[id]?.excludePrincipals ?? [];
  const on = new Set(after.detections.map(({ id }) => id));
  const ids = new Set([...Object.keys(before.detectionSettings), ...Object.keys(after.detectionSettings)]);
  return [...ids]
    .filter((id) => on.has(id))
    .sort()
    .flatMap((id) => {
      const { lost, gained } = listDifference(excluded(before, id), excluded(after, id));
      return [
        ...gained.map((who) =>
          change("principal-excluded", id, "less", `${id} leaves out what ${who} does.`, false, who),
        ),
        ...lost.map((who) =>
          change("principal-included", id, "more", `${id} counts what ${who} does again.`, false, who),
        ),
      ];
    });
}
