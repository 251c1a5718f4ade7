import type * as account from "@aws-sdk/client-account";
import type * as athena from "@aws-sdk/client-athena";
import type * as cloudformation from "@aws-sdk/client-cloudcontrol";
import type * as cloudtrail from "@aws-sdk/client-cloudtrail";
import type * as cloudwatch from "@aws-sdk/client-cloudwatch";
import type * as logs from "@aws-sdk/client-cloudwatch-logs";
import type * as dynamodb from "@aws-sdk/client-dynamodb";
import type * as events from "@aws-sdk/client-eventbridge";
import type * as glue from "@aws-sdk/client-glue";
import type * as iam from "@aws-sdk/client-iam";
import type * as kms from "@aws-sdk/client-kms";
import type * as organizations from "@aws-sdk/client-organizations";
import type * as s3 from "@aws-sdk/client-s3";
import type * as secretsmanager from "@aws-sdk/client-secrets-manager";
import type * as servicequotas from "@aws-sdk/client-service-quotas";
import type * as states from "@aws-sdk/client-sfn";
import type * as sns from "@aws-sdk/client-sns";
import type * as sqs from "@aws-sdk/client-sqs";
import type * as sts from "@aws-sdk/client-sts";

/** What the SDK of each service exports, by the prefix of its actions in IAM. Loaded where it is called. */
export interface Sdk {
  readonly account: typeof account;
  readonly athena: typeof athena;
  readonly cloudformation: typeof cloudformation;
  readonly cloudtrail: typeof cloudtrail;
  readonly cloudwatch: typeof cloudwatch;
  readonly dynamodb: typeof dynamodb;
  readonly events: typeof events;
  readonly glue: typeof glue;
  readonly iam: typeof iam;
  readonly kms: typeof kms;
  readonly logs: typeof logs;
  readonly organizations: typeof organizations;
  readonly s3: typeof s3;
  readonly secretsmanager: typeof secretsmanager;
  readonly servicequotas: typeof servicequotas;
  readonly sns: typeof sns;
  readonly sqs: typeof sqs;
  readonly states: typeof states;
  readonly sts: typeof sts;
}

export type Service = keyof Sdk;

/** A call that commands may make. */
export interface OperationRow {
  /**
   * What has answers of its own: the organization, each account, or each region of an account. A global service is asked where it is,
   * whatever region is named.
   */
  readonly scope: "organization" | "account" | "region";
  /** Actions of IAM that it needs. @default - the one of its name */
  readonly actions?: readonly string[];
  /** Where its answer comes in pages: the token in the input and in the answer, and the list that each page has a part of. */
  readonly pages?: { readonly token: readonly [input: string, answer: string]; readonly list: string };
  /** The one role that may make it, if not the read-only one, which then may not. @default - the read-only one */
  readonly role?: "drill";
  /** Members of the input by which there are several answers for the same place. @default - there is one */
  readonly by?: readonly string[];
}

const next = (list: string) => ({ token: ["NextToken", "NextToken"] as const, list });

/** As IAM calls it. */
const marker = (list: string) => ({ token: ["Marker", "Marker"] as const, list });

/** As CloudWatch Logs writes it. */
const lowerNext = (list: string) => ({ token: ["nextToken", "nextToken"] as const, list });

/**
 * Every call to AWS that discover, doctor and drill make: the one list of them. Policies of those who run them are made of it, and answers
 * that were saved are found by it.
 */
export const operations = {
  "account:ListRegions": {
    scope: "account",
    // Of another account it can be asked in the management account, too, by its id.
    by: ["AccountId"],
    pages: next("Regions"),
  },
  "athena:GetWorkGroup": { scope: "region", by: ["WorkGroup"] },
  // Cloud Control reads as whoever asks: its type of a resource says by which calls.
  // https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations.html#resource-operations-permissions
  "cloudformation:GetResource": {
    scope: "region",
    by: ["TypeName", "Identifier"],
    actions: [
      "cloudformation:GetResource",
      "chatbot:DescribeSlackChannelConfigurations",
      "chatbot:GetMicrosoftTeamsChannelConfiguration",
      "observabilityadmin:GetCentralizationRuleForOrganization",
      "observabilityadmin:ListTagsForResource",
    ],
  },
  "cloudformation:ListResources": {
    scope: "region",
    // Of parameters alone, and what that asks for.
    actions: ["cloudformation:ListResources", "ssm:DescribeParameters"],
    by: ["TypeName"],
    pages: next("ResourceDescriptions"),
  },
  "cloudtrail:DescribeTrails": { scope: "region" },
  "cloudtrail:GetEventSelectors": { scope: "region", by: ["TrailName"] },
  "cloudtrail:GetInsightSelectors": { scope: "region", by: ["TrailName"] },
  "cloudtrail:GetTrail": { scope: "region", by: ["Name"] },
  "cloudtrail:GetTrailStatus": { scope: "region", by: ["Name"] },
  "cloudwatch:DescribeAlarms": { scope: "region", by: ["AlarmNamePrefix"], pages: next("MetricAlarms") },
  "cloudwatch:GetAlarmMuteRule": { scope: "region", by: ["AlarmMuteRuleName"] },
  "cloudwatch:GetDashboard": { scope: "region", by: ["DashboardName"] },
  "cloudwatch:ListAlarmMuteRules": { scope: "region", pages: next("AlarmMuteRuleSummaries") },
  // The table's key is used as whoever asks.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  "dynamodb:BatchGetItem": { scope: "region", actions: ["dynamodb:BatchGetItem", "kms:Decrypt"] },
  "dynamodb:DescribeContinuousBackups": { scope: "region", by: ["TableName"] },
  "dynamodb:DescribeTable": { scope: "region", by: ["TableName"] },
  "dynamodb:DescribeTimeToLive": { scope: "region", by: ["TableName"] },
  "events:DescribeArchive": { scope: "region", by: ["ArchiveName"] },
  "events:DescribeEventBus": { scope: "region", by: ["Name"] },
  "events:DescribeRule": { scope: "region", by: ["EventBusName", "Name"] },
  "events:ListRules": { scope: "region", by: ["EventBusName"], pages: next("Rules") },
  "events:ListTargetsByRule": { scope: "region", by: ["EventBusName", "Rule"], pages: next("Targets") },
  "glue:GetDatabase": { scope: "region", by: ["Name"] },
  "glue:GetTable": { scope: "region", by: ["DatabaseName", "Name"] },
  "iam:GetOpenIDConnectProvider": { scope: "account", by: ["OpenIDConnectProviderArn"] },
  "iam:GetPolicy": { scope: "account", by: ["PolicyArn"] },
  "iam:GetPolicyVersion": { scope: "account", by: ["PolicyArn", "VersionId"] },
  "iam:GetRole": { scope: "account", by: ["RoleName"] },
  "iam:GetRolePolicy": { scope: "account", by: ["RoleName", "PolicyName"] },
  "iam:ListAttachedRolePolicies": {
    scope: "account",
    by: ["RoleName"],
    pages: marker("AttachedPolicies"),
  },
  "iam:ListRolePolicies": {
    scope: "account",
    by: ["RoleName"],
    pages: marker("PolicyNames"),
  },
  "kms:DescribeKey": { scope: "region", by: ["KeyId"] },
  "kms:GetKeyPolicy": { scope: "region", by: ["KeyId"] },
  "kms:GetKeyRotationStatus": { scope: "region", by: ["KeyId"] },
  "logs:DescribeAccountPolicies": {
    scope: "region",
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html
    actions: ["logs:DescribeAccountPolicies", "logs:GetDataProtectionPolicy"],
    by: ["policyType"],
    pages: lowerNext("accountPolicies"),
  },
  "logs:DescribeLogGroups": { scope: "region", by: ["logGroupNamePrefix"], pages: lowerNext("logGroups") },
  "logs:DescribeMetricFilters": { scope: "region", by: ["logGroupName"], pages: lowerNext("metricFilters") },
  "logs:DescribeQueryDefinitions": {
    scope: "region",
    by: ["queryDefinitionNamePrefix"],
    pages: lowerNext("queryDefinitions"),
  },
  "logs:DescribeResourcePolicies": { scope: "region", pages: lowerNext("resourcePolicies") },
  "logs:FilterLogEvents": {
    scope: "region",
    by: ["logGroupName"],
    pages: lowerNext("events"),
  },
  "logs:GetDataProtectionPolicy": { scope: "region", by: ["logGroupIdentifier"] },
  "organizations:DescribeOrganization": { scope: "organization" },
  "organizations:DescribePolicy": { scope: "organization", by: ["PolicyId"] },
  "organizations:ListAWSServiceAccessForOrganization": {
    scope: "organization",
    pages: next("EnabledServicePrincipals"),
  },
  "organizations:ListAccountsForParent": { scope: "organization", by: ["ParentId"], pages: next("Accounts") },
  "organizations:ListDelegatedAdministrators": {
    scope: "organization",
    by: ["ServicePrincipal"],
    pages: next("DelegatedAdministrators"),
  },
  "organizations:ListOrganizationalUnitsForParent": {
    scope: "organization",
    by: ["ParentId"],
    pages: next("OrganizationalUnits"),
  },
  "organizations:ListPolicies": { scope: "organization", by: ["Filter"], pages: next("Policies") },
  "organizations:ListPoliciesForTarget": {
    scope: "organization",
    by: ["TargetId", "Filter"],
    pages: next("Policies"),
  },
  "organizations:ListRoots": { scope: "organization", pages: next("Roots") },
  "organizations:ListTagsForResource": { scope: "organization", by: ["ResourceId"], pages: next("Tags") },
  "organizations:ListTargetsForPolicy": { scope: "organization", by: ["PolicyId"], pages: next("Targets") },
  // Some actions of S3 are called otherwise than the calls that they allow.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  "s3:GetBucketEncryption": { scope: "region", by: ["Bucket"], actions: ["s3:GetEncryptionConfiguration"] },
  "s3:GetBucketLifecycleConfiguration": { scope: "region", by: ["Bucket"], actions: ["s3:GetLifecycleConfiguration"] },
  "s3:GetBucketOwnershipControls": { scope: "region", by: ["Bucket"] },
  "s3:GetBucketPolicy": { scope: "region", by: ["Bucket"] },
  "s3:GetBucketVersioning": { scope: "region", by: ["Bucket"] },
  "s3:GetObjectLockConfiguration": {
    scope: "region",
    by: ["Bucket"],
    actions: ["s3:GetBucketObjectLockConfiguration"],
  },
  "s3:GetPublicAccessBlock": { scope: "region", by: ["Bucket"], actions: ["s3:GetBucketPublicAccessBlock"] },
  "s3:HeadBucket": { scope: "region", by: ["Bucket"], actions: ["s3:ListBucket"] },
  "secretsmanager:DescribeSecret": { scope: "region", by: ["SecretId"] },
  "secretsmanager:GetResourcePolicy": { scope: "region", by: ["SecretId"] },
  // The one call that gets a value, where there is one: of names that nothing has, and of decoys.
  "secretsmanager:GetSecretValue": { scope: "region", by: ["SecretId"], role: "drill" },
  "secretsmanager:ListSecrets": { scope: "region", pages: next("SecretList") },
  "servicequotas:GetServiceQuota": { scope: "region", by: ["ServiceCode", "QuotaCode"] },
  "sns:GetDataProtectionPolicy": { scope: "region", by: ["ResourceArn"] },
  "sns:GetSubscriptionAttributes": { scope: "region", by: ["SubscriptionArn"] },
  "sns:GetTopicAttributes": { scope: "region", by: ["TopicArn"] },
  "sns:ListSubscriptionsByTopic": { scope: "region", by: ["TopicArn"], pages: next("Subscriptions") },
  "sqs:GetQueueAttributes": { scope: "region", by: ["QueueUrl"] },
  "sqs:GetQueueUrl": { scope: "region", by: ["QueueName"] },
  "states:DescribeStateMachine": { scope: "region", by: ["stateMachineArn"] },
  "sts:GetCallerIdentity": { scope: "account" },
} as const satisfies Readonly<Record<`${Service}:${string}`, OperationRow>>;

export type Operation = keyof typeof operations;

type CommandOf<Name extends Operation> = Name extends `${infer Prefix extends Service}:${infer Call}`
  ? Sdk[Prefix][`${Call}Command` & keyof Sdk[Prefix]]
  : never;

/** What a call takes. */
export type InputOf<Name extends Operation> =
  CommandOf<Name> extends new (...given: never[]) => { readonly input: infer Input } ? Input : never;

/** What AWS answers. */
export type AnswerOf<Name extends Operation> =
  CommandOf<Name> extends new (...input: never[]) => {
    resolveMiddleware: (...given: never[]) => (...args: never[]) => Promise<{ output: infer Answer }>;
  }
    ? Omit<Answer, "$metadata">
    : never;
