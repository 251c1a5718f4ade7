import { actions, type DataSource } from "./resource-type";

/** Data sources of the stacks. */
export const dataSources = {
  aws_cloudwatch_log_groups: { plan: actions("logs", "DescribeLogGroups") },
  aws_iam_roles: { plan: actions("iam", "ListRoles") },
  aws_organizations_organization: {
    plan: actions(
      "organizations",
      "DescribeOrganization ListAWSServiceAccessForOrganization ListAccounts ListDelegatedAdministrators ListRoots",
    ),
  },
} satisfies Readonly<Record<string, DataSource>>;

/** Data sources that read a value, which then is in the state; no stack has one. */
export const valueReadingSources: ReadonlySet<string> = new Set([
  "aws_kms_secrets",
  "aws_secretsmanager_random_password",
  "aws_secretsmanager_secret_version",
  "aws_ssm_parameter",
]);
