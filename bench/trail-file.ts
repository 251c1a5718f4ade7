import { readFileSync } from "node:fs";
import path from "node:path";

import { catalogue } from "../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../detections/detection";
import { SeededRandom } from "./seeded-random";
import { type Shape, shapeOf } from "./trail-shapes";

/** Members of the organization that the trail is of, as `generateOrganization` makes them, each with three secrets. */
export const MEMBERS = 20;

const FIRST_DAY = Date.UTC(2026, 9, 1);
const HOURS = 30 * 24;
const HOUR = 3_600_000;
const REGIONS = ["eu-west-1", "eu-west-1", "eu-west-1", "eu-central-1"] as const;

/** One of so many events is a read of a secret, an example of the catalogue, a refusal; one of so many reads is by a stranger. */
const [READ, EXAMPLE, REFUSAL, STRANGER] = [50, 400, 100, 100];

/** Events of a file of the trail as CloudTrail delivers it: of one account and region, within an hour. */
export interface TrailFile {
  /** Below the bucket, without what is after the time. */
  readonly name: string;
  readonly records: readonly CloudTrailRecord[];
}

const examples: readonly CloudTrailRecord[] = [
  ...catalogue.flatMap(({ matches, ignores }) => [...matches, ...ignores].map(({ event }) => event)),
  ...(
    JSON.parse(readFileSync(path.join(__dirname, "../examples/events/intrusion.json"), "utf8")) as {
      Records: CloudTrailRecord[];
    }
  ).Records,
];

/** @param seed its number */
export function trailFile(seed: number, events: number): TrailFile {
  const random = new SeededRandom(seed);
  const member = random.below(MEMBERS);
  const place: Place = {
    member,
    accountId: `${member % 10}${80000000000 + member}`,
    region: random.pick(REGIONS),
    start: FIRST_DAY + random.below(HOURS) * HOUR,
  };
  const { accountId, region } = place;
  const time = new Date(place.start).toISOString();
  const folder = `AWSLogs/o-b3nchm4rk0/${accountId}/CloudTrail/${region}/${time.slice(0, 10).replaceAll("-", "/")}`;
  const stamp = `${time.slice(0, 16).replace(/[-:]/g, "")}Z`;
  return {
    name: `${folder}/${accountId}_CloudTrail_${region}_${stamp}_${random.letters(16)}`,
    records: Array.from({ length: events }, () => recordOf(random, place)),
  };
}

interface Place {
  readonly member: number;
  readonly accountId: string;
  readonly region: string;
  readonly start: number;
}

function recordOf(random: SeededRandom, place: Place): CloudTrailRecord {
  if (random.oneIn(READ)) return readOf(random, place);
  const shape = shapeOf(random);
  const base = { ...frame(random, place, random.below(50)), ...callOf(random, shape) };
  if (!random.oneIn(EXAMPLE)) return random.oneIn(REFUSAL) ? { ...base, ...refusal } : base;
  const example = random.pick(examples);
  const { eventTime, awsRegion, recipientAccountId, eventID } = base;
  return { ...base, ...example, eventTime, awsRegion, recipientAccountId, eventID };
}

const refusal = {
  errorCode: "AccessDenied",
  errorMessage: "User is not authorized to perform this action because no identity-based policy allows it",
};

function readOf(random: SeededRandom, place: Place): CloudTrailRecord {
  const name = `account-${place.member}`;
  const secret = random.pick(
    place.region === REGIONS[0] ? ["database", "api-token", "webhook-signature"] : ["database"],
  );
  const shape: Shape = {
    ...{ service: "secretsmanager", name: "GetSecretValue", weight: 1, readOnly: true },
    request: () => ({ secretId: `prod/${name}/${secret}` }),
  };
  const reader = random.oneIn(STRANGER) ? random.below(50) : name;
  return { ...frame(random, place, reader), ...callOf(random, shape) };
}

/** What all records have. @param role number or name of who calls */
function frame(random: SeededRandom, { accountId, region, start }: Place, role: number | string) {
  const roleName = typeof role === "number" ? `worker-${role}` : role;
  const principalId = `AROA${roleName.toUpperCase().replace(/\W/g, "").padEnd(16, "X")}`;
  const session = random.hex(32);
  const time = start + random.below(HOUR);
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: `${principalId}:${session}`,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`,
      accountId,
      accessKeyId: `ASIA${random.letters(16)}`,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId,
          arn: `arn:aws:iam::${accountId}:role/service/${roleName}`,
          accountId,
          userName: roleName,
        },
        attributes: { creationDate: secondsOf(time - random.below(HOUR)), mfaAuthenticated: "false" },
      },
    },
    eventTime: secondsOf(time),
    awsRegion: region,
    sourceIPAddress: `10.${typeof role === "number" ? role : 77}.0.${random.below(4)}`,
    userAgent:
      "aws-sdk-java/2.31.9 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.134 lang/java#17.0.15 md/vendor#Amazon",
    requestID: random.uuid(),
    eventID: random.uuid(),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: "Management",
  };
}

function callOf(random: SeededRandom, { service, name, readOnly, by, request, response }: Shape) {
  const eventSource = `${service}.amazonaws.com`;
  return {
    eventSource,
    eventName: name,
    readOnly,
    requestParameters: request(random),
    responseElements: response?.(random) ?? null,
    ...(by === undefined
      ? {
          tlsDetails: {
            tlsVersion: "TLSv1.3",
            cipherSuite: "TLS_AES_128_GCM_SHA256",
            clientProvidedHostHeader: `${service}.eu-west-1.amazonaws.com`,
          },
        }
      : {
          ...{ userIdentity: { type: "AWSService", invokedBy: by }, sourceIPAddress: by, userAgent: by },
          sharedEventID: random.uuid(),
        }),
  };
}

function secondsOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
