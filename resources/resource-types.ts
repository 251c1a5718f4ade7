import { cloudwatchTypes } from "./cloudwatch-types";
import { eventTypes } from "./event-types";
import { foreignTypes } from "./foreign-types";
import { byHandTypes, identityTypes } from "./identity-types";
import { messageTypes } from "./message-types";
import type { PlannedType, ResourceType, Stateful } from "./resource-type";
import { searchTypes } from "./search-types";
import { secretTypes } from "./secret-types";
import { storageTypes } from "./storage-types";
import { trailTypes } from "./trail-types";

/** Types of the stacks that a CI pipeline applies. What weighs most comes first: so losses come in a comment on plans. */
export const pipelineTypes: Readonly<Record<string, ResourceType>> = {
  ...trailTypes,
  ...storageTypes,
  ...secretTypes,
  ...cloudwatchTypes,
  ...searchTypes,
  ...eventTypes,
  ...messageTypes,
  ...identityTypes,
};

/**
 * What is known of each type of resource that a stack may have, from the provider's source, its documentation
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs) and
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 * The one place to change when a stack gets a resource of a new type: a test tells.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = { ...pipelineTypes, ...byHandTypes };

/** What is known of each type that a plan may have. */
export const plannedTypes: Readonly<Record<string, PlannedType>> = { ...resourceTypes, ...foreignTypes };

/** What is known of a type, whatever a plan calls it; nothing of those that are not in the tables. */
export function plannedType(type: string): PlannedType | undefined {
  return Object.hasOwn(plannedTypes, type) ? plannedTypes[type] : undefined;
}

/** What is lost with a resource of a type. Undefined if nothing is, or if the type is not known. */
export function lossOf(type: string): Stateful | undefined {
  const { stateful = false } = plannedType(type) ?? {};
  return stateful === false ? undefined : stateful;
}
