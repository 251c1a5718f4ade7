import path from "node:path";

import fc from "fast-check";

import { loadOrganization } from "../../../config/load-organization";
import { render } from "../../../config/files/problem";
import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsOf } from "./problems-of";

const id = "901234567803";
const arn = (name: string, { region = "eu-west-1", account = id, partition = "aws" } = {}) =>
  `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
const withSecrets = (...entries: readonly object[]) =>
  broken("    secrets:\n      - name: prod/database\n", `    secrets: ${JSON.stringify(entries)}\n`);
const adopting = (adopt: string, more: object = {}) => withSecrets({ name: "prod/db", adopt, ...more });

function notesOn(text: string): readonly string[] {
  const notes: string[] = [];
  const file = path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml");
  loadOrganization(file, (note) => notes.push(render(note).toString()));
  return notes;
}

function secretIn(text: string) {
  const file = path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml");
  return loadOrganization(file).members[0]!.secrets[0]!;
}

test("a secret that is there already is adopted, in the region of its ARN, and no default gives it copies", () => {
  const text = `${adopting(arn("prod/db-a1B2c3", { region: "eu-central-1" }))}defaults: { replicaRegions: [eu-west-1] }\n`;

  expect(problemsOf(text)).toEqual([]);
  expect(secretIn(text)).toMatchObject({ region: "eu-central-1", replicaRegions: [], replacePolicy: false });
});

test.each([
  [
    "another account's",
    arn("prod/db-a1B2c3", { account: "901234567804" }),
    /account 901234567804; this is 901234567803/,
  ],
  ["another partition's", arn("prod/db-a1B2c3", { partition: "aws-cn" }), /the ARN is of partition aws-cn/],
  [
    "one of a region that is not governed",
    arn("prod/db-a1B2c3", { region: "us-east-1" }),
    /region us-east-1, which the/,
  ],
  [
    "one that a service manages",
    arn("rds!db-1-a1B2c3"),
    /"rds!db-1" is managed by an AWS service.* » .*watchedSecrets/,
  ],
  ["a part of an ARN", arn("prod/db"), /adopt is the whole ARN of a secret\. » .*the six characters at its end/],
  ["a name", "prod/db", /adopt is the whole ARN of a secret/],
  ["a copy's path", arn("prod/*"), /adopt is the whole ARN of a secret/],
])("%s is not adopted", (_, adopt, said) => {
  const problems = problemsOf(adopting(adopt));

  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toMatch(/^organization\.yaml:14:\d+ {2}members\[0\]\.secrets\[0\]\.adopt: /);
  expect(problems.join("\n")).toMatch(said);
});

test("everything that is wrong with one is said at once", () => {
  const wrong = adopting(arn("prod/other-a1B2c3", { account: "901234567804", region: "us-east-1" }), {
    region: "eu-west-1",
    decoy: true,
  });

  expect(problemsOf(wrong)).toEqual([
    expect.stringMatching(
      /\.name: "prod\/db" is not the name of the secret .*"prod\/other".* » Write "prod\/other"\.$/,
    ),
    expect.stringMatching(/\.adopt: the ARN is of account 901234567804/),
    expect.stringMatching(/\.adopt: the ARN is of region us-east-1/),
    expect.stringMatching(/\.adopt: a decoy is made here, with a made-up value/),
    expect.stringMatching(/\.region: the ARN that is adopted is of region us-east-1\. » Leave region out/),
  ]);
});

test("a region that the account leaves out has nothing to adopt", () => {
  const text = adopting(arn("prod/db-a1B2c3", { region: "eu-central-1" })).replace(
    "    secrets:",
    "    regions: [eu-west-1]\n    secrets:",
  );

  expect(problemsOf(text)).toEqual([expect.stringMatching(/the ARN is of region eu-central-1, which the account/)]);
});

test("a secret is adopted once, and is not watched beside, but its copies are where they are", () => {
  const adopt = arn("prod/db-a1B2c3");
  const copy = arn("prod/db-a1B2c3", { region: "eu-central-1" });
  const watched = (name: string) => `${adopting(adopt)}    watchedSecrets: [{ name: "${name}" }]\n`;

  expect(problemsOf(withSecrets({ name: "prod/db", adopt }, { name: "prod/db", adopt }))).toEqual([
    expect.stringMatching(/"prod\/db" is taken in eu-west-1/),
  ]);
  for (const name of ["prod/db", adopt]) {
    expect(problemsOf(watched(name))).toEqual([expect.stringMatching(/is one of the account's secrets/)]);
  }
  expect(problemsOf(watched(copy))).toEqual([]);
});

test("its key is in the region of the ARN", () => {
  const adopt = arn("prod/db-a1B2c3", { region: "eu-central-1" });
  const key = (region: string) => ({ kmsKeyArn: `arn:aws:kms:${region}:${id}:key/one` });

  expect(problemsOf(adopting(adopt, key("eu-central-1")))).toEqual([]);
  expect(problemsOf(adopting(adopt, key("eu-west-1")))).toEqual([
    expect.stringMatching(/kmsKeyArn: the key is in "eu-west-1"; the key of a secret is in its region, eu-central-1/),
  ]);
});

test("only a secret that is adopted has a policy and tags to replace", () => {
  expect(problemsOf(withSecrets({ name: "prod/db", replacePolicy: true, replaceTags: true }))).toEqual([
    expect.stringMatching(/replacePolicy: the secret is made here/),
    expect.stringMatching(/replaceTags: the secret is made here/),
  ]);
});

test("notes say what of each is not governed", () => {
  const adopt = arn("prod/db-a1B2c3");
  const all = {
    kmsKeyArn: `arn:aws:kms:eu-west-1:${id}:key/one`,
    description: "Main",
    replacePolicy: true,
    replaceTags: true,
    replicaRegions: ["eu-central-1"],
  };

  expect(notesOn(correct)).toEqual([]);
  expect(notesOn(adopting(adopt))).toEqual([
    expect.stringContaining("whoever changes them: key, policy, tags, description, copies."),
  ]);
  expect(notesOn(adopting(adopt, { ...all, description: undefined }))).toEqual([
    expect.stringContaining("whoever changes them: description."),
  ]);
  expect(notesOn(adopting(adopt, all))).toEqual([]);
});

test("a reader of another account may be let in by the policy that a secret has, and not by ours", () => {
  const expectedReaders = ["arn:aws:iam::901234567804:role/reports"];
  const notes = (more: object) => notesOn(adopting(arn("prod/db-a1B2c3"), { expectedReaders, ...more })).join("\n");

  expect(notes({})).not.toContain("can't read a secret");
  expect(notes({ replacePolicy: true })).toContain("can't read a secret");
});

test("whatever the name, it is the one in the ARN", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9/_+=.@-]{1,40}$/);
  const suffix = fc.stringMatching(/^[A-Za-z0-9]{6}$/);

  fc.assert(
    fc.property(name, name, suffix, (one, other, end) => {
      const problems = problemsOf(withSecrets({ name: one, adopt: arn(`${other}-${end}`) }));

      expect(problems.length).toBe(one === other ? 0 : 1);
    }),
    { numRuns: 30 },
  );
});
