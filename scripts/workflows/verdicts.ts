import type { Outcome } from "./stage";

export const counts = { passed: 0, failed: 0 };

export function expect(what: string, text: string, patterns: readonly RegExp[]): void {
  const missing = patterns.filter((pattern) => !pattern.test(text));
  step(what, { status: missing.length, output: `${missing.join(" ")} is not in: ${text}` });
}

export function expectNot(what: string, text: string, pattern: RegExp): void {
  step(what, { status: pattern.test(text) ? 1 : 0, output: `${pattern.source} is in: ${text}` });
}

export function refused(what: string, { status, output }: Outcome, message: string): void {
  step(what, { status: status !== 0 && output.includes(message) ? 0 : 1, output: `status ${status}: ${output}` });
}

export function step(what: string, { status, output }: Outcome): void {
  counts[status === 0 ? "passed" : "failed"]++;
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${what}`);
  if (status !== 0) console.log(output.slice(0, 4000));
}
