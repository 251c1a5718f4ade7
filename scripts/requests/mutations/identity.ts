import { roleTemplates } from "../configurations";
import { edit, pad, twin, type Arguments, type Mutation } from "./mutation";

const statement = (key: string, change: (statement: Arguments) => void) => (resource: Arguments) => {
  edit(resource, key, ({ Statement }) => {
    change((Statement as Arguments[])[0]!);
  });
};
const ofType =
  (wanted: string) =>
  ({ type }: Arguments) =>
    type === wanted;
const RCP = ofType("RESOURCE_CONTROL_POLICY");
const SCP = ofType("SERVICE_CONTROL_POLICY");

const tooLong: readonly [type: string, key: string, most: number, pick?: (resource: Arguments) => boolean][] = [
  ["aws_iam_role_policy", "policy", 10_240],
  ["aws_iam_role", "assume_role_policy", 2_048],
  ["aws_organizations_policy", "content", 5_120, SCP],
  ["aws_organizations_policy", "content", 5_120, RCP],
  ["aws_kms_key", "policy", 32_768],
  ["aws_secretsmanager_secret_policy", "policy", 20_480],
  ["aws_sns_topic_policy", "policy", 30_720],
  ["aws_sqs_queue_policy", "policy", 8_192],
  ["aws_s3_bucket_policy", "policy", 20_480],
  ["aws_cloudwatch_event_bus_policy", "policy", 10_240],
  ["aws_cloudwatch_log_resource_policy", "policy_document", 5_120],
];

export const identity: readonly Mutation[] = [
  ...tooLong.map(([type, key, most, pick]) => ({
    what: `${pick === RCP ? "an RCP" : pick === SCP ? "an SCP" : `${type}.${key}`} of more than ${most.toLocaleString("en")} characters`,
    type,
    ...(pick === undefined ? {} : { pick }),
    change: (resource: Arguments) => {
      pad(resource, key, most);
    },
    caught: new RegExp(`more than ${most.toLocaleString("en")} characters`),
  })),
  {
    what: "a managed policy of more than 6,144 characters",
    type: "aws_iam_policy",
    of: roleTemplates[0]!,
    change: (policy) => {
      pad(policy, "policy", 6_144);
    },
    caught: /more than 6,144 characters/,
  },
  {
    what: "NotPrincipal in an RCP",
    type: "aws_organizations_policy",
    pick: RCP,
    change: statement("content", (each) => {
      each.NotPrincipal = each.Principal as unknown;
      delete each.Principal;
    }),
    caught: /takes no NotPrincipal/,
  },
  {
    what: "an RCP that allows",
    type: "aws_organizations_policy",
    pick: RCP,
    change: statement("content", (each) => (each.Effect = "Allow")),
    caught: /only denies/,
  },
  {
    what: "every action in an RCP",
    type: "aws_organizations_policy",
    pick: RCP,
    change: statement("content", (each) => (each.Action = "*")),
    caught: /names its actions/,
  },
  {
    what: "a Principal in an SCP",
    type: "aws_organizations_policy",
    pick: SCP,
    change: statement("content", (each) => (each.Principal = "*")),
    caught: /has none of Principal/,
  },
  {
    what: "a policy attached to a misspelt unit",
    type: "aws_organizations_policy_attachment",
    change: (attachment) => (attachment.target_id = "ou-exam-WORKLOADS"),
    caught: /TargetId does not fit/,
  },
  {
    what: "a Principal in a role's policy",
    type: "aws_iam_role_policy",
    change: statement("policy", (each) => (each.Principal = "*")),
    caught: /has none of Principal/,
  },
  {
    what: "a Resource in a trust policy",
    type: "aws_iam_role",
    change: statement("assume_role_policy", (each) => (each.Resource = "*")),
    caught: /has none of Resource/,
  },
  {
    what: "an ARN of another partition",
    type: "aws_iam_role_policy",
    change: statement("policy", (each) => (each.Resource = "arn:aws-cn:events:cn-north-1:222222222222:event-bus/x")),
    caught: /another partition/,
  },
  {
    what: "a condition operator that there is not",
    type: "aws_s3_bucket_policy",
    change: statement(
      "policy",
      (each) => (each.Condition = { StringEqual: { "aws:PrincipalOrgID": "o-exampleorgid" } }),
    ),
    caught: /condition operator/,
  },
  {
    what: "an action that there is not",
    type: "aws_iam_role_policy",
    change: statement("policy", (each) => (each.Action = "events:PutEvent")),
    caught: /parliament: UNKNOWN_ACTION/,
  },
  {
    what: "two statements with one Sid",
    type: "aws_iam_role_policy",
    change: (policy) => {
      edit(
        policy,
        "policy",
        (value) => (value.Statement = [(value.Statement as unknown[])[0], (value.Statement as unknown[])[0]]),
      );
    },
    caught: /two statements with one Sid/,
  },
  {
    what: "a role's name of 65 characters",
    type: "aws_iam_role",
    change: (role) => (role.name = "r".repeat(65)),
    caught: /RoleName has more than 64/,
  },
  {
    what: "a role's description with a dash that IAM does not take",
    type: "aws_iam_role",
    change: (role) => (role.description = "Reads – and nothing else"),
    caught: /CreateRole\.Description does not fit/,
  },
  {
    what: "a role of that name again",
    type: "aws_iam_role",
    change: (role, stack) => void twin("aws_iam_role", role, stack),
    caught: /a name is taken already/,
  },
  {
    what: "an OIDC provider by http",
    type: "aws_iam_openid_connect_provider",
    change: (provider) => (provider.url = "http://token.example.com"),
    caught: /begins with https/,
  },
  {
    what: "alias/aws/…",
    type: "aws_kms_alias",
    change: (alias) => (alias.name = "alias/aws/secrets"),
    caught: /AWS's own keys/,
  },
  {
    what: "a key that waits 6 days",
    type: "aws_kms_key",
    change: (key) => (key.deletion_window_in_days = 6),
    caught: /waits 7 to 30 days/,
  },
  {
    what: "a key whose policy nobody may change",
    type: "aws_kms_key",
    change: statement("policy", (each) => (each.Action = "kms:DescribeKey")),
    caught: /nobody in the account may change/,
  },
  {
    what: "a delegated administrator with 11 digits",
    type: "aws_cloudtrail_organization_delegated_admin_account",
    change: (administrator) => (administrator.account_id = "22222222222"),
    caught: /MemberAccountId/,
  },
];
