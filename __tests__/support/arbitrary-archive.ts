import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { hostileText } from "./arbitrary-hostile-texts";

const account = "333333333333";
/** Half of a character that takes two is no text to most engines. */
const text = hostileText.map((each) => Buffer.from(each).toString());
const name = fc.oneof(
  text,
  fc.constantFrom(
    "prod/payments/database",
    "rds!cluster-0a1b",
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:x-a1B2c3`,
  ),
);
const sessionName = fc.oneof(fc.stringMatching(/^[\w+=,.@-]{2,12}$/), text);
const role = fc.constantFrom("payments-api", "AWSReservedSSO_Admin_0123456789abcdef", "ümlaut", "a/b");

const session = fc.tuple(role, sessionName, text).map(([of, by, userName]) => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLE:${by}`,
  arn: `arn:aws:sts::${account}:assumed-role/${of.split("/").at(-1)!}/${by}`,
  accountId: account,
  userName,
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${of}`, userName: of } },
}));
const identity = fc.oneof(
  { weight: 3, arbitrary: session },
  fc.constantFrom(
    { type: "Root", principalId: account, arn: `arn:aws:iam::${account}:root`, accountId: account },
    { type: "AWSService", invokedBy: "secretsmanager.amazonaws.com" },
    { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId: "444444444444" },
  ),
  text.map((userName) => ({ type: "IAMUser", userName, arn: `arn:aws:iam::${account}:user/${userName}` })),
);

const request = fc.oneof(
  name.map((secretId) => ({ eventName: "GetSecretValue", requestParameters: { secretId } })),
  fc
    .array(name, { maxLength: 3 })
    .map((secretIdList) => ({ eventName: "BatchGetSecretValue", requestParameters: { secretIdList } })),
  text.map((value) => ({
    eventName: "BatchGetSecretValue",
    requestParameters: { filters: [{ key: "name", values: [value] }], maxResults: 20 },
  })),
  fc.constantFrom(
    { eventName: "GetSecretValue", requestParameters: null },
    { eventName: "GetSecretValue", requestParameters: {} },
    { eventName: "GetSecretValue", requestParameters: { secretId: null } },
  ),
);

const outcome = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.constant({
    errorCode: "ResourceNotFoundException",
    errorMessage: "Secrets Manager can't find the specified secret.",
  }),
  name.map((asked) => ({
    errorCode: "AccessDenied",
    errorMessage: `User: x is not authorized to perform: secretsmanager:GetSecretValue on resource: ${asked} because`,
  })),
);

const whereFrom = fc.oneof(
  fc.constantFrom(
    { sourceIPAddress: "203.0.113.7" },
    { sourceIPAddress: "10.0.0.1", vpcEndpointId: "vpce-0123456789abcdef0" },
    { sourceIPAddress: "AWS Internal" },
  ),
  text.map((sourceIPAddress) => ({ sourceIPAddress })),
);

/** Reads of one caller, with hostile texts wherever one can choose them: now and then several, as from sessions of one role. */
export const arbitraryHostileReads: fc.Arbitrary<readonly CloudTrailRecord[]> = fc
  .tuple(fc.array(identity, { minLength: 1, maxLength: 3 }), request, outcome, whereFrom, text, fc.uuid())
  .map(([identities, called, how, where, userAgent, requestID]) =>
    identities.map((userIdentity) => ({
      eventVersion: "1.11",
      eventSource: "secretsmanager.amazonaws.com",
      readOnly: true,
      eventType: "AwsApiCall",
      ...{ userIdentity, ...called, ...how, ...where, userAgent, requestID },
      responseElements: null,
      resources: [{ ARN: `arn:aws:secretsmanager:eu-west-1:${account}:secret:x-a1B2c3`, accountId: account }],
    })),
  );
