import { actions, type ResourceType } from "./resource-type";

/** Who may do what: IAM and Organizations. */
export const identityTypes = {
  aws_iam_role: {
    plan: actions("iam", "GetRole ListAttachedRolePolicies ListRolePolicies"),
    apply: actions(
      "iam",
      "CreateRole DeleteRole ListInstanceProfilesForRole PutRolePermissionsBoundary TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
    ),
    replacedBy: ["name", "name_prefix", "path"],
    stateful: false,
    policies: ["assume_role_policy"],
    scope: "global",
  },
  aws_iam_role_policy: {
    plan: actions("iam", "GetRolePolicy"),
    apply: actions("iam", "DeleteRolePolicy PutRolePolicy"),
    replacedBy: ["name", "name_prefix", "role"],
    stateful: false,
    policies: ["policy"],
    scope: "global",
  },
  aws_organizations_policy: {
    plan: actions("organizations", "DescribePolicy ListTagsForResource"),
    apply: actions("organizations", "CreatePolicy DeletePolicy TagResource UntagResource UpdatePolicy"),
    replacedBy: ["type"],
    stateful: false,
    policies: ["content"],
    scope: "global",
  },
  aws_organizations_policy_attachment: {
    plan: actions("organizations", "ListPoliciesForTarget ListTargetsForPolicy"),
    apply: actions("organizations", "AttachPolicy DetachPolicy"),
    replacedBy: ["policy_id", "target_id"],
    stateful: false,
    policies: [],
    scope: "global",
  },
} satisfies Readonly<Record<string, ResourceType>>;

/** What only the stack of the CI pipeline's own roles has. A person applies it, so that no role needs these actions. */
export const byHandTypes = {
  aws_iam_openid_connect_provider: {
    plan: actions("iam", "GetOpenIDConnectProvider"),
    apply: actions(
      "iam",
      "AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider DeleteOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider " +
        "TagOpenIDConnectProvider UntagOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint",
    ),
    replacedBy: ["url"],
    stateful: false,
    policies: [],
    scope: "global",
  },
} satisfies Readonly<Record<string, ResourceType>>;
