import type { CloudTrailRecord } from "../../detections/detection";
import { exampleRecord, roleSession } from "../messages/example-record";

/** What is said of a read, and to whom. */
export interface Telling {
  readonly detection: string;
  readonly severity: string;
  /** Has to stand in the title and in the text, wherever it arrives. */
  readonly says: readonly string[];
  /** Whether it is severe enough for the chat. */
  readonly chat: boolean;
  /** Detections whose rules take it too; the state machine says nothing of them. @default - none */
  readonly silently?: readonly string[];
}

export interface ReadScenario {
  readonly what: string;
  /** Where the read happened, and where it is an event. */
  readonly region: string;
  readonly record: CloudTrailRecord;
  /** @default - nobody is told */
  readonly telling?: Telling;
}

const database = "prod/payments/database";
const cardKey = "prod/payments/card-processor-api-key";
const decoy = "prod/backup/root-database";

const paymentsApi = roleSession("service/payments-api", "i-0123456789abcdef0");
const rotation = roleSession("secret-rotation", "rotation");
const developer = roleSession("developer", "jane");
const person = roleSession(
  "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PowerUser_0123456789abcdef",
  "jane@acorn.example",
);
const rootUser = { type: "Root", principalId: "333333333333", arn: "arn:aws:iam::333333333333:root" };

const unexpected = { detection: "unexpected-secret-read", severity: "high", chat: true };
const batch = { eventName: "BatchGetSecretValue" };

/** Where the secret is, by which ARNs, and how a read of home is made. */
interface Place {
  readonly databaseArn: string;
  readonly copyArn: string;
  readonly replica: string;
  readonly read: (
    number: number,
    userIdentity: object,
    requestParameters: object | null,
    more?: object,
  ) => Pick<ReadScenario, "region" | "record">;
}

/** @param databaseArn ARN of the secret with the end that the emulator drew */
export function readScenarios(databaseArn: string, home: string, replica: string): readonly ReadScenario[] {
  const place: Place = {
    databaseArn,
    copyArn: databaseArn.replace(`:${home}:`, `:${replica}:`),
    replica,
    read: (number, userIdentity, requestParameters, more = {}) => ({
      region: home,
      record: exampleRecord(number, { userIdentity, requestParameters, ...more }),
    }),
  };
  return [...untold(place), ...told(place)];
}

/** Reads that nobody is told of. */
function untold({ databaseArn, copyArn, replica, read }: Place): readonly ReadScenario[] {
  return [
    { what: "an expected reader, by the secret's name", ...read(1, paymentsApi, { secretId: database }) },
    { what: "an expected reader, by the secret's ARN", ...read(2, paymentsApi, { secretId: databaseArn }) },
    {
      what: "an expected reader, the copy in another region by its ARN",
      ...read(3, paymentsApi, { secretId: copyArn }, { awsRegion: replica }),
      region: replica,
    },
    {
      what: "an expected reader, in a batch",
      ...read(4, paymentsApi, { secretIdList: [database, databaseArn, cardKey] }, batch),
    },
    { what: "a reader who is expected at every secret", ...read(5, rotation, { secretId: cardKey }) },
    {
      what: "somebody who looks at a secret without its value",
      ...read(6, developer, { secretId: database }, { eventName: "DescribeSecret" }),
    },
  ];
}

/** Reads that people are told of. */
function told({ copyArn, replica, read }: Place): readonly ReadScenario[] {
  return [
    {
      what: "an unexpected reader",
      ...read(7, developer, { secretId: database }),
      telling: { ...unexpected, says: ["payments-prod", database, "role/developer"] },
    },
    {
      what: "an unexpected reader, the copy in another region",
      ...read(8, developer, { secretId: copyArn }, { awsRegion: replica }),
      region: replica,
      telling: { ...unexpected, says: ["payments-prod", database, "role/developer"] },
    },
    {
      what: "the root user",
      ...read(9, rootUser, { secretId: cardKey }),
      telling: { ...unexpected, says: ["payments-prod", cardKey, "root"] },
    },
    {
      what: "a person behind single sign-on",
      ...read(13, person, { secretId: database }),
      telling: { ...unexpected, says: ["payments-prod", database, "jane@acorn.example"] },
    },
    {
      what: "an expected reader, in a batch with somebody else's secret",
      ...read(10, paymentsApi, { secretIdList: [database, "prod/ledger/database"] }, batch),
      telling: { ...unexpected, says: ["payments-prod", "role/service/payments-api"] },
    },
    {
      what: "an expected reader, who is refused",
      ...read(11, paymentsApi, null, { errorCode: "AccessDenied", errorMessage: "User is not authorized" }),
      telling: {
        detection: "unexpected-secret-read-refused",
        severity: "medium",
        says: ["payments-prod", "role/service/payments-api"],
        chat: false,
      },
    },
    {
      what: "a reader who is expected at every secret, at a decoy",
      ...read(12, rotation, { secretId: decoy }),
      telling: {
        detection: "secret-decoy-read",
        severity: "critical",
        says: ["payments-prod", decoy, "role/secret-rotation"],
        chat: true,
        silently: ["unexpected-secret-read"],
      },
    },
  ];
}
