import type { Came } from "./drilled";

/** Seconds from the call, as CloudTrail dates it, to the second, until CloudWatch Logs took it in: two clocks of AWS, and none of this machine. */
export function secondsOf({ calledAt, tookInAt }: Pick<Came, "calledAt" | "tookInAt">): number {
  return Math.max(0, Math.round((tookInAt - calledAt) / 1000));
}

/** The value that so many percent of all are at most, which is one of them. @returns undefined of none */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
