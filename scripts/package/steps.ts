import type { Outcome } from "./user-directory";

const counts = { passed: 0, failed: 0 };

/**
 * Takes down whether something went as it should.
 *
 * @param outcome of a command, which has to end with exit code 0, or whether something holds
 * @param said what the command has to say
 */
export function step(what: string, outcome: Outcome | boolean, ...said: readonly (string | RegExp)[]): void {
  const { status, output } = typeof outcome === "boolean" ? { status: outcome ? 0 : 1, output: "" } : outcome;
  const missing = said.filter((each) => (typeof each === "string" ? !output.includes(each) : !each.test(output)));
  const passed = status === 0 && missing.length === 0;
  counts[passed ? "passed" : "failed"]++;
  console.log(`${passed ? "ok    " : "FAILED"} ${what}`);
  if (!passed) console.log([`exit code ${status}`, ...missing.map((each) => `not said: ${each}`), output].join("\n"));
}

/** The same of a command that has to refuse, without a stack trace. */
export function refused(what: string, { status, output }: Outcome, ...said: readonly string[]): void {
  step(what, { status: status === 0 || /^ +at /m.test(output) ? 1 : 0, output }, ...said);
}

/** Says how many steps went how; whether all went well. */
export function summary(): boolean {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0;
}
