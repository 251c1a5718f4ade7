import path from "node:path";

import { expectedReads } from "../../../reads/expected-reads";
import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsOf } from "./problems-of";

function load(text: string) {
  return loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"));
}

const shop = `  - name: shop
    id: "901234567804"
    organizationalUnit: workloads
    owner: shop@secretwatch.dev
`;
const role = (name: string, account = "901234567803") => `arn:aws:iam::${account}:role/${name}`;
const long = (index: number) => `role/${"a".repeat(60)}${index}`;
const many = Array.from({ length: 30 }, (_, index) => long(index)).join(", ");
const remedy = "Give both the same secrets, or name each of the roles by itself.";

test("a path of the account whose roles may read more is a problem of its secrets, once", () => {
  const text = broken(
    "      - name: prod/database\n",
    `      - { name: prod/database, expectedReaders: [role/service/*], replicaRegions: [eu-central-1] }
      - { name: prod/api, expectedReaders: [role/service/app], replicaRegions: [eu-central-1] }
`,
  );

  expect(problemsOf(text)).toEqual([
    `organization.yaml:14:5  members[0].secrets: payments (901234567803) in eu-west-1: ${role("service/*")} covers ${role("service/app")}, which may read other secrets. » ${remedy}`,
  ]);
});

test("the region is the one in which there is a contradiction", () => {
  const text = broken(
    "      - name: prod/database\n",
    `      - { name: prod/database, expectedReaders: [role/service/*], replicaRegions: [eu-central-1] }
      - { name: prod/api, region: eu-central-1, expectedReaders: [role/service/app] }
`,
  );

  expect(problemsOf(text)).toEqual([
    expect.stringMatching(/^organization\.yaml:14:5 {2}members\[0\]\.secrets: payments \(\d+\) in eu-central-1: /),
  ]);
});

test("every account is reported, in its file, at its own readers where it has any", () => {
  const clash =
    "    secrets: [{ name: db, expectedReaders: [role/service/*] }]\n    expectedReaders: [role/service/app]\n";
  const message = (account: string) =>
    `in eu-west-1: ${role("service/*", account)} may read some secrets and covers ${role("service/app", account)}, which may read any. » ${remedy}`;

  expect(
    problemsOf({
      "organization.yaml": `${correct}    expectedReaders: [role/service/app]
${shop}${clash}include: [blog.yaml]
`.replace("- name: prod/database", "- { name: prod/database, expectedReaders: [role/service/*] }"),
      "blog.yaml": `members:\n${shop.replace("shop", "blog").replace("901234567804", "901234567805")}${clash}`,
    }),
  ).toEqual([
    `blog.yaml:7:5  members[0].expectedReaders: blog (901234567805) ${message("901234567805")}`,
    `organization.yaml:16:5  members[0].expectedReaders: payments (901234567803) ${message("901234567803")}`,
    `organization.yaml:22:5  members[1].expectedReaders: shop (901234567804) ${message("901234567804")}`,
  ]);
});

test("too many readers of every account are one problem of the defaults, and of accounts with readers of their own", () => {
  const text = `${correct}${shop}defaults:\n  expectedReaders: [${many}]\n`;
  const message =
    "in eu-west-1: an event pattern of reads by nobody of its 30 expected readers has 3158 characters; there is room for 1728. » Join roles below a path: role/service/*";

  expect(problemsOf(text)).toEqual([
    `organization.yaml:14:5  members[0].secrets: payments (901234567803) ${message}`,
    `organization.yaml:21:3  defaults.expectedReaders: shop (901234567804) ${message}`,
  ]);
});

test("they are looked at when nothing else is wrong", () => {
  const text = `${correct}defaults:\n  expectedReaders: [${many}]\nnamePrefix: X\n`;

  expect(problemsOf(text)).toEqual([expect.stringMatching(/namePrefix/)]);
});

test("readers in the reader's own account: of a secret, of any, and not of those of another region", () => {
  const auditor = role("auditor", "901234567804");
  const app = role("app", "901234567804");
  const everywhere = role("scanner", "901234567804");
  const organization = load(
    `${correct}    expectedReaders: [${auditor}]
${shop}    secrets: [{ name: own, expectedReaders: [role/app] }]
defaults:
  expectedReaders: [${everywhere}]
`.replace("- name: prod/database", `- { name: prod/database, expectedReaders: [${app}] }`),
  );
  const [payments, reader] = organization.members;

  const here = expectedReads(organization, reader!, "eu-west-1");
  const there = expectedReads(organization, reader!, "eu-central-1");

  const any = "arn:aws:secretsmanager:eu-west-1:901234567803:secret:";
  expect(here.accountReaders).toEqual([everywhere]);
  expect(here.secrets.map(({ ids, idPrefixes, expectedReaders }) => [ids.length, idPrefixes, expectedReaders])).toEqual(
    [
      [3, [], [app]],
      [0, [any], [auditor]],
      [1, [`${any}prod/database-`], [app]],
    ],
  );
  expect(there.secrets.map(({ idPrefixes }) => idPrefixes)).toEqual([[any.replace("west", "central")]]);
  expect(expectedReads(organization, payments!, "eu-west-1")).toMatchObject({
    accountReaders: [everywhere, auditor],
    secrets: [{ ids: expect.arrayContaining(["prod/database"]) as string[], expectedReaders: [app] }],
  });
  expect(organization.readPatterns.of(reader!, "eu-west-1").length).toBeGreaterThan(0);
});

describe("decoys", () => {
  test("have no readers", () => {
    expect(problemsOf(`${correct}      - { name: prod/bait, decoy: true, expectedReaders: [role/app] }\n`)).toEqual([
      "organization.yaml:16:41  members[0].secrets[1].expectedReaders: a decoy has no expected readers: nothing uses it, and every read is told. » Remove them, or decoy.",
    ]);
    expect(problemsOf(`${correct}      - { name: prod/bait, decoy: true, expectedReaders: [] }\n`)).toEqual([]);
  });
});

describe("decoys of every account", () => {
  const defaults = (...names: readonly string[]) =>
    `${correct}defaults: { decoys: [${names.map((name) => `{ name: ${name} }`).join(", ")}] }\n`;

  test("have names that AWS takes", () => {
    expect(problemsOf(defaults("rds!bait"))).toEqual([
      'organization.yaml:16:30  defaults.decoys[0].name: "rds!bait" contains !, which marks secrets that an AWS service manages. » Leave it to the service.',
    ]);
  });

  test("are found by a detection, which can be retuned, and which takes three names", () => {
    const settings = "detections: { secret-decoy-read: { severity: high } }\n";

    expect(problemsOf(defaults("prod/bait") + settings)).toEqual([]);
    expect(problemsOf(defaults("one", "two", "three", "four"))).toEqual([
      'organization.yaml:16:77  defaults.decoys[3].name: "four" is one name of a decoy too many; there may be 3: one, two, three. » Use one of these names: it can be that of a decoy in every account.',
    ]);
  });
});

test("a reader of an account twice, and one of another partition", () => {
  const chinese = "arn:aws-cn:iam::901234567803:role/app";

  expect(problemsOf(`${correct}    expectedReaders: [role/app, role/app, ${chinese}]\n`)).toEqual([
    'organization.yaml:16:33  members[0].expectedReaders[1]: "role/app" is in the list twice. » Remove one of them.',
    "organization.yaml:16:43  members[0].expectedReaders[2]: the ARN is of partition aws-cn; the organization is in aws. » Correct the ARN, or partition.",
  ]);
});
