import { policyDocument, type PolicyStatement } from "./policy-document";

/**
 * Characters of one policy of an organization. AWS has announced more for service control policies; resource control
 * policies stay at this. Whitespace counts, so there is none.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const MAX_POLICY_LENGTH = 5120;

/** Five may be attached to a target, and one is the AWS managed policy that allows everything. */
export const MAX_POLICIES_OF_A_TARGET = 4;

/**
 * The statements in as few documents as hold them, in their order.
 *
 * @throws RangeError if one statement is too long for a document, or they need more documents than fit on a target
 */
export function policyParts(statements: readonly PolicyStatement[]): readonly string[] {
  const parts: PolicyStatement[][] = [];
  for (const statement of statements) {
    const { length } = policyDocument([statement]);
    if (length > MAX_POLICY_LENGTH) {
      throw new RangeError(
        `Statement ${statement.Sid} makes a policy of ${length} characters; one has at most ${MAX_POLICY_LENGTH}.`,
      );
    }
    const last = parts.at(-1);
    if (last !== undefined && policyDocument([...last, statement]).length <= MAX_POLICY_LENGTH) last.push(statement);
    else parts.push([statement]);
  }
  if (parts.length > MAX_POLICIES_OF_A_TARGET) {
    throw new RangeError(
      `The statements need ${parts.length} policies; a target has room for ${MAX_POLICIES_OF_A_TARGET}.`,
    );
  }
  return parts.map(policyDocument);
}
