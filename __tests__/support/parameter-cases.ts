import type { CloudTrailRecord } from "../../detections/detection";
import type { ListedParameters } from "../../reads/parameters";

/** Reads of parameters in an account, and whether people are to be told of them. */
export interface ParameterCase {
  readonly what: string;
  readonly record: CloudTrailRecord;
  readonly told: boolean;
  /** Whether no rule is to send it, so that it costs nothing. @default - as it is told */
  readonly sent?: boolean;
}

const account = "901234567803";
const elsewhere = "901234567804";
const arnStart = `arn:aws:ssm:eu-west-1:${account}:parameter`;
const roleArn = (role: string, of = account) => `arn:aws:iam::${of}:role/${role}`;
const shared = `arn:aws:ssm:eu-west-1:${elsewhere}:parameter/shared/licence`;

/** One of each kind, with readers of their own. */
export const casesList: ListedParameters = {
  accountReaders: [{ reader: roleArn("rotation") }],
  parameters: [
    { name: "/prod/db/password", arnStart, expectedReaders: [{ reader: roleArn("service/api") }], decoy: false },
    { name: "/prod/payments/", arnStart, expectedReaders: [{ reader: roleArn("service/payments") }], decoy: false },
    { name: "/token", arnStart, expectedReaders: [], decoy: false },
    { name: "/prod/backup/root", arnStart, expectedReaders: [], decoy: true },
    { name: shared, arnStart, expectedReaders: [{ reader: roleArn("service/api") }], decoy: false },
  ],
};

type Call = readonly [eventName: string, requestParameters: unknown, more?: CloudTrailRecord];

function one(name: unknown): Call {
  return ["GetParameter", { name, withDecryption: true }];
}

function several(...names: readonly string[]): Call {
  return ["GetParameters", { names, withDecryption: true }];
}

function history(name: string): Call {
  return ["GetParameterHistory", { name, withDecryption: true }];
}

function below(path: string, recursive?: boolean): Call {
  return ["GetParametersByPath", { path, withDecryption: true, ...(recursive === undefined ? {} : { recursive }) }];
}

function denied([eventName, requestParameters]: Call, errorMessage?: string): Call {
  return [eventName, requestParameters, { errorCode: "AccessDenied", errorMessage }];
}

const password = "/prod/db/password";
const nine = Array.from({ length: 9 }, (_, index) => `/public/${index}`);
const notAuthorized = (resource: string) =>
  `User: arn:aws:sts::${account}:assumed-role/api/session is not authorized to perform: ssm:GetParameter on resource: ${resource} because no identity-based policy allows the ssm:GetParameter action`;

/** What the password's reader may read in silence, and nobody else but readers of the account. */
const own: Readonly<Record<string, Call>> = {
  "by name": one(password),
  "by ARN": one(arnStart + password),
  "by version": one(`${password}:3`),
  "by label": one(`${password}:live`),
  "by ARN and version": one(`${arnStart}${password}:3`),
  "without the first slash": one(password.slice(1)),
  "its history": history(password),
  "its history by ARN": history(arnStart + password),
  "alone in a batch": several(password),
  "the last of ten in a batch": several(...nine, password),
  "the first of ten in a batch, by ARN": several(arnStart + password, ...nine),
  "the path that it is in": below("/prod/db"),
  "the path with a slash behind it": below("/prod/db/"),
  "the path with all below it": below("/prod/db", true),
  "the shared one of another account": one(shared),
  "the shared one by version": several(`${shared}:2`),
  "what is not there": [...one(password).slice(0, 2), { errorCode: "ParameterNotFound" }] as unknown as Call,
};

/** What only readers of the account may read in silence. */
const others: Readonly<Record<string, Call>> = {
  "a parameter below another's path": one("/prod/payments/key"),
  "the same by ARN, deep below": one(`${arnStart}/prod/payments/eu/key:7`),
  "one that nobody may read": one("/token"),
  "the same without a slash": one("token"),
  "the same by ARN": one(`${arnStart}/token`),
  "a batch with its own and another's": several(password, "/prod/payments/key"),
  "a path above others'": below("/prod", true),
  "a path above others', with a slash": below("/prod/", true),
  everything: below("/", true),
  "what has no path": below("/"),
  "another's path": below("/prod/payments"),
  "a path below another's": below("/prod/payments/eu/", false),
};

/** What is told whoever reads. */
const always: Readonly<Record<string, Call>> = {
  "a decoy": one("/prod/backup/root"),
  "a decoy's history": history("/prod/backup/root"),
  "a decoy by ARN in a batch": several(...nine, `${arnStart}/prod/backup/root`),
  "the path of a decoy": below("/prod/backup"),
  "a denied read": denied(one(password)),
  "a denied read of a path": denied(below("/prod", true)),
  "a denied read without its request": denied(["GetParameter", null], notAuthorized(arnStart + password)),
  "a denied read that says nothing": denied(["GetParameters", null]),
  "a denied read whose message names no parameter": denied(
    ["GetParameter", null],
    notAuthorized(`arn:aws:ssm:eu-west-1:${account}:*`),
  ),
};

/** What is nobody's business. */
const unlisted: Readonly<Record<string, Call>> = {
  "a public parameter": one("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
  "a parameter that is not listed": one("/dev/db/password"),
  "the name in capitals": one(password.toUpperCase()),
  "a name that the listed one begins": one(`${password}-copy`),
  "a name below the listed one": one(`${password}/copy`),
  "a name that begins like a path": one("/prod/payments-replica"),
  "a name that ends like the listed one": one(`/x${password}`),
  "the name in another account": one(`arn:aws:ssm:eu-west-1:${elsewhere}:parameter${password}`),
  "the name in another region": one(`arn:aws:ssm:eu-west-2:${account}:parameter${password}`),
  "ten others": several(...nine, "/public/10"),
  "a path that is not above": below("/dev", true),
  "a path above, but not what is deep below it": below("/prod"),
  "a path that the listed one begins": below("/prod/d", true),
  "the encrypted value": ["GetParameter", { name: password, withDecryption: false }],
  "the encrypted value, as nothing else is asked for": ["GetParameter", { name: password }],
  "the encrypted values of a path": ["GetParametersByPath", { path: "/", recursive: true }],
  "its description": ["DescribeParameters", { parameterFilters: [{ key: "Name", values: [password] }] }],
  "a new value": ["PutParameter", { name: password, overwrite: true }],
};

/** What rules send, and the composer drops. */
const dropped: Readonly<Record<string, Call>> = {
  "a denied read of what is not listed": denied(one("/dev/db/password")),
  "one without its request": denied(["GetParameter", null], notAuthorized(`${arnStart}/dev/db/password`)),
  "a name with a space before it": one(" /dev/db/password"),
};

/** EventBridge keeps the spaces that Parameter Store takes off, so that no rule can say whose name it is. */
const padded: Readonly<Record<string, Call>> = {
  "spaces before the name": one(`  ${password}`),
  "spaces behind the name": history(`${password} `),
  "a space in a batch": several(...nine, ` ${password}`),
  "an ARN for a path": below(`${arnStart}/prod/db`),
};

function session(role: string, of = account): CloudTrailRecord {
  return {
    type: "AssumedRole",
    arn: `arn:aws:sts::${of}:assumed-role/${role.split("/").at(-1)!}/session`,
    sessionContext: { sessionIssuer: { type: "Role", arn: roleArn(role, of) } },
  };
}

const readers = { api: session("service/api"), rotation: session("rotation") };
const strangers: Readonly<Record<string, CloudTrailRecord>> = {
  "a stranger": session("stranger"),
  "a role of the reader's name without its path": session("api"),
  "the reader's name in another account": session("service/api", elsewhere),
  root: { type: "Root", arn: `arn:aws:iam::${account}:root` },
  "a service": { type: "AWSService", invokedBy: "ecs.amazonaws.com" },
  "somebody of whom nothing is recorded": {},
};

export const parameterCases: readonly ParameterCase[] = [
  ...Object.entries({ ...strangers, "the reader of the password": readers.api }).flatMap(([who, userIdentity]) => [
    ...cases(who, userIdentity, { ...others, ...always, ...padded }, true),
    ...cases(who, userIdentity, unlisted, false),
    ...cases(who, userIdentity, dropped, false, true),
  ]),
  ...Object.entries(strangers).flatMap(([who, userIdentity]) => cases(who, userIdentity, own, true)),
  ...cases("the reader of the password", readers.api, own, false),
  ...cases("a reader of the account", readers.rotation, { ...own, ...unlisted }, false),
  ...cases(
    "a reader of the account",
    readers.rotation,
    onlyOf(others, (what) => !/above|everything/.test(what)),
    false,
  ),
  ...cases("a reader of the account", readers.rotation, always, true),
];

function onlyOf(calls: Readonly<Record<string, Call>>, wanted: (what: string) => boolean) {
  return Object.fromEntries(Object.entries(calls).filter(([what]) => wanted(what)));
}

function cases(
  who: string,
  userIdentity: CloudTrailRecord,
  calls: Readonly<Record<string, Call>>,
  told: boolean,
  sent = told,
): readonly ParameterCase[] {
  return Object.entries(calls).map(([which, [eventName, requestParameters, more]]) => ({
    what: `${who}: ${which}`,
    record: {
      eventVersion: "1.08",
      eventSource: "ssm.amazonaws.com",
      eventType: "AwsApiCall",
      readOnly: true,
      awsRegion: "eu-west-1",
      recipientAccountId: account,
      eventName,
      requestParameters,
      userIdentity,
      ...more,
    },
    told,
    sent,
  }));
}
