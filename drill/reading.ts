import { type AwsCalls, type Refusal, RefusedCall } from "../aws/calls";
import type { Target } from "./target";

/** What became of a drill's read. */
export type Reading =
  /** CloudTrail records it. */
  | { readonly outcome: "made" }
  /** There is a secret of the name that nothing should have: it was read, and people are told. */
  | { readonly outcome: "exists" }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** Makes one read. What it gets, if anything, is thrown away. */
export async function read(calls: AwsCalls, { secret, place }: Target, isDecoy: boolean): Promise<Reading> {
  try {
    await calls.call("secretsmanager:GetSecretValue", { SecretId: secret }, place);
    return { outcome: isDecoy ? "made" : "exists" };
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    const { refusal } = error;
    const isMissing = refusal.code === "ResourceNotFoundException";
    return isMissing && !isDecoy ? { outcome: "made" } : { outcome: "refused", refusal };
  }
}
