import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { temporaryDirectory } from "../support/temporary-directory";
import { correct } from "./checks/problems-of";

function load(more = "", members = ""): Organization {
  const directory = temporaryDirectory({ "organization.yaml": `${correct}${members}${more}` });
  return loadOrganization(path.join(directory, "organization.yaml"));
}

test("what the file leaves out has its default", () => {
  const organization = load();

  expect(organization).toMatchObject({
    example: false,
    partition: "aws",
    namePrefix: "secretwatch",
    protection: true,
    deployment: { roleName: "SecretwatchDeploy", state: { type: "local", directory: "terraform-state" } },
    alerts: { silenceMinutes: 15 },
    trail: { insights: [], excludeKmsEvents: false, tags: true },
    logGroup: { retentionDays: 365 },
    archive: { archiveAfterDays: 90, expireAfterDays: 2557 },
    waves: ["canary", "all"],
  });
  expect(organization.logArchive).toBeUndefined();
  expect(organization.members[0]).toMatchObject({ wave: "all", tags: {} });
  expect(organization.members[0]!.secrets[0]).toEqual({
    name: "prod/database",
    region: "eu-west-1",
    decoy: false,
    replacePolicy: false,
    replaceTags: false,
    expectedReaders: [],
    replicaRegions: [],
    recoveryWindowDays: 30,
  });
});

test("tags and readers are added to the defaults, single values replace them", () => {
  const defaults = `defaults:
  tags: { team: everyone, cost-center: "1" }
  expectedReaders: [role/rotation]
  replicaRegions: [eu-central-1]
  recoveryWindowDays: 14
`;
  const member = `      - { name: own, expectedReaders: [role/app, role/rotation], replicaRegions: [], recoveryWindowDays: 7 }
    tags: { team: payments }
    expectedReaders: [role/backup, role/rotation]
`;

  const [payments] = load(defaults, member).members;

  expect(payments!.tags).toEqual({ team: "payments", "cost-center": "1" });
  expect(payments!.expectedReaders).toEqual([{ reader: "role/rotation" }, { reader: "role/backup" }]);
  expect(payments!.secrets).toMatchObject([
    { expectedReaders: [], replicaRegions: ["eu-central-1"], recoveryWindowDays: 14 },
    {
      expectedReaders: [{ reader: "role/app" }, { reader: "role/rotation" }],
      replicaRegions: [],
      recoveryWindowDays: 7,
    },
  ]);
});

test("a default replica region that is the secret's own is left out", () => {
  const [payments] = load(
    "defaults: { replicaRegions: [eu-central-1] }\n",
    "      - { name: other, region: eu-central-1 }\n",
  ).members;

  expect(payments!.secrets.map(({ replicaRegions }) => replicaRegions)).toEqual([["eu-central-1"], []]);
});

test("members of included files follow in the order of their files", () => {
  const member = (name: string, id: number) =>
    `members: [{ name: ${name}, id: "${id}", organizationalUnit: workloads, owner: a@secretwatch.dev }]\n`;
  const directory = temporaryDirectory({
    "organization.yaml": `${correct}include: ["accounts/*.yaml"]\n`,
    "accounts/b.yaml": member("blog", 901234567805),
    "accounts/a.yaml": member("shop", 901234567804),
  });

  const { members } = loadOrganization(path.join(directory, "organization.yaml"));

  expect(members.map(({ name }) => name)).toEqual(["payments", "shop", "blog"]);
});
