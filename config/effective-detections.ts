import { catalogue } from "../detections/catalogue/catalogue";
import { customize } from "../detections/customize";
import type { Detection } from "../detections/detection";
import { decoyRead } from "../detections/catalogue/secrets-decoys";
import { SECRET_READ_ID } from "../detections/catalogue/secrets-reads";
import { unwatchedRead, type UnwatchedRegions } from "../detections/catalogue/secrets-unwatched";
import type { WatchNames } from "../detections/catalogue/watch-tampering/kind";
import { watchMuted } from "../detections/catalogue/watch-tampering/muted";
import { watchTampering } from "../detections/catalogue/watch-tampering/watch-tampering";
import type { DetectionSettings, OwnDetection } from "./schema/detection";

/** The catalogue as the organization changes it, and its own detections behind it. */
export function effectiveDetections(
  settings: Readonly<Record<string, DetectionSettings>>,
  own: readonly OwnDetection[],
  decoyNames: readonly string[],
  watch: WatchFacts,
): readonly Detection[] {
  const changed = catalogueOf(decoyNames, watch).flatMap((detection) => customize(detection, settings[detection.id]));
  return [...changed, ...own.map(toDetection)];
}

/** What detections about the watch itself are made from. */
export type WatchFacts = WatchNames &
  UnwatchedRegions & {
    /** Whether there are governed regions whose unexpected reads reach nobody, as no event leaves them. */
    readonly silentRegions: boolean;
  };

/** The catalogue, changes of the watch itself, reads where it does not reach, and the reading of decoys if there are any. */
export function catalogueOf(decoyNames: readonly string[], watch: WatchFacts): readonly Detection[] {
  const names = [...new Set(decoyNames)].sort();
  const unwatched = unwatchedRead(watch);
  return [
    ...catalogue.map((detection) => (watch.silentRegions ? toldByTrail(detection) : detection)),
    ...watchTampering(watch),
    watchMuted(watch),
    ...(unwatched === undefined ? [] : [unwatched]),
    ...(names.length === 0 ? [] : [decoyRead(names)]),
  ];
}

/** Where rules tell of no read, the trail has to. */
function toldByTrail(detection: Detection): Detection {
  return detection.id === SECRET_READ_ID ? { ...detection, severity: "medium" } : detection;
}

export function toDetection({ threshold, period, ...own }: OwnDetection): Detection {
  // The schema asks for at least one example of each kind.
  const [matches, ignores] = [own.matches, own.ignores] as unknown as [Detection["matches"], Detection["ignores"]];
  return { ...own, family: "own", alarm: { threshold, period }, matches, ignores };
}
