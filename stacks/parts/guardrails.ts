import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { EnabledPolicyType } from "../../modules/access/enabled-policy-type";
import { OrganizationPolicy, type OrganizationPolicyProps } from "../../modules/access/organization-policy";
import { centralGuardrails } from "./watch-guardrails/central";
import { memberGuardrails } from "./watch-guardrails/members";
import { toStatement } from "./watch-guardrails/watch-guardrail";
import { denyReadsFromOutside } from "./reads-from-outside";

/** The organization's policies that protect what the other stacks make; none without a target. */
export function addGuardrails(scope: Construct, organization: Organization): void {
  const { names, security, logArchive, organizationId, guardrails } = organization;
  const { protectWatch, denyReadsFromOutside: outside } = guardrails;
  const targets = (units: readonly string[]) => units.map((unit) => organization.organizationalUnits[unit]!);
  const central = logArchive === undefined ? [security.id] : [security.id, logArchive.id];

  addPolicies(scope, "ServiceControlPolicies", "SERVICE_CONTROL_POLICY", {
    Members: {
      policyName: names.policyName("members"),
      description: "Only the deploy role changes what watches the secrets of this account",
      statements: memberGuardrails(names).map(toStatement),
      targetIds: targets(protectWatch.organizationalUnits),
    },
    Central: {
      policyName: names.policyName("central"),
      description: "Only the deploy role changes where events arrive and alarms go off",
      statements: centralGuardrails(organization).map(toStatement),
      targetIds: protectWatch.securityAccount ? central : [],
    },
  });
  addPolicies(scope, "ResourceControlPolicies", "RESOURCE_CONTROL_POLICY", {
    ReadsFromOutside: {
      policyName: names.policyName("reads-from-outside"),
      description: "Nobody outside the organization reads a secret",
      statements: [denyReadsFromOutside(organizationId)],
      targetIds: targets(outside.organizationalUnits),
    },
  });
}

type PolicyProps = Omit<OrganizationPolicyProps, "type">;

function addPolicies(
  scope: Construct,
  id: string,
  type: OrganizationPolicyProps["type"],
  policies: Readonly<Record<string, PolicyProps>>,
): void {
  const attached = Object.entries(policies).filter(([, { targetIds }]) => targetIds.length > 0);
  if (attached.length === 0) return;
  const group = new Construct(scope, id);
  new EnabledPolicyType(group, "Enabled", { type });
  for (const [name, props] of attached) new OrganizationPolicy(group, name, { ...props, type });
}
