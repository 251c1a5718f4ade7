/** As people write it: "2026-09-01 12:00 UTC". @param moment a date, or milliseconds since 1970 */
export function momentInWords(moment: Date | number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
