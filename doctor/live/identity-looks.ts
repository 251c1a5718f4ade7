import { shellCommand } from "../../text/shell-command";
import { UNKNOWN } from "../unknown";
import type { WantedResource } from "../wanted";
import { type LiveType, type Looking, type LookAt, notThere, type Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { unlike } from "./unlike";

const role: LookAt = async (resource, looking) => {
  const { attributes } = resource;
  const RoleName = String(attributes.name);
  const { Role } = await looking.calls.call("iam:GetRole", { RoleName }, looking.place);
  const trust = policySentence(
    `What says who may assume the role ${RoleName}`,
    attributes.assume_role_policy,
    Role?.AssumeRolePolicyDocument,
  );
  return [
    ...(trust === undefined ? [] : [{ kind: "role-trust-changed" as const, what: trust }]),
    ...unlike("role-changed", `The role ${RoleName}`, [
      ["its boundary", attributes.permissions_boundary, Role?.PermissionsBoundary?.PermissionsBoundaryArn],
      ["for how long it is assumed", attributes.max_session_duration ?? 3600, Role?.MaxSessionDuration ?? 3600],
    ]),
    ...(await addedRights(resource, looking)),
  ];
};

/** Rights that no stack gives. */
async function addedRights(resource: WantedResource, looking: Looking): Promise<readonly Wrong[]> {
  const RoleName = String(resource.attributes.name);
  const { calls, place, stack } = looking;
  const own = stack.resources
    .filter(
      ({ type, attributes, refersTo }) =>
        type === "aws_iam_role_policy" && (refersTo.includes(resource.address) || attributes.role === RoleName),
    )
    .map(({ attributes }) => attributes.name);
  const { PolicyNames = [] } = await calls.call("iam:ListRolePolicies", { RoleName }, place);
  const { AttachedPolicies = [] } = await calls.call("iam:ListAttachedRolePolicies", { RoleName }, place);
  return [
    ...PolicyNames.filter((name) => !own.includes(name)).map((name): Wrong => ({
      kind: "role-rights-added",
      what: `The role ${RoleName} has a policy more, ${name}.`,
      mend: shellCommand`aws iam delete-role-policy --role-name ${RoleName} --policy-name ${name}`,
    })),
    ...AttachedPolicies.map(({ PolicyArn = "" }): Wrong => ({
      kind: "role-rights-added",
      what: `The role ${RoleName} has a policy more, ${PolicyArn}.`,
      mend: shellCommand`aws iam detach-role-policy --role-name ${RoleName} --policy-arn ${PolicyArn}`,
    })),
  ];
}

const rolePolicy: LookAt = async ({ attributes }, { calls, place }) => {
  const [RoleName, PolicyName] = [String(attributes.role), String(attributes.name)];
  const { PolicyDocument } = await calls.call("iam:GetRolePolicy", { RoleName, PolicyName }, place);
  const what = policySentence(`The policy ${PolicyName} of the role ${RoleName}`, attributes.policy, PolicyDocument);
  return what === undefined ? [] : [{ kind: "role-rights-changed", what }];
};

type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

const organizationPolicy: LookAt = async ({ attributes }, { calls, place }) => {
  const Filter = attributes.type as PolicyType;
  const { Policies = [] } = await calls.call("organizations:ListPolicies", { Filter }, place);
  const PolicyId = Policies.find(({ Name }) => Name === attributes.name)?.Id;
  if (PolicyId === undefined) return notThere;
  const { Policy } = await calls.call("organizations:DescribePolicy", { PolicyId }, place);
  const what = policySentence(
    `The policy ${String(attributes.name)} of the organization`,
    attributes.content,
    Policy?.Content,
  );
  return what === undefined ? [] : [{ kind: "guardrail-changed", what }];
};

/** The id of a policy that is not there is not known, and that is said of the policy. */
const attachment: LookAt = async ({ attributes, refersTo }, { calls, place, stack }) => {
  if (attributes.policy_id === UNKNOWN) {
    // The policy was not found by its name: either it is not there, or nobody may ask, which is said then.
    const { attributes: its } = stack.resources.find(({ address }) => refersTo.includes(address))!;
    await calls.call("organizations:ListPolicies", { Filter: its.type as "SERVICE_CONTROL_POLICY" }, place);
    return notThere;
  }
  const PolicyId = String(attributes.policy_id);
  const { Targets = [] } = await calls.call("organizations:ListTargetsForPolicy", { PolicyId }, place);
  if (Targets.some(({ TargetId }) => TargetId === attributes.target_id)) return [];
  const TargetId = String(attributes.target_id);
  return [
    {
      kind: "guardrail-detached",
      what: `The policy ${PolicyId} of the organization is not on ${TargetId}.`,
      mend: shellCommand`aws organizations attach-policy --policy-id ${PolicyId} --target-id ${TargetId}`,
    },
  ];
};

const tokens: LookAt = async ({ attributes }, { calls, place, organization }) => {
  const issuer = String(attributes.url).replace(/^https:\/\//, "");
  const OpenIDConnectProviderArn = organization.names.access.tokenProviderArn(issuer);
  const found = await calls.call("iam:GetOpenIDConnectProvider", { OpenIDConnectProviderArn }, place);
  return unlike("pipeline-tokens-changed", "The provider of the pipeline's tokens", [
    ["for whom they are", attributes.client_id_list, found.ClientIDList],
  ]);
};

/** Who may do what, as it is. */
export const identityLooks: Readonly<Record<string, LiveType>> = {
  aws_iam_openid_connect_provider: tokens,
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_organizations_policy: organizationPolicy,
  aws_organizations_policy_attachment: attachment,
};
