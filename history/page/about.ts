import type { Detection } from "../../detections/detection";

/** What a report says of the configuration that was held against the events. */
export interface ReportAbout {
  /** Its file, as it was named. */
  readonly configuration: string;
  /** Names of its accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The detections that it has. */
  readonly detections: readonly Detection[];
}
