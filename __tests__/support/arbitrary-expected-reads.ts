import fc from "fast-check";

import type { ExpectedReader } from "../../organization/reads-of-account";
import { arbitraryFrom, arbitraryPlace, isFrom, type PlainPlace } from "./arbitrary-places";
import type { ExpectedReads, ReadableSecret } from "../../reads/expectations";

/**
 * Random expectations of one account, random reads there, and what is unexpected about them in plain code, which shares
 * nothing with the patterns. Names and paths begin like one another, so that what only looks right comes up often.
 */
const account = "901234567803";
const elsewhere = "901234567804";
const roles = ["a", "ab", "s/a", "s/b", "s/t/c", "s", "t/s/a"];
const users = ["a", "s/a", "u"];
const services = ["rds.amazonaws.com", "ecs.amazonaws.com"];
const names = ["db", "db-2", "d", "api", "ci/db"];

const iamArn = (resource: string, owner = account) => `arn:aws:iam::${owner}:${resource}`;
const secretArn = (name: string, owner = account) => `arn:aws:secretsmanager:eu-west-1:${owner}:secret:${name}`;

const reader = fc
  .constantFrom(
    ...roles.flatMap((role) => [iamArn(`role/${role}`), iamArn(`role/${role}`)]),
    iamArn("role/a", elsewhere),
    ...["role/s/*", "role/s/t/*", "role/a*", "user/s/*"].map((resource) => iamArn(resource)),
    ...users.map((user) => iamArn(`user/${user}`)),
    ...services.map((service) => `service/${service}`),
  )
  .chain((name) => arbitraryFrom.map((places): ExpectedReader => ({ reader: name, ...places })));

const ownSecret = (name: string): fc.Arbitrary<ReadableSecret> =>
  fc.record({
    ids: fc.constant([name, secretArn(name), `${secretArn(name)}-a1B2c3`]),
    unsuffixed: fc.constant([]),
    idPrefixes: fc.constant([]),
    expectedReaders: fc.array(reader, { maxLength: 3 }),
    decoy: fc.boolean().chain((often) => (often ? fc.boolean() : fc.constant(false))),
  });

/** One secret or any of another account, whose reader is in this one. */
const otherSecret: fc.Arbitrary<ReadableSecret> = fc.record({
  ids: fc.constantFrom<string[]>([], [secretArn("db", elsewhere)]),
  unsuffixed: fc.constantFrom([secretArn("db", elsewhere)], [secretArn("db", elsewhere)], []),
  idPrefixes: fc.constantFrom<string[]>([secretArn("", elsewhere)], [secretArn("ci/", elsewhere), "ci/"], []),
  expectedReaders: fc.array(reader, { minLength: 1, maxLength: 2 }),
  decoy: fc.constant(false),
});

export const arbitraryExpectedReads: fc.Arbitrary<ExpectedReads> = fc.record({
  accountReaders: fc.array(reader, { maxLength: 2 }),
  secrets: fc
    .subarray(names)
    .chain((some) =>
      fc
        .tuple(fc.tuple(...some.map(ownSecret)), fc.array(otherSecret, { maxLength: 1 }))
        .map(([own, others]) => [...own, ...others]),
    ),
});

const session = (role: string, owner = account) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${owner}:assumed-role/${role.split("/").at(-1)!}/a`,
  sessionContext: { sessionIssuer: { type: "Role", arn: iamArn(`role/${role}`, owner) } },
});

const principal = fc.constantFrom<object>(
  ...roles.map((role) => session(role)),
  session("a", elsewhere),
  { ...session("s/a"), invokedBy: "rds.amazonaws.com" },
  ...users.map((user) => ({ type: "IAMUser", arn: iamArn(`user/${user}`) })),
  ...[...services, "x.amazonaws.com"].map((invokedBy) => ({ type: "AWSService", invokedBy })),
  { type: "Root", arn: iamArn("root") },
  {
    type: "FederatedUser",
    arn: `arn:aws:sts::${account}:federated-user/a`,
    sessionContext: { sessionIssuer: { type: "IAMUser", arn: iamArn("user/a") } },
  },
);

const secretId = fc.constantFrom(
  ...names.flatMap((name) => [name, secretArn(name), `${secretArn(name)}-a1B2c3`, `${secretArn(name)}-zzzzzz`]),
  ...["db", "db-2"].flatMap((name) => [secretArn(name, elsewhere), `${secretArn(name, elsewhere)}-b2C3d4`]),
  "unlisted",
);

const call = fc.oneof(
  fc.record({ eventName: fc.constant("GetSecretValue"), requestParameters: fc.record({ secretId }) }),
  fc.record({
    eventName: fc.constant("BatchGetSecretValue"),
    requestParameters: fc.record({ secretIdList: fc.array(secretId, { maxLength: 3 }) }),
  }),
  fc.constantFrom(
    { eventName: "BatchGetSecretValue", requestParameters: { filters: [{ key: "name", values: ["d"] }] } },
    { eventName: "GetSecretValue", requestParameters: null },
    { eventName: "BatchGetSecretValue", requestParameters: null },
    { eventName: "DescribeSecret", requestParameters: { secretId: "db" } },
  ),
);

const outcome = fc.constantFrom(
  ...Array<object>(4).fill({}),
  ...["AccessDenied", "AccessDeniedException", "ResourceNotFoundException"].map((errorCode) => ({ errorCode })),
);

export const arbitraryRead = fc
  .tuple(principal, call, outcome, arbitraryPlace)
  .map(([userIdentity, ...rest]): PlainRead => Object.assign({ eventSource, userIdentity }, ...rest) as PlainRead);

const eventSource = "secretsmanager.amazonaws.com";

export interface PlainRead extends PlainPlace {
  readonly eventSource: string;
  readonly eventName: string;
  readonly errorCode?: string;
  readonly requestParameters: { readonly secretId?: string; readonly secretIdList?: readonly string[] } | null;
  readonly userIdentity: {
    readonly type: string;
    readonly arn?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer: { readonly type: string; readonly arn: string } };
  };
}

/** Whether a place of an entry is that of the read. */
type Where = (from: readonly string[] | undefined, read: PlainPlace) => boolean;

export function isUnexpected(expected: ExpectedReads, read: PlainRead): boolean {
  return isUnexpectedFrom(expected, read, isFrom);
}

/** Whether an unexpected read would be expected, or be denied as an expected one, if it came from somewhere else. */
export function isElsewhere(expected: ExpectedReads, read: PlainRead): boolean {
  const { errorCode, ...call } = read;
  const [here, somewhere] = [isFrom, () => true].map((where) => !isUnexpectedFrom(expected, call, where));
  if (here! || somewhere!) return !here! && somewhere!;

  const { secretId, secretIdList = [] } = read.requestParameters ?? {};
  const named = read.eventName === "GetSecretValue" ? secretId !== undefined : secretIdList.length > 0;
  if (named || errorCode?.startsWith("AccessDenied") !== true) return false;
  const entries = [
    ...expected.accountReaders,
    ...expected.secrets.filter(({ decoy }) => !decoy).flatMap(({ expectedReaders }) => expectedReaders),
  ].filter(callerOf(read, () => true));
  const asksForDecoy = isUnexpectedFrom({ ...expected, accountReaders: entries }, call, () => true);
  return isRead(read) && entries.length > 0 && !entries.some(callerOf(read, isFrom)) && !asksForDecoy;
}

function isRead({ eventName }: PlainRead): boolean {
  return ["GetSecretValue", "BatchGetSecretValue"].includes(eventName);
}

/** Whether an entry is about who makes a call, and where from. */
function callerOf(read: PlainRead, where: Where) {
  const who = nameOf(read);
  return ({ reader: each, from }: ExpectedReader) => fits(each, who) && where(from, read);
}

function isUnexpectedFrom({ accountReaders, secrets }: ExpectedReads, read: PlainRead, isHere: Where): boolean {
  if (!isRead(read)) return false;
  if (read.errorCode?.startsWith("AccessDenied")) return true;

  const list = read.requestParameters?.secretIdList ?? [];
  const single = read.requestParameters?.secretId;
  const asked = single === undefined ? list : [single, ...list];
  if (secrets.some((secret) => secret.decoy && asked.some((id) => isOf(secret, id)))) return true;
  const isCaller = callerOf(read, isHere);
  if (accountReaders.some(isCaller)) return false;

  const theirs = secrets.filter(({ decoy, expectedReaders }) => !decoy && expectedReaders.some(isCaller));
  const isTheirs = (id: string) => theirs.some((secret) => isOf(secret, id));
  if (read.eventName === "BatchGetSecretValue") return list.length === 0 || !list.every(isTheirs);
  if (single === undefined) return true;
  return !isTheirs(single);
}

function isOf({ ids, unsuffixed, idPrefixes }: ReadableSecret, id: string): boolean {
  const [, start] = /^(.*)-[A-Za-z0-9]{6}$/.exec(id) ?? [];
  return (
    ids.includes(id) ||
    (start !== undefined && unsuffixed.includes(start)) ||
    idPrefixes.some((prefix) => id.startsWith(prefix))
  );
}

/** The reader that the caller of a read would be written as. */
function nameOf({ userIdentity: { type, arn, invokedBy, sessionContext } }: PlainRead): string | undefined {
  if (type === "AWSService") return `service/${invokedBy!}`;
  return type === "AssumedRole" ? sessionContext!.sessionIssuer.arn : arn;
}

function fits(written: string, who: string | undefined): boolean {
  return written.endsWith("*") ? (who?.startsWith(written.slice(0, -1)) ?? false) : written === who;
}
