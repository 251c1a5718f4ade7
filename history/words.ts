import type { ReadVerdict } from "./history";

/** What people call what would have become of a read. */
export const verdictWords: Readonly<Record<ReadVerdict, { readonly title: string; readonly meaning: string }>> = {
  decoy: { title: "Decoy", meaning: "of a decoy, which nothing uses" },
  elsewhere: { title: "From elsewhere", meaning: "by an expected reader, from an unexpected place" },
  unexpected: { title: "Unexpected", meaning: "by somebody who is not expected to read it" },
  refused: { title: "Refused", meaning: "refused or failed, by somebody unexpected" },
  unwatched: {
    title: "Not watched",
    meaning: "in an account or region without rules: only detections of the trail see it",
  },
  unlisted: { title: "Not listed", meaning: "of a parameter that is not listed" },
  expected: { title: "Expected", meaning: "by an expected reader" },
};

/** With commas between thousands. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** A number and what there are so many of, with commas. */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : several}`;
}

export function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
}
