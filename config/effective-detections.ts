import { catalogue } from "../detections/catalogue";
import { customize } from "../detections/customize";
import type { Detection } from "../detections/detection";
import { decoyRead } from "../detections/secrets-decoys";
import type { DetectionSettings, OwnDetection } from "./detection-schema";

/** The catalogue as the organization changes it, and its own detections behind it. */
export function effectiveDetections(
  settings: Readonly<Record<string, DetectionSettings>>,
  own: readonly OwnDetection[],
  decoyNames: readonly string[],
): readonly Detection[] {
  const changed = catalogueWithDecoys(decoyNames).flatMap((detection) => customize(detection, settings[detection.id]));
  return [...changed, ...own.map(toDetection)];
}

/** The catalogue, and the reading of decoys if there are any. */
export function catalogueWithDecoys(decoyNames: readonly string[]): readonly Detection[] {
  const names = [...new Set(decoyNames)].sort();
  return names.length === 0 ? catalogue : [...catalogue, decoyRead(names)];
}

export function toDetection({ threshold, period, ...own }: OwnDetection): Detection {
  // The schema asks for at least one example of each kind.
  const [matches, ignores] = [own.matches, own.ignores] as unknown as [Detection["matches"], Detection["ignores"]];
  return { ...own, family: "own", alarm: { threshold, period }, matches, ignores };
}
