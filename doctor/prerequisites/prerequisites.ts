import { accounts } from "./account-looks";
import { organizationItself, policyTypes, trailAdministrators, trustedAccess } from "./organization-looks";
import { existingTrail } from "./existing-trail";
import { decoyParameters, regionsOn } from "./place-looks";
import type { Prerequisite, Prerequisites } from "./prerequisite";
import { patternSizes, roomInQuotas } from "./quota-looks";
import { deployRoles, roleBoundaries, serviceLinkedRoles } from "./role-looks";
import type { Finding } from "../finding";

/** What has to be so before the first deployment, and to stay so. */
const prerequisites: readonly Prerequisite[] = [
  organizationItself,
  trustedAccess,
  policyTypes,
  trailAdministrators,
  existingTrail,
  accounts,
  regionsOn,
  deployRoles,
  roleBoundaries,
  serviceLinkedRoles,
  decoyParameters,
  roomInQuotas,
  patternSizes,
];

export async function lookAtPrerequisites(given: Prerequisites): Promise<readonly Finding[]> {
  return (await Promise.all(prerequisites.map((look) => look(given)))).flat();
}
