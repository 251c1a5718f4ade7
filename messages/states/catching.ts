/**
 * Goes on whatever fails. States.ALL leaves out what is too large for a state.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 *
 * @param more - members of each catcher
 */
export function catchAll(next: string, more: Readonly<Record<string, unknown>> = {}) {
  return ["States.DataLimitExceeded", "States.ALL"].map((error) => ({ ErrorEquals: [error], ...more, Next: next }));
}
