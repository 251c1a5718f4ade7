/** How a type puts a policy on somebody. */
export interface PolicyAttachment {
  /** Attribute that names the policy, by id or ARN. */
  readonly policy: string;
  /** Attributes that name who gets it, one or a list, with the word before each. */
  readonly targets: Readonly<Record<string, string>>;
  /** Type of the policies, where a stack makes one itself. */
  readonly of: string;
}

const identity = { policy: "policy_arn", of: "aws_iam_policy" };

/** Types that put a policy on an identity, a unit or an account; a policy says nothing as long as it is on nothing. */
export const policyAttachments: Readonly<Record<string, PolicyAttachment>> = {
  aws_organizations_policy_attachment: {
    policy: "policy_id",
    targets: { target_id: "" },
    of: "aws_organizations_policy",
  },
  aws_iam_role_policy_attachment: { ...identity, targets: { role: "role " } },
  aws_iam_user_policy_attachment: { ...identity, targets: { user: "user " } },
  aws_iam_group_policy_attachment: { ...identity, targets: { group: "group " } },
  aws_iam_policy_attachment: { ...identity, targets: { roles: "role ", users: "user ", groups: "group " } },
  aws_ssoadmin_managed_policy_attachment: {
    policy: "managed_policy_arn",
    targets: { permission_set_arn: "permission set " },
    of: "aws_iam_policy",
  },
};

/**
 * Managed policies of AWS with which their holder reads every value or gives itself whatever it wants.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const POWERFUL_POLICY =
  /^arn:[\w-]+:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|SecretsManagerReadWrite|job-function\/SystemAdministrator)$/;
