import type { WantedResource } from "../wanted";

/** What a policy's type is when nothing is said: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html */
export function policyType({ attributes: { type } }: WantedResource): string {
  return typeof type === "string" ? type : "SERVICE_CONTROL_POLICY";
}
