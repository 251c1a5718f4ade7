import { accounts } from "./account-looks";
import { organizationItself, policyTypes, trailAdministrators, trustedAccess } from "./organization-looks";
import { existingTrail } from "./existing-trail";
import { decoyParameters, regionsOn } from "./place-looks";
import type { OrganizationPrerequisite, OrganizationPrerequisites, Prerequisite, Prerequisites } from "./prerequisite";
import { patternSizes, roomInQuotas } from "./quota-looks";
import { deployRoles, roleBoundaries, serviceLinkedRoles } from "./role-looks";
import type { Finding } from "../finding";

const ofOrganization: readonly OrganizationPrerequisite[] = [organizationItself, trailAdministrators, accounts];

const ofStacks: readonly Prerequisite[] = [
  trustedAccess,
  policyTypes,
  existingTrail,
  regionsOn,
  deployRoles,
  roleBoundaries,
  serviceLinkedRoles,
  decoyParameters,
  roomInQuotas,
  patternSizes,
];

/** What has to be so before the first deployment, and to stay so: of the organization. */
export async function lookAtOrganization(given: OrganizationPrerequisites): Promise<readonly Finding[]> {
  return (await Promise.all(ofOrganization.map((look) => look(given)))).flat();
}

/** The same of what some accounts need. What they need of the organization, the stacks of its own accounts say. */
export async function lookAtPrerequisites(given: Prerequisites): Promise<readonly Finding[]> {
  return (await Promise.all(ofStacks.map((look) => look(given)))).flat();
}
