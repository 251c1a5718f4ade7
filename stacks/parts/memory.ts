import type { Organization } from "../../organization/organization";
import { remembering } from "../../modules/messages/state-machine";

/** Statements that let a state machine do this with the memory table, which the key encrypts. */
export function mayRemember(
  { names, homeRegion }: Organization,
  { keyArn }: { readonly keyArn: string },
  ...actions: readonly `dynamodb:${string}`[]
) {
  return remembering(actions, names.messages.memoryTableArn, keyArn, names.serviceEndpoint("dynamodb", homeRegion));
}
