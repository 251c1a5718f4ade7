import { arn } from "../../organization/names/arn";
import { GAP } from "../../doctor/unknown";
import { type HealthyType, part } from "./healthy-type";

const text = (value: unknown) => value as string;

/** Members as in the API models of IAM and Organizations; IAM encodes its policies. */
export const healthyIdentityTypes: Readonly<Record<string, HealthyType>> = {
  aws_iam_role: ({ attributes }, { organization: { partition }, place }) => {
    const RoleName = text(attributes.name);
    const { permissions_boundary: boundary, max_session_duration: seconds } = attributes;
    const Role = {
      Path: "/",
      RoleName,
      RoleId: "AROAEXAMPLEID12345678",
      Arn: arn({ partition, service: "iam", region: "", account: place.account }, `role/${RoleName}`),
      CreateDate: new Date("2026-06-01T09:00:00Z"),
      AssumeRolePolicyDocument: encoded(attributes.assume_role_policy),
      MaxSessionDuration: (seconds ?? 3600) as number,
      ...(boundary !== undefined && { PermissionsBoundary: { PermissionsBoundaryArn: text(boundary) } }),
    };
    return [
      part("iam:GetRole", { RoleName }, place, { Role }),
      part("iam:ListRolePolicies", { RoleName }, place, { PolicyNames: [] }),
      part("iam:ListAttachedRolePolicies", { RoleName }, place, { AttachedPolicies: [] }),
    ];
  },
  aws_iam_role_policy: ({ attributes }, { place }) => {
    const [RoleName, PolicyName] = [text(attributes.role), text(attributes.name)];
    const answer = { RoleName, PolicyName, PolicyDocument: encoded(attributes.policy) };
    return [
      part("iam:GetRolePolicy", { RoleName, PolicyName }, place, answer),
      part("iam:ListRolePolicies", { RoleName }, place, { PolicyNames: [PolicyName] }),
    ];
  },
  aws_iam_openid_connect_provider: ({ attributes }, { organization, place }) => {
    const Url = text(attributes.url).replace("https://", "");
    const OpenIDConnectProviderArn = organization.names.access.tokenProviderArn(Url);
    const answer = { Url, ClientIDList: attributes.client_id_list as string[] };
    return [part("iam:GetOpenIDConnectProvider", { OpenIDConnectProviderArn }, place, answer)];
  },
  aws_organizations_policy: (policy, { place, stack }) => {
    const Name = text(policy.attributes.name);
    const Type = policy.attributes.type as "SERVICE_CONTROL_POLICY";
    const on = stack.resources.find(({ refersTo }) => refersTo.includes(policy.address));
    const Id = text(on?.attributes.policy_id);
    return [
      part("organizations:ListPolicies", { Filter: Type }, place, { Policies: [{ Id, Name, Type }] }),
      part("organizations:DescribePolicy", { PolicyId: Id }, place, {
        Policy: { PolicySummary: { Id, Name, Type }, Content: text(policy.attributes.content) },
      }),
    ];
  },
  aws_organizations_policy_attachment: ({ attributes }, { place }) => {
    const Targets = [{ TargetId: text(attributes.target_id) }];
    return [part("organizations:ListTargetsForPolicy", { PolicyId: text(attributes.policy_id) }, place, { Targets })];
  },
};

/** As IAM gives it, with something for what nobody knows. */
function encoded(policy: unknown): string {
  return encodeURIComponent(text(policy).replaceAll(GAP, "arn:aws:iam::222222222222:oidc-provider/made-up"));
}
