import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { Judge, type Judgement } from "../../history/judge";
import { readRecord, storeRead } from "../../history/read-record";
import { arbitraryOrganization, arbitraryRecordedRead } from "../support/arbitrary-watched";

type Fields = Readonly<Record<string, unknown>>;

/** What records have beside, and what nobody would write where something is decided from. */
const arbitraryMore = fc.record(
  {
    userAgent: fc.string(),
    eventCategory: fc.constant("Management"),
    additionalEventData: fc.jsonValue(),
    responseElements: fc.jsonValue(),
    errorCode: fc.constantFrom("AccessDenied", "ThrottlingException", "ResourceNotFoundException"),
    errorMessage: fc.constantFrom(
      "Rate exceeded",
      "User: arn:aws:iam::901234567803:user/a is not authorized to perform: secretsmanager:GetSecretValue on resource: db",
    ),
    sourceIPAddress: fc.constantFrom("203.0.113.5", "secretsmanager.amazonaws.com", "AWS Internal", ""),
    vpcEndpointId: fc.constantFrom("vpce-0a1b2c3d4e5f60718", 7),
    resources: fc.constantFrom<unknown>([], "db", [
      { ARN: "arn:aws:secretsmanager:eu-west-1:901234567803:secret:api-a1B2c3" },
    ]),
    awsRegion: fc.constantFrom<unknown>("eu-west-1", null, 7),
    requestID: fc.constantFrom<unknown>("b-1", { id: 1 }),
  },
  { requiredKeys: [] },
);

const arbitraryRead = fc
  .tuple(
    arbitraryRecordedRead,
    arbitraryMore,
    fc.constantFrom("session", "i-0123456789abcdef0", "jane@acorn.example"),
    fc.constantFrom<Fields>({}, { versionStage: "AWSCURRENT" }, { filters: [{ key: "name", values: ["db"] }] }),
  )
  .map(([read, more, session, asked]): CloudTrailRecord => {
    const { userIdentity, requestParameters, ...record } = { ...read, ...more } as Record<string, unknown>;
    const text = JSON.stringify({ userIdentity, requestParameters });
    const inSession = JSON.parse(text.replace(/(:assumed-role\/[^/"]+\/)[^"/]+"/, `$1${session}"`)) as Fields;
    const requested = inSession.requestParameters;
    const isAsked = typeof requested === "object" && requested !== null;
    return { ...record, ...inSession, ...(isAsked ? { requestParameters: { ...requested, ...asked } } : {}) };
  })
  .filter((record) => storeRead(record) !== undefined);

/** All but when it was and by which session, which is another one in each record. */
function decided({ facts: { secret, reader, outcome }, ...judgement }: Judgement) {
  const { name, person, type } = reader;
  return { ...judgement, secret, outcome, reader: { name, person, type } };
}

test("a read is judged from what is kept of its record as from all of it", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      arbitraryOrganization,
      fc.array(arbitraryRead, { minLength: 10, maxLength: 20 }),
      async (organization, records) => {
        const judge = new Judge(organization);
        for (const record of records) {
          const whole = await judge.judge(record);

          expect({ record, decided: decided(await judge.judge(readRecord(record))) }).toEqual({
            record,
            decided: decided(whole),
          });
          seen.add(whole.verdict);
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(seen.size).toBeGreaterThan(4);
}, 120_000);

test("what is kept of a record is a read of the same store, and all of it is kept the second time", () => {
  fc.assert(
    fc.property(arbitraryRead, (record) => {
      const kept = readRecord(record);

      expect(storeRead(kept)).toBe(storeRead(record));
      expect(readRecord(kept)).toEqual(kept);
    }),
  );
});

test("reads by sessions of a role are kept as one, and those of persons behind single sign-on each by itself", () => {
  const read = (role: string, session: string): CloudTrailRecord => ({
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    userAgent: session,
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROAEXAMPLE:${session}`,
      arn: `arn:aws:sts::333333333333:assumed-role/${role}/${session}`,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::333333333333:role/${role}` } },
    },
    requestParameters: { secretId: "db" },
  });
  const kept = (role: string) =>
    new Set(["jane", "joe"].map((session) => JSON.stringify(readRecord(read(role, session)))));

  expect(kept("api").size).toBe(1);
  expect(kept("AWSReservedSSO_PowerUser_0123456789abcdef").size).toBe(2);
});
