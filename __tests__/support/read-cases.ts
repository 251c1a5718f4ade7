import type { CloudTrailRecord } from "../../detections/detection";

/**
 * Reads of secrets in the account payments-prod of the example: who, which secret, what came of it, and whether the
 * account's rules are to forward it. In the account, role/secret-rotation may read everything but the decoy, and
 * role/service/payments-api two secrets, of which one has a copy in eu-central-1.
 */
export interface ReadCase {
  readonly what: string;
  readonly region: Region;
  readonly record: CloudTrailRecord;
  readonly forwarded: boolean;
}

export const readAccount = "333333333333";
/** What the ARNs of secrets end in, of copies too. */
export const readSuffix = "-a1B2c3";

type Region = "eu-west-1" | "eu-central-1";
type Part = Readonly<Record<string, unknown>>;
/** What it is called in a sentence, and how it stands in a record. */
type Named = readonly [what: string, part: Part];

const otherAccount = "444444444444";

const roleArn = (role: string, account = readAccount) => `arn:aws:iam::${account}:role/${role}`;
const userArn = (user: string) => `arn:aws:iam::${readAccount}:user/${user}`;

/** A session of a role, which CloudTrail names by the role's name without its path. */
function session(role: string, sessionName = "i-0a1b2c3d4e5f67890", account = readAccount): Part {
  const userName = role.split("/").at(-1)!;
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${userName}/${sessionName}`,
    accountId: account,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLE",
        arn: roleArn(role, account),
        accountId: account,
        userName,
      },
      attributes: { creationDate: "2026-11-20T08:00:00Z", mfaAuthenticated: "false" },
    },
  };
}

function user(name: string): Part {
  return { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: userArn(name), accountId: readAccount, userName: name };
}

const rotation: Named = ["the role that may read everything", session("secret-rotation")];
const api: Named = ["the role of the service", session("service/payments-api")];

const expectedPrincipals = {
  everything: [
    rotation,
    ["a session of it with a name like a stranger's", session("secret-rotation", "mallory")],
    [
      "CloudFormation for the role that may read everything",
      { ...session("secret-rotation", "AWSCloudFormation"), invokedBy: "cloudformation.amazonaws.com" },
    ],
  ],
  own: [
    api,
    ["another session of the role of the service", session("service/payments-api", "secret-rotation")],
    ["ECS for the role of the service", { ...session("service/payments-api"), invokedBy: "ecs.amazonaws.com" }],
    [
      "Parameter Store for the role of the service, which asked for /aws/reference/secretsmanager/…",
      { ...session("service/payments-api"), invokedBy: "ssm.amazonaws.com" },
    ],
  ],
} satisfies Record<string, readonly Named[]>;

const strangers: readonly Named[] = [
  ["a role that nobody knows", session("stranger")],
  ["the role that deploys", session("SecretwatchDeploy", "terraform")],
  ["a role of the service's name without its path", session("payments-api")],
  ["a role of the service's name with a longer path", session("service/other/payments-api")],
  ["a role of the service's name with a path before its own", session("evil/service/payments-api")],
  ["a role whose name begins like the service's", session("service/payments-api-2")],
  ["a role whose name the service's begins with", session("service/payments")],
  ["a role whose name ends like the one that may read everything", session("evil-secret-rotation")],
  ["a role of that name with a path", session("evil/secret-rotation")],
  ["a role of the service's name in capitals", session("service/Payments-API")],
  ["a role with the service's path in capitals", session("Service/payments-api")],
  ["a session named like an expected role", session("stranger", "secret-rotation")],
  ["a session named like the ARN of an expected role", session("stranger", roleArn("secret-rotation"))],
  ["a session named like the service's role with its path", session("stranger", "service/payments-api")],
  ["the same role of another account", session("secret-rotation", "i-0a1b2c3d", otherAccount)],
  ["the service's role of another account", session("service/payments-api", "i-0a1b2c3d", otherAccount)],
  [
    "a session whose issuer's name alone is an expected role's",
    {
      ...session("stranger"),
      sessionContext: { sessionIssuer: { type: "Role", arn: roleArn("stranger"), userName: "secret-rotation" } },
    },
  ],
  [
    "an issuer given by the ARN of its session",
    {
      ...session("secret-rotation"),
      sessionContext: { sessionIssuer: { arn: `arn:aws:sts::${readAccount}:assumed-role/secret-rotation/i-0` } },
    },
  ],
  [
    "a role's ARN where the session's ARN belongs",
    { type: "AssumedRole", arn: roleArn("secret-rotation"), accountId: readAccount },
  ],
  ["a session without its issuer", { ...session("secret-rotation"), sessionContext: { attributes: {} } }],
  ["a session whose issuer is null", { ...session("secret-rotation"), sessionContext: { sessionIssuer: null } }],
  ["a user without sessionContext", user("alice")],
  ["a user named like the role that may read everything", user("secret-rotation")],
  ["a user named like the service's role", user("service/payments-api")],
  [
    "a federated user of a user named like an expected role",
    {
      type: "FederatedUser",
      principalId: `${readAccount}:secret-rotation`,
      arn: `arn:aws:sts::${readAccount}:federated-user/secret-rotation`,
      accountId: readAccount,
      sessionContext: { sessionIssuer: { ...user("secret-rotation") } },
    },
  ],
  [
    "somebody from a web identity",
    { type: "WebIdentityUser", principalId: "accounts.google.com:app:secret-rotation", userName: "secret-rotation" },
  ],
  ["root", { type: "Root", principalId: readAccount, arn: `arn:aws:iam::${readAccount}:root`, accountId: readAccount }],
  ["a service for itself", { type: "AWSService", invokedBy: "rds.amazonaws.com" }],
  ["a service named like an expected role", { type: "AWSService", invokedBy: roleArn("secret-rotation") }],
  ["somebody of another account, as its owner's record names them", { type: "AWSAccount", accountId: otherAccount }],
  ["a stranger through a service", { ...session("stranger"), invokedBy: "secretsmanager.amazonaws.com" }],
  ["a stranger through Parameter Store", { ...session("stranger"), invokedBy: "ssm.amazonaws.com" }],
  ["somebody of whom nothing is recorded", {}],
];

const arnOf = (name: string, region: Region = "eu-west-1", account = readAccount) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;

const one = (secretId: unknown): Part => ({ eventName: "GetSecretValue", requestParameters: { secretId } });
const several = (...secretIdList: readonly string[]): Part => ({
  eventName: "BatchGetSecretValue",
  requestParameters: { secretIdList },
});
const byFilter = (more: Part = {}): Part => ({
  eventName: "BatchGetSecretValue",
  requestParameters: { filters: [{ key: "name", values: ["prod/payments/"] }], ...more },
});

const database = "prod/payments/database";
const processorKey = "prod/payments/card-processor-api-key";
const decoy = "prod/backup/root-database";

/** Reads of what the service may read. */
const own: Readonly<Record<Region, readonly Named[]>> = {
  "eu-west-1": [
    ["its secret by name", one(database)],
    ["its secret by ARN", one(arnOf(database) + readSuffix)],
    ["its secret by ARN without the suffix", one(arnOf(database))],
    ["its other secret by name", one(processorKey)],
    ["its other secret by ARN", one(arnOf(processorKey) + readSuffix)],
    [
      "an older version of its secret",
      {
        eventName: "GetSecretValue",
        requestParameters: { secretId: database, versionStage: "AWSPREVIOUS", versionId: "f6c1" },
      },
    ],
    ["a batch of one of its secrets", several(database)],
    ["a batch of its secrets, by name and ARN", several(database, arnOf(processorKey) + readSuffix)],
    ["a batch of the same secret in each form", several(database, arnOf(database), arnOf(database) + readSuffix)],
  ],
  "eu-central-1": [
    ["the copy of its secret by name", one(database)],
    ["the copy of its secret by its own ARN", one(arnOf(database, "eu-central-1") + readSuffix)],
    ["the copy of its secret by its ARN without the suffix", one(arnOf(database, "eu-central-1"))],
    ["a batch of the copy", several(arnOf(database, "eu-central-1") + readSuffix)],
  ],
};

/** Reads of what only the role that may read everything may read. */
const foreign: Readonly<Record<Region, readonly Named[]>> = {
  "eu-west-1": [
    ["a secret that the configuration does not have", one("prod/payroll")],
    ["the same by ARN", one(`${arnOf("prod/payroll")}-x1Y2z3`)],
    ["a name that the secret's is the beginning of", one(`${database}-copy`)],
    ["its ARN", one(`${arnOf(`${database}-copy`)}-x1Y2z3`)],
    ["a name that is the beginning of the secret's", one("prod/payments/data")],
    ["its ARN without the suffix", one(arnOf("prod/payments/data"))],
    ["a name that ends like the secret's", one(`test/${database}`)],
    ["the secret's name in capitals", one(database.toUpperCase())],
    ["the secret's name with a space behind it", one(`${database} `)],
    ["the secret's name after a slash", one(`/${database}`)],
    ["the secret's ARN with a suffix that is not its own", one(`${arnOf(database)}-zzzzzz`)],
    ["the secret's ARN with a part of its suffix", one(`${arnOf(database)}-a1B`)],
    ["the secret's ARN with more behind it", one(`${arnOf(database)}${readSuffix}-x1Y2z3`)],
    ["the ARN of the copy in the other region", one(arnOf(database, "eu-central-1") + readSuffix)],
    ["a secret of the same name in another account", one(arnOf(database, "eu-west-1", otherAccount) + readSuffix)],
    ["the same without the suffix", one(arnOf(database, "eu-west-1", otherAccount))],
    ["the secret's ARN in another partition", one(arnOf(database).replace("arn:aws:", "arn:aws-cn:"))],
    ["a name of one asterisk", one("*")],
    ["no name", one("")],
    ["null for a name", one(null)],
    ["a number for a name", one(7)],
    ["a read whose request was not recorded", { eventName: "GetSecretValue", requestParameters: null }],
    ["a read without a request", { eventName: "GetSecretValue" }],
    ["a batch with one secret that is not its own", several(database, "prod/payroll")],
    ["a batch with one such ARN before its own", several(`${arnOf("prod/payroll")}-x1Y2z3`, database, processorKey)],
    ["a batch with the ARN of another account", several(arnOf(database, "eu-west-1", otherAccount), database)],
    ["a batch of 20, of which one is not its own", several(...Array<string>(19).fill(database), "prod/payroll")],
    ["a batch of none of its own", several("prod/payroll", "prod/hr")],
    ["a batch by filter", byFilter()],
    ["a batch by filter with a list of none", byFilter({ secretIdList: [] })],
    ["a batch by filter with null for a list", byFilter({ secretIdList: null })],
    ["a batch of whatever there is", { eventName: "BatchGetSecretValue", requestParameters: { maxResults: 20 } }],
    ["a batch whose request was not recorded", { eventName: "BatchGetSecretValue", requestParameters: null }],
    [
      "a batch that also has a field named like a single secret's",
      { eventName: "BatchGetSecretValue", requestParameters: { secretId: database } },
    ],
    [
      "a single read that also has a list of its secrets",
      { eventName: "GetSecretValue", requestParameters: { secretId: "prod/payroll", secretIdList: [database] } },
    ],
  ],
  "eu-central-1": [
    ["its other secret, which has no copy here", one(processorKey)],
    ["the ARN of the secret that this is a copy of", one(arnOf(database) + readSuffix)],
    ["a batch with the ARN of the secret that this is a copy of", several(database, arnOf(database) + readSuffix)],
    ["a batch by filter", byFilter()],
    ["the name of the decoy, which is not here", one(decoy)],
  ],
};

/** Reads of what nobody may read; it is in one region. */
const decoys: readonly Named[] = [
  ["the decoy by name", one(decoy)],
  ["the decoy by ARN", one(arnOf(decoy) + readSuffix)],
  ["the decoy by ARN without the suffix", one(arnOf(decoy))],
  ["a batch of the decoy alone", several(decoy)],
  ["a batch with the decoy behind its own secrets", several(database, processorKey, decoy)],
  ["a batch with the decoy's ARN first", several(arnOf(decoy) + readSuffix, database)],
];

const done: Named = ["", {}];
const notFound: Named = [", which is not there", { errorCode: "ResourceNotFoundException" }];
const denied: readonly Named[] = [
  [", denied", { errorCode: "AccessDenied" }],
  [", denied with the long form of the code", { errorCode: "AccessDeniedException" }],
  [", denied without its request in the record", { errorCode: "AccessDenied", requestParameters: null }],
];
const otherFailures: readonly Named[] = [
  notFound,
  [", which has no value", { errorCode: "InvalidRequestException" }],
  [", whose key does not work", { errorCode: "DecryptionFailure" }],
];

/** Calls that return no secret, whoever makes them. */
const noReads: readonly Named[] = [
  ["the description of a secret", { ...one(database), eventName: "DescribeSecret" }],
  ["the description of the decoy", { ...one(decoy), eventName: "DescribeSecret" }],
  ["a list of secrets", { eventName: "ListSecrets" }],
  ["a new value of a secret", { ...one(database), eventName: "PutSecretValue" }],
  ["a denied description", { ...one(database), eventName: "DescribeSecret", errorCode: "AccessDenied" }],
  ["a call whose name is not quite a read's", { ...one(database), eventName: "getSecretValue" }],
  ["a parameter", { eventSource: "ssm.amazonaws.com", eventName: "GetParameter", requestParameters: { name: "a" } }],
  ["a call of the same name to another service", { ...one(decoy), eventSource: "lightsail.amazonaws.com" }],
  ["a decryption", { eventSource: "kms.amazonaws.com", eventName: "Decrypt", errorCode: "AccessDenied" }],
];

const regions: readonly Region[] = ["eu-west-1", "eu-central-1"];

export const readCases: readonly ReadCase[] = [
  ...regions.flatMap((region) => [
    ...cases(region, strangers, [...own[region], ...foreign[region]], [done, ...otherFailures, ...denied], true),
    ...cases(
      region,
      expectedPrincipals.everything,
      [...own[region], ...foreign[region]],
      [done, ...otherFailures],
      false,
    ),
    ...cases(region, expectedPrincipals.everything, [...own[region], ...foreign[region]], denied, true),
    ...cases(region, expectedPrincipals.own, own[region], [done, ...otherFailures], false),
    ...cases(region, expectedPrincipals.own, own[region], denied, true),
    ...cases(region, expectedPrincipals.own, foreign[region], [done, notFound, ...denied], true),
    ...cases(region, [rotation, api, ...strangers], noReads, [done], false),
  ]),
  ...cases("eu-west-1", [rotation, api, ...strangers], decoys, [done, notFound, ...denied], true),
];

/** Each principal with each call and each outcome. */
function cases(
  region: Region,
  principals: readonly Named[],
  calls: readonly Named[],
  outcomes: readonly Named[],
  forwarded: boolean,
): readonly ReadCase[] {
  return principals.flatMap(([who, userIdentity]) =>
    calls.flatMap(([which, call]) =>
      outcomes.map(([how, outcome]) => ({
        what: `In ${region}, ${who}: ${which}${how}.`,
        region,
        record: {
          eventVersion: "1.11",
          eventSource: "secretsmanager.amazonaws.com",
          eventType: "AwsApiCall",
          eventCategory: "Management",
          managementEvent: true,
          readOnly: true,
          awsRegion: region,
          recipientAccountId: readAccount,
          sourceIPAddress: "203.0.113.7",
          userAgent: "aws-sdk-go-v2",
          userIdentity,
          ...call,
          ...outcome,
        },
        forwarded,
      })),
    ),
  );
}
