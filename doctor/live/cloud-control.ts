import { type AwsCalls, type Place, RefusedCall } from "../../aws/calls";
import type { Block } from "./blocks";

/**
 * What Cloud Control says of a resource, which is how it is asked for without a client of its own. A region without the type says so as if
 * something was not there.
 */
export async function propertiesOf(
  asked: { readonly TypeName: string; readonly Identifier: string },
  calls: AwsCalls,
  place: Place,
): Promise<Block> {
  try {
    const { ResourceDescription } = await calls.call("cloudformation:GetResource", asked, place);
    return JSON.parse(ResourceDescription?.Properties ?? "{}") as Block;
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.refusal.code !== "TypeNotFoundException") throw error;
    throw new RefusedCall({ ...error.refusal, kind: "other" });
  }
}
