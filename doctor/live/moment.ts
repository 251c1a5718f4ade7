/** Milliseconds since 1970 of a moment in an answer: a Date of the SDK, or what the aws CLI prints, a text or seconds. */
export function moment(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return value * 1000;
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** As people write it: "2026-09-01 12:00 UTC". */
export function momentInWords(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
