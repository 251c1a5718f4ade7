import type { CloudTrailRecord } from "../detections/detection";

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
      source: "aws.secretsmanager",
      account: record.recipientAccountId,
      region: record.awsRegion,
      detail: record,
    },
  };
}

export interface NoticeAttributes {
  readonly account?: string;
  readonly secret?: string;
  readonly reader?: string;
}

/** Input of the composer for the contributor of an alarm. */
export function noticeInput(detection: string, attributes: NoticeAttributes, state: "ALARM" | "OK" = "ALARM") {
  return {
    event: {
      version: "0",
      "detail-type": "CloudWatch Alarm Contributor State Change",
      source: "aws.cloudwatch",
      account: "222222222222",
      region: "eu-west-1",
      detail: {
        alarmName: `secretwatch-notice-${detection}`,
        alarmContributor: { id: "0123456789abcdef", attributes },
        state: {
          value: state,
          reason:
            "Threshold Crossed: 1 datapoint [1.0 (01/03/26 03:14:00)] was greater than or equal to the threshold (1.0).",
          timestamp: "2026-03-01T03:16:30.123+0000",
        },
      },
    },
  };
}

/** The notice that a read gives rise to: an alarm knows account, secret and reader, or what the journal counts instead. */
export function noticeOf({ detection, record }: MessageExample) {
  const { recipientAccountId, requestParameters, userIdentity, eventName, eventSource } = record as {
    eventName: string;
    eventSource: string;
    recipientAccountId?: string;
    requestParameters?: { secretId?: string } | null;
    userIdentity?: Identity;
  };
  return noticeInput(detection, {
    account: recipientAccountId,
    secret: requestParameters?.secretId ?? eventName,
    reader: readerOf(userIdentity) ?? eventSource,
  });
}

interface Identity {
  readonly type?: string;
  readonly arn?: string;
  readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: string } };
}

/** The session of a person behind single sign-on; else the role of a session, or whatever there is. */
function readerOf({ type, arn, sessionContext }: Identity = {}): string | undefined {
  const role = sessionContext?.sessionIssuer?.arn;
  const isPerson = role?.includes(":role/aws-reserved/sso.amazonaws.com/") === true;
  return (isPerson ? arn : undefined) ?? role ?? arn ?? type;
}
