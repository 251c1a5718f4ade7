import type { Organization } from "../../organization/organization";
import type { Memory } from "../../messages/states/memory";
import { remembering } from "../../modules/messages/state-machine";

/** The memory table as definitions of state machines ask it. */
export function memoryOf({ names }: Organization): Memory {
  return { tableName: names.messages.memoryTableName, integrationArn: (api) => names.integrationArn(api) };
}

/** Statements that let a state machine do this with the memory table, which the key encrypts. */
export function mayRemember(
  { names, homeRegion }: Organization,
  { keyArn }: { readonly keyArn: string },
  ...actions: readonly `dynamodb:${string}`[]
) {
  return remembering(actions, names.messages.memoryTableArn, keyArn, names.serviceEndpoint("dynamodb", homeRegion));
}
