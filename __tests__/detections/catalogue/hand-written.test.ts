import { catalogue } from "../../../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../../../detections/detection";
import { evaluate } from "../../../patterns/evaluate";

/** Ids of every detection that goes off for the event. */
function goesOff(event: CloudTrailRecord): string[] {
  return catalogue
    .filter(({ condition }) => evaluate(condition, event))
    .map(({ id }) => id)
    .sort();
}

const developer = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLEEXAMPLE:jane",
  arn: "arn:aws:sts::111122223333:assumed-role/developer/jane",
  accountId: "111122223333",
  sessionContext: {
    attributes: { mfaAuthenticated: "true", creationDate: "2026-01-05T08:00:00Z" },
    sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/developer", userName: "developer" },
  },
};

function record(service: string, eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return {
    eventVersion: "1.11",
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventType: "AwsApiCall",
    eventCategory: "Management",
    managementEvent: true,
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.22.0",
    recipientAccountId: "111122223333",
    userIdentity: developer,
    requestParameters: null,
    responseElements: null,
    ...more,
  };
}

function secret(eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return record("secretsmanager", eventName, more);
}

function login(userIdentity: CloudTrailRecord, additionalEventData: CloudTrailRecord): CloudTrailRecord {
  return record("signin", "ConsoleLogin", {
    eventType: "AwsConsoleSignIn",
    userIdentity,
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { LoginTo: "https://console.aws.amazon.com/", MobileVersion: "No", ...additionalEventData },
  });
}

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db";
const reads = ["secret-bulk-read", "secret-read"];
const user = { type: "IAMUser", userName: "jane", arn: "arn:aws:iam::111122223333:user/jane" };
const root = { type: "Root", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" };

const events: readonly (readonly [what: string, event: CloudTrailRecord, ids: readonly string[]])[] = [
  ["a secret read by name", secret("GetSecretValue", { requestParameters: { secretId: "prod/db" } }), reads],
  [
    "a secret read by ARN without the suffix",
    secret("GetSecretValue", { requestParameters: { secretId: arn } }),
    reads,
  ],
  ["a secret read by ARN", secret("GetSecretValue", { requestParameters: { secretId: `${arn}-a1B2c3` } }), reads],
  [
    "an older version of a secret read",
    secret("GetSecretValue", { requestParameters: { secretId: "prod/db", versionStage: "AWSPREVIOUS" } }),
    reads,
  ],
  [
    "a read without the permission",
    secret("GetSecretValue", {
      errorCode: "AccessDenied",
      errorMessage: "User: jane is not authorized to perform: secretsmanager:GetSecretValue",
    }),
    ["cis-unauthorized-call", "secret-read-denied"],
  ],
  [
    "a read of a secret that is not there",
    secret("GetSecretValue", {
      errorCode: "ResourceNotFoundException",
      requestParameters: { secretId: "prod/none" },
    }),
    [],
  ],
  [
    "secrets read in a batch, by name",
    secret("BatchGetSecretValue", { requestParameters: { secretIdList: ["prod/db", `${arn}-a1B2c3`] } }),
    ["secret-batch-read", ...reads],
  ],
  [
    "a read from another account, in the copy that the owner gets",
    secret("GetSecretValue", {
      recipientAccountId: "444455556666",
      sharedEventID: "00000000-0000-4000-8000-000000000001",
      requestParameters: { secretId: `${arn}-a1B2c3` },
    }),
    reads,
  ],
  [
    "a value revealed in the console",
    secret("GetSecretValue", { sessionCredentialFromConsole: "true", requestParameters: { secretId: arn } }),
    reads,
  ],
  [
    "a managed secret read by the service it belongs to",
    secret("GetSecretValue", {
      userIdentity: { ...developer, invokedBy: "rds.amazonaws.com" },
      sourceIPAddress: "rds.amazonaws.com",
      requestParameters: { secretId: "rds!cluster-00000000-0000-4000-8000-000000000002" },
    }),
    reads,
  ],
  ["secrets listed by a person", secret("ListSecrets", { requestParameters: { maxResults: 100 } }), []],
  [
    "secrets listed with the credentials of an instance",
    secret("ListSecrets", { userIdentity: { ...developer, principalId: "AROAEXAMPLEEXAMPLE:i-0123456789abcdef0" } }),
    ["instance-credentials-tried"],
  ],
  [
    "a rotation that failed",
    secret("RotationFailed", {
      eventType: "AwsServiceEvent",
      userIdentity: { accountId: "111122223333", invokedBy: "secretsmanager.amazonaws.com" },
      additionalEventData: { SecretId: `${arn}-a1B2c3` },
    }),
    ["secret-rotation-failed"],
  ],
  [
    "a secret deleted without recovery",
    secret("DeleteSecret", { requestParameters: { secretId: "prod/db", forceDeleteWithoutRecovery: true } }),
    ["secret-deleted-for-good"],
  ],
  [
    "a secret deleted with recovery",
    secret("DeleteSecret", { requestParameters: { secretId: "prod/db" } }),
    ["secret-deleted"],
  ],
  [
    "a secret opened to everybody",
    secret("PutResourcePolicy", {
      requestParameters: {
        secretId: "prod/db",
        resourcePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
        }),
      },
    }),
    ["secret-policy-changed"],
  ],
  [
    "a parameter read without decryption",
    record("ssm", "GetParameter", { requestParameters: { name: "/db/host", withDecryption: false } }),
    [],
  ],
  ["single sign-on, without the MFA flag", login({ ...developer, type: "AssumedRole" }, {}), []],
  ["single sign-on, with the flag set to No", login({ ...developer, type: "AssumedRole" }, { MFAUsed: "No" }), []],
  [
    "an IAM user's login without MFA",
    login(user, { MFAUsed: "No" }),
    ["cis-console-login-without-mfa", "console-login-without-mfa"],
  ],
  ["an IAM user's login with MFA", login(user, { MFAUsed: "Yes" }), []],
  [
    "root's login without MFA",
    login(root, { MFAUsed: "No" }),
    ["cis-root-use", "console-login-without-mfa", "root-used"],
  ],
  [
    "root's login that failed, which anybody can cause",
    record("signin", "ConsoleLogin", {
      eventType: "AwsConsoleSignIn",
      userIdentity: root,
      errorMessage: "Failed authentication",
      responseElements: { ConsoleLogin: "Failure" },
      additionalEventData: { MFAUsed: "No" },
    }),
    ["cis-console-login-failure", "cis-root-use", "console-login-failures", "root-login-failed"],
  ],
  [
    "something a service did on behalf of root",
    record("kms", "Decrypt", { userIdentity: { ...root, invokedBy: "secretsmanager.amazonaws.com" } }),
    [],
  ],
  [
    "a trail stopped by ARN",
    record("cloudtrail", "StopLogging", {
      requestParameters: { name: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization" },
    }),
    ["cis-trail-change", "trail-stopped"],
  ],
  [
    "an alarm deleted by the scaling policy that made it",
    record("monitoring", "DeleteAlarms", { userIdentity: { ...developer, invokedBy: "autoscaling.amazonaws.com" } }),
    [],
  ],
  [
    "a function that a service may call",
    record("lambda", "AddPermission20150331v2", { requestParameters: { principal: "s3.amazonaws.com" } }),
    [],
  ],
  [
    "an account that tried to leave",
    record("organizations", "LeaveOrganization", { errorCode: "AccessDenied" }),
    ["cis-organization-change", "cis-unauthorized-call", "organization-left"],
  ],
];

test.each(events)("%s", (_, event, ids) => {
  expect(goesOff(event)).toEqual([...ids].sort());
});

test("records whose values are all text, as some tools pass them on, raise nothing", () => {
  const event = secret("DescribeSecret", { requestParameters: "null", responseElements: "null", readOnly: "true" });

  expect(goesOff(event)).toEqual([]);
});

const deployments: readonly CloudTrailRecord[] = [
  record("iam", "PutRolePolicy", { requestParameters: { roleName: "orders", policyName: "inline" } }),
  record("iam", "CreatePolicyVersion", { requestParameters: { setAsDefault: true } }),
  record("iam", "AddRoleToInstanceProfile", { requestParameters: { instanceProfileName: "web", roleName: "web" } }),
  record("iam", "AttachRolePolicy", { requestParameters: { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } }),
  record("lambda", "GetFunction20150331v2", { requestParameters: { functionName: "orders" } }),
  record("lambda", "GetFunctionConfiguration20150331v2", { requestParameters: { functionName: "orders" } }),
  record("ecs", "DescribeTaskDefinition", { requestParameters: { taskDefinition: "shop:12" } }),
  record("ec2", "DescribeLaunchTemplateVersions", { requestParameters: { DescribeLaunchTemplateVersionsRequest: {} } }),
  record("ssm", "GetParametersByPath", { requestParameters: { path: "/shop/prod", withDecryption: true } }),
  record("ssm", "GetParameter", { errorCode: "AccessDenied" }),
  record("apigateway", "GetApiKey", { requestParameters: { apiKey: "a1b2c3", includeValue: true } }),
  record("appsync", "ListApiKeys", { requestParameters: { apiId: "a1b2c3" } }),
  record("cognito-idp", "DescribeUserPoolClient", { requestParameters: { userPoolId: "eu-west-1_a1b2c3" } }),
  record("glue", "GetConnection", { requestParameters: { name: "warehouse", hidePassword: false } }),
  record("redshift", "GetClusterCredentials", { requestParameters: { dbUser: "reports", autoCreate: false } }),
  record("secretsmanager", "RotateSecret", {
    requestParameters: { secretId: "prod/db", rotationLambdaARN: "arn:aws:lambda" },
  }),
  record("rds", "ModifyDBInstance", { requestParameters: { masterUserPassword: "****" } }),
  record("sqs", "SetQueueAttributes", { requestParameters: { attributes: { Policy: '{"Principal":"*"}' } } }),
  record("ecr", "SetRepositoryPolicy", { requestParameters: { repositoryName: "shop", policyText: "{}" } }),
  record("es", "UpdateDomainConfig", { requestParameters: { accessPolicies: '{"Principal":"*"}' } }),
  record("ram", "CreateResourceShare", { responseElements: { resourceShare: { allowExternalPrincipals: true } } }),
  record("sso", "CreateAccountAssignment", { requestParameters: { principalType: "GROUP" } }),
  record("sso", "AttachManagedPolicyToPermissionSet", {
    requestParameters: { managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  }),
  record("guardduty", "UpdateDetector", { requestParameters: { features: [{ name: "EKS", status: "DISABLED" }] } }),
  record("securityhub", "UpdateOrganizationConfiguration", { requestParameters: { AutoEnable: false } }),
  record("securityhub", "BatchUpdateFindings", { requestParameters: { Workflow: { Status: "SUPPRESSED" } } }),
  record("config", "DeleteConfigRule", { requestParameters: { configRuleName: "tags" } }),
  record("ses", "CreateEmailIdentity", { requestParameters: { emailIdentity: "example.com" } }),
];

test("what deployments, inventories and applications do all day is urgent for nobody", () => {
  const urgent = catalogue.filter(({ severity }) => severity === "high" || severity === "critical");

  const fired = deployments.map((event) => [event.eventName, goesOff(event).length > 0] as const);

  expect(fired.filter(([name, any]) => !any && name !== "AttachRolePolicy")).toEqual([]);
  expect(
    deployments.flatMap((event) => urgent.filter(({ condition }) => evaluate(condition, event)).map(({ id }) => id)),
  ).toEqual([]);
});

test.each([
  [
    "everything in the parameter store",
    record("ssm", "GetParametersByPath", { requestParameters: { path: "/", withDecryption: true } }),
  ],
  ["the identity provider replaced", record("sso-directory", "EnableExternalIdPConfigurationForDirectory")],
  ["the security account without charge of GuardDuty", record("guardduty", "DisableOrganizationAdminAccount")],
  [
    "single sign-on cut off",
    record("organizations", "DisableAWSServiceAccess", {
      requestParameters: { servicePrincipal: "sso.amazonaws.com" },
    }),
  ],
  [
    "a runbook for everybody",
    record("ssm", "ModifyDocumentPermission", { requestParameters: { accountIdsToAdd: ["all"] } }),
  ],
])("what nearly nobody has to do, and does great harm, is urgent: %s", (_, event) => {
  const severities = catalogue.filter(({ condition }) => evaluate(condition, event)).map(({ severity }) => severity);

  expect(severities).toContain("high");
});

test("an organization changed in the ways that the text of the benchmark leaves out is seen beside it", () => {
  for (const eventName of ["CancelHandshake", "CreateOrganization", "EnableAllFeatures"])
    expect(goesOff(record("organizations", eventName))).toEqual(["organization-remade"]);
});
