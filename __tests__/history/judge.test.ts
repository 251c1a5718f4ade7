import fc from "fast-check";

import { Judge } from "../../history/judge";
import { readRecord, storeRead } from "../../history/read-record";
import { knownOf } from "../../messages/reads/known-of";
import type { ComposerFacts } from "../../messages/reads/composer-facts";
import { accountsOf, type Organization } from "../../organization/organization";
import { forwardingRegions } from "../../organization/regions";
import { evaluate } from "../../patterns/evaluate";
import { UNKNOWN_SUFFIX } from "../../reads/expectations";
import { expectedReads } from "../../reads/expected-reads";
import { forwardedReads } from "../../reads/kinds";
import { listedParameters } from "../../reads/parameters";
import { parameterRules } from "../../reads/parameter-rules";
import { decisions, undecidedParameters, undecidedReads } from "../../reads/undecided-reads";
import { readRules } from "../../reads/unexpected-reads";
import { exampleFacts } from "../../scripts/messages/example-facts";
import { edited, organizationFrom } from "../support/edited-organization";
import { exampleOrganization } from "../support/synthesized";
import { arbitraryOrganization, arbitraryRecordedRead, RECORDED_SUFFIX } from "../support/arbitrary-watched";
import { runComposer } from "../support/run-composer";

type Fields = Readonly<Record<string, unknown>>;

/** What is deployed: the rules of the account and region, with the ARNs that Terraform fills in, as far as they match a record. */
function isSent(organization: Organization, record: Fields): boolean {
  const account = accountsOf(organization).find(({ id }) => id === record.recipientAccountId);
  const region = record.awsRegion as string;
  if (account === undefined || !forwardingRegions(organization, account.regions).includes(region)) return false;
  const { patternLength } = organization.alerts;
  const rules = [
    ...readRules(expectedReads(organization, account, region), patternLength).rules,
    ...parameterRules(listedParameters(organization, account, region), patternLength).rules,
  ].map(({ condition }) => condition);
  const made = JSON.parse(JSON.stringify(rules).replaceAll(UNKNOWN_SUFFIX, RECORDED_SUFFIX)) as typeof rules;
  return made.some((condition) => evaluate(condition, record));
}

/** Ids of what the message composer tells programs of a record, each rule of the central bus by itself. */
async function toldByComposer(organization: Organization, record: Fields) {
  if (!isSent(organization, record)) return [];
  const facts: ComposerFacts = {
    ...exampleFacts,
    ...knownOf(organization),
    decisions: decisions(undecidedReads(organization)),
    parameterDecisions: decisions(undecidedParameters(organization)),
  };
  const told: { readonly id: string; readonly severity: string }[] = [];
  for (const { id, condition } of forwardedReads(organization.decoyNames, organization.stores)) {
    if (!evaluate(condition, record)) continue;
    const event = { account: record.recipientAccountId, region: record.awsRegion, detail: record };
    const { publications } = await runComposer(facts, { detection: id, event });
    const [message] = publications
      .filter(({ TopicArn }) => TopicArn.endsWith("events-alerts"))
      .map(({ Message }) => JSON.parse(Message) as { readonly detection: string; readonly severity: string });
    if (message !== undefined) told.push({ id: message.detection, severity: message.severity });
  }
  return told;
}

test("what is judged to be told is what the deployed rules send and the composer tells, by the same detection", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      arbitraryOrganization,
      fc.array(arbitraryRecordedRead, { minLength: 15, maxLength: 15 }),
      async (organization, records) => {
        const judge = new Judge(organization);
        for (const record of records.filter((each) => storeRead(each) !== undefined)) {
          const told = await toldByComposer(organization, record);

          const { verdict, tellings, isTold, ...about } = await judge.judge(readRecord(record));

          seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
          const quiet = accountsOf(organization).some(({ id, mode }) => id === about.accountId && mode === "quiet");
          expect({ record, isTold }).toEqual({ record, isTold: told.length > 0 });
          if (!quiet) expect(tellings.map(({ id, severity }) => ({ id, severity }))).toEqual(told);
          if (["expected", "unlisted", "unwatched"].includes(verdict)) expect(tellings).toEqual([]);
          if (!quiet && tellings.length > 0) expect(["expected", "unlisted", "unwatched"]).not.toContain(verdict);
        }
      },
    ),
    { numRuns: 20 },
  );

  // Enough of each that it was put to the test.
  expect([...seen.keys()].sort()).toEqual([
    ...["decoy", "elsewhere", "expected", "refused", "unexpected", "unlisted", "unwatched"],
  ]);
}, 120_000);

describe("in the example", () => {
  const judge = new Judge(exampleOrganization());
  const arn = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database";
  const read = (secretId: string, more: Fields = {}): Fields => ({
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    recipientAccountId: "333333333333",
    awsRegion: "eu-west-1",
    requestParameters: { secretId },
    userIdentity: {
      type: "AssumedRole",
      arn: "arn:aws:sts::333333333333:assumed-role/payments-api/session",
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/service/payments-api" } },
    },
    ...more,
  });
  const canary = read("secretwatch-canary-1", {
    recipientAccountId: "222222222222",
    errorCode: "ResourceNotFoundException",
    userIdentity: {
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/secretwatch-roll-call" } },
    },
  });
  const drill = (secretId: string, more: Fields = {}) =>
    read(secretId, {
      errorCode: "ResourceNotFoundException",
      userIdentity: { sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/SecretwatchDrill" } } },
      ...more,
    });

  test.each<[string, Fields, string, string | undefined]>([
    ["its own secret by name", read("prod/payments/database"), "expected", undefined],
    ["the ARN with whatever six characters AWS put behind it", read(`${arn}-Zz09aB`), "expected", undefined],
    ["the ARN with five characters behind it", read(`${arn}-Zz09a`), "unexpected", "unexpected-secret-read"],
    ["another secret", read("prod/other"), "unexpected", "unexpected-secret-read"],
    ["the decoy by ARN", read(arn.replace("payments/database", "backup/root-database")), "decoy", "secret-decoy-read"],
    ["its own, denied", read(arn, { errorCode: "AccessDenied" }), "refused", "unexpected-secret-read-refused"],
    ["what it does not say", read("", { requestParameters: null }), "unexpected", "unexpected-secret-read"],
    ["what is in a region without rules", read(arn, { awsRegion: "us-east-1" }), "unwatched", undefined],
    ["what is in no account of the file", read(arn, { recipientAccountId: "999999999999" }), "unwatched", undefined],
    ["the watch's own canary", canary, "expected", undefined],
    ["a drill", drill("secretwatch-drill-20261128190501-4f3a9c21"), "expected", undefined],
    ["a drill with --notify", drill("secretwatch-drill-notify-20261128190501-4f3a9c21"), "refused", "drill-read"],
    [
      "what a drill may not read",
      drill("secretwatch-drill-20261128190501-4f3a9c21", { errorCode: "AccessDenied" }),
      "refused",
      "unexpected-secret-read-refused",
    ],
  ])("a read of %s", async (_, record, verdict, detection) => {
    for (const each of [record, readRecord(record)]) {
      const judgement = await judge.judge(each);

      expect(judgement.verdict).toBe(verdict);
      expect(judgement.tellings.map(({ id }) => id)).toEqual(detection === undefined ? [] : [detection]);
      expect(judgement.isTold).toBe(detection !== undefined);
    }
  });

  test("a parameter that is not listed is told apart from one that its reader is expected to read", async () => {
    const organization = organizationFrom(
      edited((it) => {
        it.members[0] = {
          ...it.members[0]!,
          ...{ watchedParameters: [{ name: "/prod/db", expectedReaders: ["role/service/shop"] }] },
        };
      }),
    );
    const parameter = (name: string) =>
      read("", {
        eventSource: "ssm.amazonaws.com",
        eventName: "GetParameter",
        requestParameters: { name, withDecryption: true },
        userIdentity: {
          sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/service/shop" } },
        },
      });

    const verdicts = ["/prod/db", "prod/db:3", "/prod/db-2"].map((name) =>
      new Judge(organization).judge(parameter(name)),
    );

    expect((await Promise.all(verdicts)).map(({ verdict }) => verdict)).toEqual(["expected", "expected", "unlisted"]);
  });
});
