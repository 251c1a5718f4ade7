import { readFileSync } from "node:fs";

/** What report-usage.mjs wrote of a program. */
export interface Usage {
  /** Most memory that it held. */
  readonly megabytes: number;
  /** Work of all its threads. */
  readonly cpuSeconds: number;
}

export function readUsage(file: string): Usage {
  return JSON.parse(readFileSync(file, "utf8")) as Usage;
}
