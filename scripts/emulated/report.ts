const counts = { passed: 0, failed: 0 };
const SHOWN = 4000;

/** A hop that the emulator does not do and this script does in its place. */
export function byHand(what: string): void {
  console.log(`by hand: ${what}`);
}

/** @param found what to show if it did not hold */
export function check(what: string, held: boolean, found?: unknown): void {
  counts[held ? "passed" : "failed"]++;
  console.log(`${held ? "ok    " : "FAILED"} ${what}`);
  if (!held && found !== undefined) console.log(JSON.stringify(found, undefined, 2).slice(0, SHOWN));
}

/** @returns whether all held */
export function summary(): boolean {
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0;
}
