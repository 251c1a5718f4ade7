import fc from "fast-check";
import { parse } from "yaml";

import type { Organization } from "../../organization/organization";
import { arbitraryRead } from "./arbitrary-expected-reads";
import { arbitraryParameterRead } from "./arbitrary-parameters";
import { arbitraryFrom } from "./arbitrary-places";
import { small, uncheckedOrganization } from "./edited-organization";

/**
 * Random organizations around the account whose reads `arbitraryRead` and `arbitraryParameterRead` make, and records of such reads: in
 * that account, in another, in one that nobody knows, and in regions with and without rules.
 */
const account = "901234567803";
const other = "901234567804";

const reader = fc
  .constantFrom(
    ...["role/a", "role/a", "role/s/a", "role/s/b", "role/s/*", "role/a*", "user/a", "user/s/*"],
    ...["service/rds.amazonaws.com", "service/ecs.amazonaws.com", `arn:aws:iam::${other}:role/a`],
  )
  .chain((name) => arbitraryFrom.map(({ from }) => (from === undefined ? name : { reader: name, from })));
const readers = fc.array(reader, { maxLength: 3 });
const some = <Name extends string, Thing>(names: readonly Name[], thing: (name: Name) => fc.Arbitrary<Thing>) =>
  fc.subarray([...names]).chain((chosen) => fc.tuple(...chosen.map(thing)));

const secret = (name: string) =>
  fc.record({ isDecoy: fc.nat(3), expectedReaders: readers }).map(({ isDecoy, expectedReaders }) => ({
    name,
    ...(isDecoy === 0 ? { decoy: true } : { expectedReaders }),
    ...(name === "db" ? { replicaRegions: ["eu-central-1"] } : {}),
  }));
const watched = (name: string) => readers.map((expectedReaders) => ({ name, expectedReaders }));
const parameter = (name: string) =>
  fc
    .record({ isDecoy: fc.nat(3), expectedReaders: readers })
    .map(({ isDecoy, expectedReaders }) => ({ name, ...(isDecoy === 0 ? { decoy: true } : { expectedReaders }) }));

const member = (id: string, name: string) =>
  fc.record({
    name: fc.constant(name),
    id: fc.constant(id),
    organizationalUnit: fc.constant("workloads"),
    owner: fc.constant("owner@acorn.example"),
    wave: fc.constantFrom("canary", "all", "all"),
    regions: fc.constantFrom(["eu-west-1", "eu-central-1"], ["eu-west-1", "eu-central-1"], ["eu-west-1"]),
    expectedReaders: fc.array(reader, { maxLength: 2 }),
    secrets: some(["db", "db-2", "d"], secret),
    watchedSecrets: some(["api", "ci/*"], watched),
    watchedParameters: some(["/db", "/prod/*", "/prod/db", "/dev/db"], parameter),
  });

export const arbitraryOrganization: fc.Arbitrary<Organization> = fc
  .record({
    members: fc.tuple(member(account, "reads"), member(other, "elsewhere")),
    expectedReaders: fc.array(reader, { maxLength: 1 }),
    mode: fc.constantFrom("quiet", "notify"),
    patternLength: fc.constantFrom(2048, 4096),
  })
  .map(({ members, expectedReaders, mode, patternLength }) => {
    const file = parse(small) as { readonly alerts: object };
    return uncheckedOrganization({
      ...file,
      alerts: { ...file.alerts, patternLength },
      waves: ["canary", "all"],
      modes: { canary: mode },
      defaults: { expectedReaders },
      members: members.map((each) => JSON.parse(JSON.stringify(each)) as object),
    });
  });

/** What one record has beside what says who read what: it is never the same, and nothing is decided from it. */
const circumstances = fc.record({
  eventVersion: fc.constant("1.11"),
  eventID: fc.uuid(),
  eventTime: fc.constant("2026-11-22T08:00:00Z"),
  userAgent: fc.constantFrom("aws-sdk-go-v2", "Boto3"),
  requestID: fc.constantFrom("b-1", "b-1:db", "b-2"),
  readOnly: fc.constant(true),
  tlsDetails: fc.constantFrom(undefined, { tlsVersion: "TLSv1.3" }),
});

const where = fc.constantFrom(
  ...Array<object>(6).fill({ recipientAccountId: account, awsRegion: "eu-west-1" }),
  { recipientAccountId: account, awsRegion: "eu-central-1" },
  { recipientAccountId: other, awsRegion: "eu-west-1" },
  { recipientAccountId: account, awsRegion: "us-east-1" },
  { recipientAccountId: "999999999999", awsRegion: "eu-west-1" },
);

/** Secrets of the account have one suffix in all records: which, only AWS knows. */
export const RECORDED_SUFFIX = "-a1B2c3";

/** Reads by a role that is expected most often, in each way of naming a secret that it may be expected to read. */
const arbitraryOrdinaryRead = fc
  .record({ name: fc.constantFrom("db", "db-2", "api", "ci/db"), form: fc.nat(2), role: fc.constantFrom("a", "s/a") })
  .map(({ name, form, role }) => {
    const arn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
    return {
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      requestParameters: { secretId: [name, arn, `${arn}${RECORDED_SUFFIX}`][form] },
      sourceIPAddress: "203.0.113.5",
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:session",
        arn: `arn:aws:sts::${account}:assumed-role/a/session`,
        accountId: account,
        sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${role}` } },
      },
    };
  });

/** Drills, silent and not, and what differs from one in a single thing. */
const arbitraryDrill = fc
  .record({
    ofAccount: fc.constantFrom(account, account, other),
    role: fc.constantFrom("SecretwatchDrill", "SecretwatchDrill", "SecretwatchDrill", "a"),
    start: fc.constantFrom("secretwatch-drill-", "secretwatch-drill-", "secretwatch-drill-notify-", "secretwatch-"),
    run: fc.constantFrom("20261128190501-4f3a9c21", "20261128190501-4f3a9c21", "20261128190501-4f3a9c21x", "db"),
    errorCode: fc.constantFrom(
      ...["ResourceNotFoundException", "ResourceNotFoundException", "ResourceNotFoundException"],
      ...["AccessDenied", undefined],
    ),
    eventName: fc.constantFrom("GetSecretValue", "GetSecretValue", "BatchGetSecretValue"),
  })
  .map(({ ofAccount, role, start, run, errorCode, eventName }) => ({
    eventSource: "secretsmanager.amazonaws.com",
    eventName,
    errorCode,
    requestParameters: { secretId: `${start}${run}` },
    sourceIPAddress: "203.0.113.5",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${ofAccount}:assumed-role/${role}/session`,
      accountId: ofAccount,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ofAccount}:role/${role}` } },
    },
  }));

export const arbitraryRecordedRead: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(circumstances, where, fc.oneof(arbitraryRead, arbitraryOrdinaryRead, arbitraryParameterRead, arbitraryDrill))
  .map(([around, place, read]) => {
    const text = JSON.stringify({ ...around, ...place, ...read });
    return JSON.parse(text.replaceAll("-zzzzzz", RECORDED_SUFFIX)) as Record<string, unknown>;
  });
