import { operationsOf } from "../aws/operation-roles";
import { type OperationRow, operations } from "../aws/operations";
import type { PolicyStatement } from "../modules/access/policy-document";
import { resourcesOf, values } from "./plan-role";

const arn = (resource: string) => `arn:\${AWS::Partition}:${resource}`;

/** What is looked at beside what the plan role reads: what others have made. */
const resources: Readonly<Record<string, readonly string[]>> = {
  ...resourcesOf,
  cloudtrail: [arn("cloudtrail:*:*:trail/*")],
  cloudwatch: [
    "cloudwatch::${AWS::AccountId}:dashboard/${NamePrefix}",
    "cloudwatch:*:${AWS::AccountId}:alarm-mute-rule:*",
  ].map(arn),
  // Roles with which Secretwatch is deployed, and those that AWS makes for its services.
  iam: [
    ...resourcesOf.iam!,
    ...["role/${DeployRoleName}", "role/aws-service-role/*", "oidc-provider/*"].map((name) =>
      arn(`iam::\${AWS::AccountId}:${name}`),
    ),
    // The account's own and those of AWS.
    arn("iam::*:policy/*"),
  ],
  // An organization's trail may write into a log group of any name.
  logs: [arn("logs:*:${AWS::AccountId}:log-group:*")],
};

/**
 * Actions that AWS grants on everything or not at all, and those that look for what there is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const onEverything = [
  /^account:/,
  /^chatbot:/,
  /^cloudformation:/,
  /^cloudtrail:(Describe|List)/,
  /^cloudwatch:(DescribeAlarms|List)/,
  /^events:ListRules$/,
  /^logs:Describe/,
  /^organizations:/,
  /^s3:ListAllMyBuckets$/,
  /^secretsmanager:ListSecrets$/,
  /^servicequotas:/,
  /^sns:GetSubscriptionAttributes$/,
  /^ssm:DescribeParameters$/,
  /^sts:GetCallerIdentity$/,
];

const DECRYPT = "kms:Decrypt";
const READ_EVENTS = "logs:FilterLogEvents";

/** What doctor reads of the journal and of the memory of messages has no value of a secret in it: these have statements of their own. */
const deniedValues = values.filter((action) => action !== DECRYPT && action !== READ_EVENTS);

/** Actions that discover, doctor and drill need to look around. */
export function readActions(): readonly string[] {
  const needed = operationsOf("read-only").flatMap((name) => {
    const { actions = [name] }: OperationRow = operations[name];
    return actions;
  });
  return [...new Set(needed)].sort();
}

/** What the read-only role of an account may do: look at settings, and at no value. @throws RangeError for a service without resources */
export function readStatements(): readonly PolicyStatement[] {
  const read = readActions().filter((action) => action !== DECRYPT && action !== READ_EVENTS);
  const everywhere = read.filter((action) => onEverything.some((pattern) => pattern.test(action)));
  const named = read.filter((action) => !everywhere.includes(action));
  const serviceOf = (action: string) => action.split(":")[0]!;
  return [
    { Sid: "NeverReadValues", Effect: "Deny", Action: deniedValues, Resource: "*" },
    // The table of messages is encrypted, and read as whoever asks.
    {
      Sid: "DecryptForTheTableOnly",
      Effect: "Deny",
      Action: DECRYPT,
      Resource: "*",
      Condition: { StringNotLike: { "kms:ViaService": "dynamodb.*" } },
    },
    { Sid: "DecryptForTheTable", Effect: "Allow", Action: DECRYPT, Resource: resourcesOf.kms! },
    { Sid: "ReadOurEvents", Effect: "Allow", Action: READ_EVENTS, Resource: resourcesOf.logs! },
    { Sid: "Everywhere", Effect: "Allow", Action: everywhere, Resource: "*" },
    ...[...new Set(named.map(serviceOf))].map((service): PolicyStatement => {
      const found = resources[service];
      if (found === undefined)
        throw new RangeError(`What are the resources of ${service} called? See pipeline/read-role.ts.`);
      return {
        Sid: service.charAt(0).toUpperCase() + service.slice(1),
        Effect: "Allow",
        Action: named.filter((action) => serviceOf(action) === service),
        Resource: found,
      };
    }),
  ];
}
