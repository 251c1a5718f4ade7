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
const many = (count: number) => Array.from({ length: count }, (_, index) => long(index)).join(", ");

test("no number of readers of an account, or of secrets of a reader, is too many", () => {
  const secrets = Array.from(
    { length: 60 },
    (_, index) => `      - { name: prod/${index}, expectedReaders: [role/app] }\n`,
  );

  expect(problemsOf(`${correct}${secrets.join("")}${shop}defaults:\n  expectedReaders: [${many(60)}]\n`)).toEqual([]);
});

test("a path of the account whose roles may read more is no problem", () => {
  const text = broken(
    "      - name: prod/database\n",
    `      - { name: prod/database, expectedReaders: [role/service/*] }
      - { name: prod/api, expectedReaders: [role/service/app] }
`,
  );

  expect(problemsOf(text)).toEqual([]);
});

test("what the message composer has to know may not be longer than its definition", () => {
  const accounts = Array.from({ length: 90 }, (_, index) =>
    shop.replace("shop", `shop${index}`).replace("901234567804", String(901234567900 + index)),
  );

  expect(problemsOf(`${correct}${accounts.join("")}defaults:\n  expectedReaders: [${many(200)}]\n`)).toEqual([]);
  expect(
    problemsOf(
      `${correct}${accounts.map((each, index) => `${each}    expectedReaders: [${many(200)}, role/only-${index}]\n`).join("")}`,
    ),
  ).toEqual([
    expect.stringMatching(
      /^organization\.yaml:9:1 {2}members: expected readers of 90 accounts have places or do not fit into event patterns, and what they may read from where has \d+ characters; the message composer can know \d+\. » Join roles below a path/,
    ),
  ]);
});

test("they are looked at when nothing else is wrong", () => {
  const text = `${correct}defaults:\n  expectedReaders: [${many(60)}]\nnamePrefix: X\n`;

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
  expect(here.accountReaders).toEqual([{ reader: everywhere }]);
  expect(here.secrets.map(({ ids, idPrefixes, expectedReaders }) => [ids.length, idPrefixes, expectedReaders])).toEqual(
    [
      [3, [], [{ reader: app }]],
      [0, [any], [{ reader: auditor }]],
      [1, [], [{ reader: app }]],
    ],
  );
  expect(here.secrets.map(({ unsuffixed }) => unsuffixed)).toEqual([[], [], [`${any}prod/database`]]);
  expect(there.secrets.map(({ idPrefixes }) => idPrefixes)).toEqual([[any.replace("west", "central")]]);
  expect(expectedReads(organization, payments!, "eu-west-1")).toMatchObject({
    accountReaders: [{ reader: everywhere }, { reader: auditor }],
    secrets: [{ ids: expect.arrayContaining(["prod/database"]) as string[], expectedReaders: [{ reader: app }] }],
  });
  expect(organization.readPatterns.of(reader!, "eu-west-1").patterns.length).toBeGreaterThan(0);
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
      'organization.yaml:16:30  defaults.decoys[0].name: "rds!bait" contains !, which marks secrets that an AWS service manages. » Leave it to the service; to watch one that is there, list it under watchedSecrets.',
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

test("the ARN of a session, as mails have it, says which role to write", () => {
  const session = "arn:aws:sts::901234567803:assumed-role/payments-api/i-0a1b2c3d4e5f67890";

  expect(problemsOf(`${correct}    expectedReaders: ["${session}"]\n`)).toEqual([
    expect.stringMatching(/this is the ARN of a session, .* » Write role\/payments-api, with the path before its name/),
  ]);
});

test("a reader of another account that a secret of ours lets nobody in from is noted, and no problem", () => {
  const app = role("app", "901234567804");
  const notes: string[] = [];
  const text = `${correct.replace("- name: prod/database", `- { name: prod/database, expectedReaders: [role/a, ${app}, ${role("b")}] }`)}    watchedSecrets: [{ name: legacy, expectedReaders: [${app}] }]\n`;

  loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"), (note) =>
    notes.push(`${note.path}: ${note.message} » ${note.remedy}`),
  );

  expect(notes).toEqual([
    `members[0].secrets[0].expectedReaders[1]: "${app}" is of another account, and can't read a secret that is made here: its policy and its key let no other account in. » Expect a role of this account that the reader assumes; or make the secret elsewhere, with a policy of yours, and list it under watchedSecrets.`,
  ]);
});
