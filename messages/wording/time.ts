/** 2026-01-02 03:04:05 UTC, of a time with whatever behind its seconds. CloudTrail and CloudWatch write UTC. */
export const utc = `$utc := function($time) {
  $exists($time) ? $replace($substring($time, 0, 19), "T", " ") & " UTC"
}`;

/** 2026-01-02T03:04:05Z, as CloudTrail writes times, of milliseconds since 1970. */
export const utcSecond = `$utcSecond := function($millis) { $substring($fromMillis($millis), 0, 19) & "Z" }`;
