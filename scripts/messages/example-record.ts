import type { CloudTrailRecord } from "../../detections/detection";

/** A read that messages are shown for. */
export interface MessageExample {
  readonly what: string;
  /** Id of the detection that forwards it. */
  readonly detection: string;
  readonly record: CloudTrailRecord;
}

const ACCOUNT = "333333333333";

/** The record of a read, invented. */
export function exampleRecord(number: number, more: CloudTrailRecord): CloudTrailRecord {
  const digits = String(number).padStart(2, "0");
  return {
    eventVersion: "1.09",
    eventTime: `2026-03-01T03:14:${digits}Z`,
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.15",
    responseElements: null,
    readOnly: true,
    eventID: `00000000-0000-4000-8000-0000000000${digits}`,
    eventType: "AwsApiCall",
    recipientAccountId: ACCOUNT,
    ...more,
  };
}

/** The identity of a session of a role. The session's ARN has the role's name without its path. */
export function roleSession(role: string, session: string) {
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split("/").at(-1)!}/${session}`,
    accountId: ACCOUNT,
    sessionContext: {
      sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, accountId: ACCOUNT },
    },
  };
}

/** Input of the composer for a read that was forwarded. */
export function readInput({ detection, record }: MessageExample) {
  return {
    detection,
    event: {
      version: "0",
      "detail-type": "AWS API Call via CloudTrail",
      source: `aws.${String(record.eventSource).split(".")[0]!}`,
      account: record.recipientAccountId,
      region: record.awsRegion,
      detail: record,
    },
  };
}
