import type { CloudTrailRecord } from "../../detections/detection";

/** What records of generated reads are made of. */

/** Days of a generated history. */
export const DAYS = 28;

const START = Date.UTC(2026, 9, 1);

/** Member accounts; the victim of plants is the first. */
export const accounts = ["901234567803", "901234567804"] as const;
export const [own, other] = accounts;
/** No account of the organization. */
export const stranger = "210987654321";

export const region = "eu-west-1";

export interface When {
  /** From 0, before DAYS. */
  readonly day: number;
  readonly hour: number;
  readonly minute?: number;
}

/** An event without its id. */
export type Event = CloudTrailRecord & { readonly eventTime: string };

export const roleArn = (path: string, account: string = own) => `arn:aws:iam::${account}:role/${path}`;
export const userArn = (name: string) => `arn:aws:iam::${own}:user/${name}`;
export const secretArn = (name: string, account: string = own) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;

/** The suffix that AWS gave a secret: the same one each time. */
export const wholeArn = (name: string, account: string = own) =>
  `${secretArn(name, account)}-Ab12${String(name.length).padStart(2, "0")}`;

/** Who calls with a role. @param session what the caller called it */
export function roleIdentity(path: string, account: string = own, session = "app"): object {
  const name = path.split("/").at(-1)!;
  return {
    type: "AssumedRole",
    principalId: `AROA${name.length}EXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: "Role", arn: roleArn(path, account), accountId: account, userName: name },
    },
  };
}

export const throughEndpoint = (id = "vpce-0123456789abcdef0") => ({ sourceIPAddress: "10.0.1.17", vpcEndpointId: id });
export const fromAddress = (sourceIPAddress: string) => ({ sourceIPAddress });

/** One successful read of one secret. @param place as `throughEndpoint` and `fromAddress` have it */
export function readEvent(
  userIdentity: object,
  secretId: string,
  { day, hour, minute = 0 }: When,
  more: object = throughEndpoint(),
): Event {
  return {
    eventVersion: "1.11",
    userIdentity,
    eventTime: new Date(START + ((day * 24 + hour) * 60 + minute) * 60_000).toISOString().replace(".000", ""),
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: region,
    userAgent: "aws-sdk-go-v2",
    requestParameters: { secretId },
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: own,
    eventCategory: "Management",
    ...more,
  };
}

export const denied = {
  errorCode: "AccessDenied",
  errorMessage: "User is not authorized to perform: secretsmanager:GetSecretValue",
};

/** Days on which something happens. */
export const every = (step: number, from = 0, to = DAYS): readonly number[] =>
  Array.from({ length: DAYS }, (_, day) => day).filter((day) => day >= from && day < to && (day - from) % step === 0);
