import { type Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import { shellCommand } from "../../text/shell-command";
import type { Finding } from "../finding";
import type { KindId } from "../kinds";
import { policyType } from "./policy-type";
import type { OrganizationPrerequisite, Prerequisite } from "./prerequisite";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html */
const MOST_ADMINISTRATORS = 3;

/** The organization itself: that it is the file's, and may be watched as one. */
export const organizationItself: OrganizationPrerequisite = async ({ organization, inquiry }) => {
  const { organizationId, management } = organization;
  const found = ofOrganization(organization);
  const described = await inquiry.answerOf("organizations:DescribeOrganization", {}, placeOf(organization));
  if (described?.Organization === undefined) return [];
  const { Id, FeatureSet, MasterAccountId } = described.Organization;
  if (Id !== organizationId) {
    const what = `The organization is ${String(Id)}; organization.yaml says ${organizationId}.`;
    return [found("organization-other", what, "Use credentials of that organization, or mend organizationId.")];
  }
  return [
    ...(MasterAccountId === management.id
      ? []
      : [
          found(
            "management-account-other",
            `The management account is ${String(MasterAccountId)}; organization.yaml says ${management.id}.`,
            "Mend the id of the management account in organization.yaml.",
          ),
        ]),
    ...(FeatureSet === "ALL"
      ? []
      : [
          found(
            "organization-features",
            `The feature set of the organization is ${String(FeatureSet)}; an organization trail needs ALL.`,
            "aws organizations enable-all-features",
          ),
        ]),
  ];
};

/**
 * Services that have to see the organization, by the types of resources that need it. Where a trail is there already, whoever made it
 * needs it for CloudTrail: nothing says so in our stacks.
 */
const trustedServices: Readonly<Record<string, string>> = {
  aws_cloudtrail: CLOUDTRAIL,
  aws_observabilityadmin_centralization_rule_for_organization: "observabilityadmin.amazonaws.com",
};

export const trustedAccess: Prerequisite = async ({ organization, stacks, inquiry }) => {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const needed = Object.entries(trustedServices).flatMap(([type, service]) => (types.has(type) ? [service] : []));
  if (needed.length === 0) return [];
  const place = placeOf(organization);
  const answer = await inquiry.answerOf("organizations:ListAWSServiceAccessForOrganization", {}, place);
  if (answer === undefined) return [];
  const on = new Set((answer.EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal));
  return needed
    .filter((service) => !on.has(service))
    .map((service) =>
      ofOrganization(organization)(
        "trusted-access-missing",
        `${service} has no trusted access to the organization.`,
        `aws organizations enable-aws-service-access --service-principal ${service}`,
      ),
    );
};

/** Guardrails are policies of types that are off in a new organization. */
export const policyTypes: Prerequisite = async ({ organization, stacks, inquiry }) => {
  const policies = stacks.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === "aws_organizations_policy"),
  );
  const needed = [...new Set(policies.map(policyType))];
  if (needed.length === 0) return [];
  const answer = await inquiry.answerOf("organizations:ListRoots", {}, placeOf(organization));
  const [root] = answer?.Roots ?? [];
  if (root === undefined) return [];
  const on = (root.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Status === "ENABLED" ? [String(Type)] : []));
  return needed
    .filter((type) => !on.includes(type))
    .map((type) =>
      ofOrganization(organization)(
        "policy-type-off",
        `Policies of the type ${type} are off in the organization.`,
        shellCommand`aws organizations enable-policy-type --root-id ${String(root.Id)} --policy-type ${type}`,
      ),
    );
};

/**
 * Whoever is a delegated administrator of CloudTrail changes and stops the organization's trails. Where the trail is not ours, neither
 * is who may.
 */
export const trailAdministrators: OrganizationPrerequisite = async ({ organization, inquiry }) => {
  if (organization.trail.existing !== undefined) return [];
  const input = { ServicePrincipal: CLOUDTRAIL };
  const answer = await inquiry.answerOf("organizations:ListDelegatedAdministrators", input, placeOf(organization));
  if (answer === undefined) return [];
  const wanted = partitions[organization.partition].trailAdministrators ? [organization.security.id] : [];
  const ids = (answer.DelegatedAdministrators ?? []).flatMap(({ Id }) => Id ?? []);
  const others = ids.filter((id) => !wanted.includes(id));
  const found = ofOrganization(organization);
  const isFull = ids.length >= MOST_ADMINISTRATORS && !wanted.every((id) => ids.includes(id));
  return others.map((id) => {
    const mend = shellCommand`aws organizations deregister-delegated-administrator --account-id ${id} --service-principal ${CLOUDTRAIL}`;
    return isFull
      ? found("trail-administrators-full", `${id} is one of three delegated administrators of CloudTrail.`, mend)
      : found("trail-administrator-other", `${id} is a delegated administrator of CloudTrail, too.`, mend);
  });
};

function placeOf({ management, homeRegion }: Organization): Finding["place"] {
  return { account: management.id, region: homeRegion };
}

/** Findings of the organization are those of its management account. */
function ofOrganization(organization: Organization): (kind: KindId, what: string, mend: string) => Finding {
  return (kind, what, mend) => ({ kind, what, mend, place: placeOf(organization) });
}
