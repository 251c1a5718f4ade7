/**
 * Longest definition of a state machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAX_DEFINITION_BYTES = 1_048_576;

/** Size of a definition as the quota counts it. */
export function definitionBytes(definition: string): number {
  return new TextEncoder().encode(definition).length;
}
