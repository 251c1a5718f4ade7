import path from "node:path";

import type { Undecided, UndecidedParameters } from "../../../organization/reads-of-account";
import { composerDefinition } from "../../../messages/reads/composer";
import type { Account } from "../../../organization/organization";
import { loadOrganization } from "../../../config/load-organization";
import { decisions, undecidedReads } from "../../../reads/undecided-reads";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { messageExamples } from "../../../scripts/messages/examples";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { correct } from "../../config/checks/problems-of";
import { temporaryDirectory } from "../../support/temporary-directory";
import { runComposer } from "../../support/run-composer";

const exampleOf = (what: RegExp) => messageExamples.find((each) => what.test(each.what))!;
const names = (...ids: readonly string[]) => ({ ids, unsuffixed: [], idPrefixes: [] });
const account = (id: string) => ({ id }) as Account;

/** An account where the developer may read what an account and region is asked for. */
const undecided = (id: string, region: string) => ({
  expectations: [
    {
      reader: `arn:aws:iam::${id}:role/developer`,
      any: false,
      ...names("prod/database", `arn:aws:secretsmanager:${region}:${id}:secret:prod/database`),
    },
  ],
  decoys: names(),
});

const input = (secretId: string) =>
  readInput({
    what: "",
    detection: "unexpected-secret-read",
    record: exampleRecord(1, { userIdentity: roleSession("developer", "jane"), requestParameters: { secretId } }),
  });
const { account: id, region } = input("x").event as { readonly account: string; readonly region: string };

test.each([
  ["expected by name", "prod/database", 0],
  ["expected by ARN", `arn:aws:secretsmanager:${region}:${id}:secret:prod/database`, 0],
  ["unexpected", "prod/other", 4],
])(
  "nobody and no program is told of a read that the rules could not leave out, and that is %s",
  async (_, secretId, sent) => {
    const facts = {
      ...exampleFacts,
      decisions: decisions([{ account: account(id), region, undecided: undecided(id, region) }]),
    };

    const { publications, path, status } = await runComposer(facts, input(secretId));

    expect(path).toContain("Is it expected");
    expect(publications).toHaveLength(sent);
    expect(status).toBe("SUCCEEDED");
  },
);

test("what is expected in one account and region is not in another", async () => {
  const facts = (of: string, there: string) => ({
    ...exampleFacts,
    decisions: decisions([{ account: account(of), region: there, undecided: undecided(of, there) }]),
  });

  for (const [of, there] of [
    ["999999999999", region],
    [id, "sa-east-1"],
  ] as const) {
    const { publications } = await runComposer(facts(of, there), input("prod/database"));

    expect(publications.length).toBeGreaterThan(0);
  }
});

test("readers that are the same in many accounts stand in the definition once", () => {
  const accounts = Array.from({ length: 500 }, (_, index) => account(String(100_000_000_000 + index)));
  const all = decisions(accounts.map((each) => ({ account: each, region, undecided: undecided(each.id, region) })));

  expect(all.kinds).toHaveLength(1);
  expect(Object.keys(all.places)).toHaveLength(500);
});

test("accounts that are alike in all of their regions stand there once, and others with each region", () => {
  const text =
    `${correct.replace("regions: [eu-west-1, eu-central-1]", "regions: [eu-west-1, eu-central-1, eu-north-1]")}  - name: shop
    id: "901234567804"
    organizationalUnit: workloads
    owner: shop@secretwatch.dev
    regions: [eu-west-1, eu-central-1]
    watchedSecrets: [{ name: legacy, region: eu-west-1, expectedReaders: [role/old] }]
defaults:
  expectedReaders: [{ reader: role/backup, from: [8.8.8.0/24] }]
`
      .replace("      - name: prod/database\n", "")
      .replace("    secrets:\n", "");
  const organization = loadOrganization(
    path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"),
  );

  const all = decisions(undecidedReads(organization));

  expect(Object.keys(all.places).sort()).toEqual([
    "901234567801",
    "901234567802",
    "901234567803",
    "901234567804/eu-central-1",
    "901234567804/eu-west-1",
  ]);
  expect(all.kinds).toHaveLength(2);
});

test.each([
  ["expected in another, too, where all of the account are alike", true, 0],
  ["not expected in another", false, 4],
])("who is expected in one region is %s", async (_, everywhere, sent) => {
  const here = { account: account(id), region, undecided: undecided(id, region), everywhere };
  const run = (at: string) => {
    const { event, ...rest } = input("prod/database");
    return runComposer({ ...exampleFacts, decisions: decisions([here]) }, { ...rest, event: { ...event, region: at } });
  };

  expect((await run(region)).publications).toEqual([]);
  expect((await run("eu-central-1")).publications).toHaveLength(sent);
});

test("where rules leave nothing undecided, nothing is asked", () => {
  const nothing = {
    ...exampleFacts,
    decisions: decisions<Undecided>([]),
    parameterDecisions: decisions<UndecidedParameters>([]),
  };

  expect(composerDefinition(nothing)).not.toContain("Is it expected");
});

describe("a read by an expected reader from an unexpected place", () => {
  const elsewhere = exampleOf(/from an unexpected place/);
  const run = (more: object = {}, detection = elsewhere.detection) =>
    runComposer(exampleFacts, readInput({ ...elsewhere, detection, record: { ...elsewhere.record, ...more } }));
  const mailOf = async (...of: Parameters<typeof run>) =>
    (await run(...of)).publications.find(({ TopicArn }) => TopicArn.endsWith("secretwatch-alerts"))!;

  test("says so from the subject on, with where it was and where it is expected", async () => {
    const { Subject, Message } = await mailOf();

    expect(Subject).toMatch(
      /^\[high\] payments-prod: prod\/payments\/ledger was read from an unexpected place by role/,
    );
    expect(Message).toContain("(secret-read-from-elsewhere)");
    expect(Message).toMatch(/^From: 198.51.100.23\nExpected from: vpce-0123456789abcdef0, 203.0.113.0\/24$/m);
    expect(Message).toContain("put the place into the reader's from");
  });

  test("is told where it was refused, too", async () => {
    const { Message } = await mailOf({ errorCode: "AccessDenied" }, "unexpected-secret-read-refused");

    expect(Message).toMatch(/^\[high\] .*: reading prod\/payments\/ledger from an unexpected place was denied to /);
    expect(Message).toMatch(/^Expected from: /m);
  });

  test("is told where it was refused and the record does not say which secret", async () => {
    const refusal = { errorCode: "AccessDenied", requestParameters: null };

    expect((await mailOf(refusal, "unexpected-secret-read-refused")).Message).toMatch(/^\[high\] .*unexpected place/);
    expect(
      (await mailOf({ ...refusal, sourceIPAddress: "203.0.113.9" }, "unexpected-secret-read-refused")).Message,
    ).toMatch(/^\[medium\] /);
  });

  test("is a decoy's read where it is one", async () => {
    const { Message } = await mailOf({ requestParameters: { secretId: "prod/backup-admin" } }, "secret-decoy-read");

    expect(Message).toMatch(/^\[critical\] .*decoy/);
  });

  test("is for programs with where it is expected from", async () => {
    const { publications } = await run();
    const { Message } = publications.find(({ TopicArn }) => TopicArn.endsWith("events-alerts"))!;

    expect(JSON.parse(Message)).toMatchObject({
      detection: "secret-read-from-elsewhere",
      severity: "high",
      from: { ip: "198.51.100.23" },
      expectedFrom: ["vpce-0123456789abcdef0", "203.0.113.0/24"],
    });
  });

  test.each([
    ["from the network", { sourceIPAddress: "203.0.113.9" }],
    ["through the endpoint", { vpcEndpointId: "vpce-0123456789abcdef0", sourceIPAddress: "10.0.0.8" }],
    ["by a service that acts for it", { sourceIPAddress: "cloudformation.amazonaws.com" }],
  ])("is silent %s", async (_, more) => {
    expect((await run(more)).publications).toEqual([]);
  });

  test("is an unexpected read if the secret is another's", async () => {
    const { Message } = await mailOf({ requestParameters: { secretId: "prod/payments/database" } });

    expect(Message).toContain("(unexpected-secret-read)");
    expect(Message).not.toContain("Expected from");
  });
});
