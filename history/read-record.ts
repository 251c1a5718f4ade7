import {
  type Asked,
  recordedReadsOf,
  type StoreName,
  storeNames,
  stores,
  eventSource,
  nameField,
} from "../detections/stores";
import type { CloudTrailRecord } from "../detections/detection";
import { toPredicate } from "../patterns/compile/predicate";

type Fields = Readonly<Record<string, unknown>>;

const readsByStore = new Map(
  storeNames.map((name) => [eventSource(stores[name]), { name, isRead: toPredicate(recordedReadsOf(stores[name])) }]),
);

/** The store that an event reads values of. @returns nothing if it is no read */
export function storeRead(event: CloudTrailRecord): StoreName | undefined {
  const found = readsByStore.get(event.eventSource as string);
  return found?.isRead(event) === true ? found.name : undefined;
}

/** Fields of a request from which anything is decided: where names stand, and what else says which values are asked for. */
export const REQUEST = [
  ...new Set(storeNames.flatMap((name) => Object.values<Asked>(stores[name].calls).map(nameField))),
  "filters",
  "recursive",
  "withDecryption",
];

/** Of the identity. The session's context is cut down by itself. */
export const IDENTITY = ["type", "arn", "accountId", "principalId", "userName", "invokedBy"];

export const RECORD = [
  "recipientAccountId",
  "awsRegion",
  "eventSource",
  "eventName",
  "errorCode",
  "sourceIPAddress",
  "vpcEndpointId",
];

/**
 * What of the record of a read anything is decided from: whether people are told of it (reads/, messages/reads/), and what it and its
 * reader are called (messages/wording/). Reads that do not differ in it are one thing. `eventTime` and `eventID` are left to who groups
 * them.
 */
export function readRecord(event: CloudTrailRecord): CloudTrailRecord {
  const record: Record<string, unknown> = some(event, RECORD);
  const identity = isObject(event.userIdentity) ? identityOf(event.userIdentity) : {};
  // One that says nothing is as none, as it is in a table.
  if (Object.keys(identity).length > 0) record.userIdentity = identity;
  if (isObject(event.requestParameters)) record.requestParameters = some(event.requestParameters, REQUEST);
  // The names of denied reads may stand nowhere else.
  if (typeof event.errorMessage === "string" && event.errorMessage.includes("resource:")) {
    record.errorMessage = event.errorMessage;
  }
  const arn = firstArn(event.resources);
  if (arn !== undefined) record.resources = [{ ARN: arn }];
  if (isOfBatch(event)) record.requestID = bearable(event.requestID);
  return record;
}

/** A call for a batch, or one of the reads that it is recorded as, which have its id in theirs. */
function isOfBatch({ eventName, userIdentity, requestID }: CloudTrailRecord): boolean {
  if (requestID === undefined) return false;
  return eventName === "BatchGetSecretValue" || (isObject(userIdentity) && userIdentity.invokedBy === BATCH);
}

const BATCH = eventSource(stores.secrets);

/** Sessions of a role differ in what their callers called them, which says something of persons behind single sign-on alone. */
function identityOf(identity: Fields): Fields {
  const issuer = isObject(identity.sessionContext) ? identity.sessionContext.sessionIssuer : undefined;
  const issuerArn = isObject(issuer) ? issuer.arn : undefined;
  const cut: Record<string, unknown> = some(identity, IDENTITY);
  if (issuerArn !== undefined) cut.sessionContext = { sessionIssuer: { arn: bearable(issuerArn) } };
  if (typeof issuerArn !== "string" || !ROLE.test(issuerArn) || issuerArn.includes("AWSReservedSSO_")) return cut;
  const [, session] = typeof cut.arn === "string" ? (SESSION.exec(cut.arn) ?? []) : [];
  if (session === undefined) return cut;
  cut.arn = session;
  delete cut.principalId;
  delete cut.userName;
  return cut;
}

const ROLE = /^arn:[^:]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SESSION = /^(arn:[^:]*:sts::\d{12}:assumed-role\/[\w+=,.@-]+)\/[\w+=,.@-]+$/;

function firstArn(resources: unknown): unknown {
  const first: unknown = Array.isArray(resources) ? resources[0] : undefined;
  return isObject(first) ? bearable(first.ARN) : undefined;
}

function some(from: Fields, keys: readonly string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of keys) if (Object.hasOwn(from, key)) kept[key] = bearable(from[key]);
  return kept;
}

/** The deepest that anything is decided from is `filters[].values[]`. What is deeper was never written by CloudTrail. */
function bearable(value: unknown, levels = 4): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((each) => bearable(each, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bearable(each, levels - 1)]));
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
