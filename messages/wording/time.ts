/** 2026-01-02 03:04:05 UTC, of a time with whatever behind its seconds. CloudTrail and CloudWatch write UTC. */
export const utc = `$utc := function($time) {
  $exists($time) ? $replace($substring($time, 0, 19), "T", " ") & " UTC"
}`;
