import type { PolicyStatement } from "../modules/access/policy-document";
import { actionsOfPipeline } from "../resources/needed-actions";

/** What the resources of a service are called in an account; in the words of CloudFormation, which fills them in. */
export const resourcesOf: Readonly<Record<string, readonly string[]>> = {
  athena: ["arn:${AWS::Partition}:athena:*:${AWS::AccountId}:workgroup/${NamePrefix}-*"],
  cloudtrail: ["arn:${AWS::Partition}:cloudtrail:*:*:trail/${TrailName}"],
  cloudwatch: [
    "arn:${AWS::Partition}:cloudwatch:*:${AWS::AccountId}:alarm:${NamePrefix}-*",
    "arn:${AWS::Partition}:cloudwatch::${AWS::AccountId}:dashboard/${NamePrefix}",
  ],
  dynamodb: ["arn:${AWS::Partition}:dynamodb:*:${AWS::AccountId}:table/${NamePrefix}-*"],
  events: ["archive", "event-bus", "rule"].map(
    (kind) => `arn:\${AWS::Partition}:events:*:\${AWS::AccountId}:${kind}/\${NamePrefix}-*`,
  ),
  glue: ["catalog", "database/${SqlPrefix}_archive", "table/${SqlPrefix}_archive/*"].map(
    (resource) => `arn:\${AWS::Partition}:glue:*:\${AWS::AccountId}:${resource}`,
  ),
  iam: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${NamePrefix}-*"],
  kms: ["arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*"],
  logs: ["", "aws/events/"].map(
    (folder) =>
      `arn:\${AWS::Partition}:logs:*:\${AWS::AccountId}:log-group:/${folder}\${NamePrefix}${folder === "" ? "/" : "-"}*`,
  ),
  observabilityadmin: [
    "arn:${AWS::Partition}:observabilityadmin:*:${AWS::AccountId}:organization-centralization-rule/${NamePrefix}-*",
  ],
  s3: ["arn:${AWS::Partition}:s3:::${BucketName}", "arn:${AWS::Partition}:s3:::${NamePrefix}-athena-*"],
  secretsmanager: ["arn:${AWS::Partition}:secretsmanager:*:${AWS::AccountId}:secret:*"],
  sns: ["arn:${AWS::Partition}:sns:*:${AWS::AccountId}:${NamePrefix}-*"],
  sqs: ["arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:${NamePrefix}-*"],
  states: ["arn:${AWS::Partition}:states:*:${AWS::AccountId}:stateMachine:${NamePrefix}-*"],
};

/** Actions that AWS grants on everything or not at all, and services whose resources have no name of ours. */
const onEverything = [
  /^chatbot:/,
  /^cloudtrail:DescribeTrails$/,
  /^cloudwatch:DescribeAlarms$/,
  /^iam:ListRoles$/,
  /^kms:ListAliases$/,
  /^logs:Describe/,
  /^organizations:/,
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
  /^sns:GetSubscriptionAttributes$/,
  // It is asked about all state machines: the one that is planned may not be there yet.
  /^states:ValidateStateMachineDefinition$/,
];

/** What can tell what a secret is. */
export const values = [
  "kms:Decrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartQuery",
  "s3:GetObject*",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter*",
];

/** What the plan role of an account may do: read the settings of what there may be, and no value. */
export function planStatements(): readonly PolicyStatement[] {
  const { plan: read } = actionsOfPipeline();
  const everywhere = read.filter((action) => onEverything.some((pattern) => pattern.test(action)));
  const named = read.filter((action) => !everywhere.includes(action));
  const serviceOf = (action: string) => action.split(":")[0]!;
  return [
    { Sid: "NeverReadValues", Effect: "Deny", Action: values, Resource: "*" },
    { Sid: "Everywhere", Effect: "Allow", Action: everywhere, Resource: "*" },
    ...[...new Set(named.map(serviceOf))].map((service): PolicyStatement => ({
      Sid: service.charAt(0).toUpperCase() + service.slice(1),
      Effect: "Allow",
      Action: named.filter((action) => serviceOf(action) === service),
      Resource: resourcesOf[service]!,
    })),
  ];
}
