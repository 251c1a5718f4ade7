import type { CloudTrailRecord } from "../../detections/detection";
import { exampleRecord, type MessageExample, roleSession } from "./example-record";

/** Invented reads, as CloudTrail would record them: every kind of reader, and what makes records differ. */
export const messageExamples: readonly MessageExample[] = [
  {
    what: "A role reads a secret by its name",
    detection: "unexpected-secret-read",
    record: exampleRecord(1, {
      userIdentity: roleSession("developer", "debugging-42"),
      requestParameters: { secretId: "prod/payments/database" },
    }),
  },
  {
    what: "A person behind single sign-on",
    detection: "unexpected-secret-read",
    record: exampleRecord(2, {
      userIdentity: roleSession(
        "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PowerUser_0123456789abcdef",
        "jane@acorn.example",
      ),
      requestParameters: { secretId: arnOf("prod/payments/database-x7Y2k9") },
      userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
      sessionCredentialFromConsole: "true",
    }),
  },
  {
    what: "The root user",
    detection: "unexpected-secret-read",
    record: exampleRecord(3, {
      userIdentity: {
        type: "Root",
        principalId: "333333333333",
        arn: "arn:aws:iam::333333333333:root",
        accountId: "333333333333",
      },
      requestParameters: { secretId: "prod/payments/card-processor-api-key" },
    }),
  },
  {
    what: "An IAM user with an access key",
    detection: "unexpected-secret-read",
    record: exampleRecord(4, {
      recipientAccountId: "555555555555",
      userIdentity: {
        type: "IAMUser",
        principalId: "AIDAEXAMPLE",
        arn: "arn:aws:iam::555555555555:user/ci/legacy-deploy",
        accountId: "555555555555",
        userName: "legacy-deploy",
      },
      awsRegion: "eu-central-1",
      requestParameters: { secretId: "ci/code-signing-key" },
      userAgent: "Boto3/1.34.0",
    }),
  },
  {
    what: "Denied, and the request was not recorded",
    detection: "unexpected-secret-read-refused",
    record: exampleRecord(5, {
      userIdentity: roleSession("service/report-mailer", "i-0123456789abcdef0"),
      requestParameters: null,
      errorCode: "AccessDenied",
      errorMessage:
        "User: arn:aws:sts::333333333333:assumed-role/report-mailer/i-0123456789abcdef0 is not authorized to perform: " +
        "secretsmanager:GetSecretValue on resource: prod/payments/database because no identity-based policy allows it",
    }),
  },
  {
    what: "Several secrets in a batch, by name",
    detection: "unexpected-secret-read",
    record: exampleRecord(6, {
      eventName: "BatchGetSecretValue",
      userIdentity: roleSession("developer", "debugging-42"),
      requestParameters: {
        secretIdList: ["prod/payments/database", arnOf("prod/payments/card-processor-api-key-Q1w2E3")],
      },
    }),
  },
  {
    what: "Whatever a filter finds, in a batch",
    detection: "unexpected-secret-read",
    record: exampleRecord(7, {
      eventName: "BatchGetSecretValue",
      userIdentity: roleSession("developer", "debugging-42"),
      requestParameters: {
        filters: [
          { key: "name", values: ["prod", "live"] },
          { key: "tag-key", values: ["team"] },
        ],
      },
    }),
  },
  {
    what: "A decoy",
    detection: "secret-decoy-read",
    record: exampleRecord(8, {
      userIdentity: roleSession("service/payments-api", "botocore-session-1"),
      requestParameters: { secretId: arnOf("prod/backup-admin") },
      sourceIPAddress: "198.51.100.23",
      userAgent: "python-requests/2.31",
    }),
  },
  {
    what: "From a network of our own, through a VPC endpoint",
    detection: "unexpected-secret-read",
    record: exampleRecord(9, {
      userIdentity: roleSession("service/report-mailer", "i-0123456789abcdef0"),
      requestParameters: { secretId: "prod/payments/database" },
      sourceIPAddress: "10.1.2.3",
      vpcEndpointId: "vpce-0123456789abcdef0",
      userAgent: "aws-sdk-java/2.20",
    }),
  },
  {
    what: "An expected reader, from an unexpected place",
    detection: "unexpected-secret-read",
    record: exampleRecord(11, {
      userIdentity: roleSession("service/ledger", "i-0123456789abcdef0"),
      requestParameters: { secretId: "prod/payments/ledger" },
      sourceIPAddress: "198.51.100.23",
      userAgent: "aws-cli/2.15",
    }),
  },
  {
    what: "A parameter, by its ARN and version",
    detection: "unexpected-parameter-read",
    record: exampleRecord(12, {
      eventSource: "ssm.amazonaws.com",
      eventName: "GetParameter",
      userIdentity: roleSession("developer", "debugging-42"),
      requestParameters: {
        name: "arn:aws:ssm:eu-west-1:333333333333:parameter/prod/db/password:3",
        withDecryption: true,
      },
    }),
  },
  {
    what: "All parameters below a path, a decoy among them",
    detection: "unexpected-parameter-read",
    record: exampleRecord(13, {
      eventSource: "ssm.amazonaws.com",
      eventName: "GetParametersByPath",
      userIdentity: roleSession("service/payments-api", "botocore-session-1"),
      requestParameters: { path: "/prod", recursive: true, withDecryption: true },
    }),
  },
  {
    what: "A parameter, denied, and the request was not recorded",
    detection: "unexpected-parameter-read-refused",
    record: exampleRecord(14, {
      eventSource: "ssm.amazonaws.com",
      eventName: "GetParameter",
      userIdentity: roleSession("service/report-mailer", "i-0123456789abcdef0"),
      requestParameters: null,
      errorCode: "AccessDenied",
      errorMessage:
        "User: arn:aws:sts::333333333333:assumed-role/report-mailer/i-0123456789abcdef0 is not authorized to perform: " +
        "ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:333333333333:parameter/prod/db/password because no identity-based policy allows it",
    }),
  },
  {
    what: "A drill that people are told of",
    detection: "unexpected-secret-read-refused",
    record: exampleRecord(16, {
      userIdentity: roleSession("SecretwatchDrill", "secretwatch"),
      errorCode: "ResourceNotFoundException",
      errorMessage: "Secrets Manager can't find the specified secret.",
      requestParameters: { secretId: "secretwatch-drill-notify-20260301031416-4f3a9c21" },
      userAgent: "aws-sdk-js/3.1164.0",
    }),
  },
  {
    what: "Somebody who writes more than names",
    detection: "unexpected-secret-read",
    record: exampleRecord(10, {
      userIdentity: roleSession("developer", "jane@acorn.example"),
      requestParameters: { secretId: "[Approve](https://evil.example) @here" },
      userAgent: "curl\u202e\nWhat to do next: nothing <!channel>",
    }),
  },
  {
    what: "An AWS service, in a record with next to nothing",
    detection: "unexpected-secret-read",
    record: {
      eventTime: "2026-03-01T03:14:10Z",
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      recipientAccountId: "333333333333",
      userIdentity: { accountId: "333333333333", invokedBy: "secretsmanager.amazonaws.com" },
      requestParameters: null,
      responseElements: null,
    } satisfies CloudTrailRecord,
  },
];

function arnOf(secret: string): string {
  return `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${secret}`;
}
