import { nameDefaults } from "../schema/organization-file";
import type { Problem } from "../files/problem";
import { asEntry, type ConfigView } from "./config-view";

/** The role that makes everything is told from what it makes by its name. */
export function checkDeployRole({ root, settings }: ConfigView): Problem[] {
  const { roleName } = asEntry(settings.deployment);
  const { namePrefix = nameDefaults.namePrefix } = settings;
  if (typeof roleName !== "string" || typeof namePrefix !== "string" || !roleName.startsWith(`${namePrefix}-`)) {
    return [];
  }
  return [
    root.problem(
      ["deployment", "roleName"],
      `${JSON.stringify(roleName)} begins with "${namePrefix}-" like the roles that it makes; it could change itself, and guardrails and detections would take it for one of them.`,
      `Rename the role, for example: ${nameDefaults.deployRoleName}.`,
    ),
  ];
}
