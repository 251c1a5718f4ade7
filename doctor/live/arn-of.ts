import { arn } from "../../organization/names/arn";
import type { WantedResource } from "../wanted";
import type { Looking } from "./live-type";

/**
 * ARN of a resource whose name is all that AWS makes it of.
 *
 * @param kind what stands before the name: `stateMachine:`
 */
export function arnOf(
  service: string,
  { attributes }: Pick<WantedResource, "attributes">,
  { place, organization }: Pick<Looking, "place" | "organization">,
  kind = "",
): string {
  return arn({ service, partition: organization.partition, ...place }, `${kind}${String(attributes.name)}`);
}
