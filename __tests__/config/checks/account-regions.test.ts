import fc from "fast-check";

import { edited, organizationFrom, small, type OrganizationText } from "../../support/edited-organization";
import { broken, problemsOf } from "./problems-of";

const member = (more: string) =>
  broken("owner: payments@secretwatch.dev", `owner: payments@secretwatch.dev\n    ${more}`).replace(
    "[eu-west-1, eu-central-1]",
    "[eu-west-1, eu-central-1, eu-north-1]",
  );

test("an account may leave governed regions out, a central one, too", () => {
  const text = member("regions: [eu-north-1, eu-west-1]").replace(
    '"901234567802" }',
    '"901234567802", regions: [eu-west-1] }',
  );

  expect(problemsOf(text)).toEqual([]);
  const { members, security, management } = organizationFrom(text);
  // In the order of governedRegions: which order the account has them in changes nothing.
  expect(members[0]!.regions).toEqual(["eu-west-1", "eu-north-1"]);
  expect(security.regions).toEqual(["eu-west-1"]);
  expect(management.regions).toEqual(["eu-west-1", "eu-central-1", "eu-north-1"]);
});

test.each([
  [
    "without the home region",
    "regions: [eu-central-1]",
    "14:14  members[0].regions: the home region, eu-west-1, is not among them; every account has it: decoys, roles and what tells of them are there. » Add eu-west-1, or leave regions out to use all that are governed.",
  ],
  [
    "without any",
    "regions: []",
    "14:14  members[0].regions: the home region, eu-west-1, is not among them; every account has it: decoys, roles and what tells of them are there. » Add eu-west-1, or leave regions out to use all that are governed.",
  ],
  [
    "one that is not governed",
    "regions: [eu-west-1, eu-west-3]",
    '14:26  members[0].regions[1]: "eu-west-3" is not one of governedRegions: eu-west-1, eu-central-1, eu-north-1. » Use a governed region, or add this one to governedRegions.',
  ],
  [
    "one that there is not",
    "regions: [eu-west-1, eu-west-9]",
    '14:26  members[0].regions[1]: "eu-west-9" is not a region of partition aws. » Did you mean "eu-west-1"?',
  ],
  [
    "one twice",
    "regions: [eu-west-1, eu-west-1]",
    '14:26  members[0].regions[1]: "eu-west-1" is in the list twice. » Remove one of them.',
  ],
  ["no list", "regions: eu-west-1", '14:14  members[0].regions: "eu-west-1" is not valid; regions is a list. » Put'],
])("regions %s", (_, regions, message) => {
  expect(problemsOf(member(regions))).toEqual([expect.stringContaining(`organization.yaml:${message}`)]);
});

test("a secret and its copies are in regions that the account does not leave out", () => {
  const text = member("regions: [eu-west-1]").replace(
    "- name: prod/database\n",
    "- { name: prod/database, region: eu-north-1, replicaRegions: [eu-west-1, eu-central-1] }\n",
  );

  const remedy = (region: string) => `Add ${region} to the regions of the account, or use one of them.`;
  expect(problemsOf(text)).toEqual([
    `organization.yaml:16:40  members[0].secrets[0].region: "eu-north-1" is a region that the account leaves out (organization.yaml:14:14): eu-west-1. » ${remedy("eu-north-1")}`,
    `organization.yaml:16:80  members[0].secrets[0].replicaRegions[1]: "eu-central-1" is a region that the account leaves out (organization.yaml:14:14): eu-west-1. » ${remedy("eu-central-1")}`,
  ]);
});

test("copies that all secrets are to have are not in regions that the account leaves out", () => {
  const text = `${member("regions: [eu-west-1, eu-north-1]")}defaults: { replicaRegions: [eu-central-1, eu-north-1] }\n`;

  expect(organizationFrom(text).members[0]!.secrets[0]!.replicaRegions).toEqual(["eu-north-1"]);
  // So the name is free there, but for a secret that can't be there either.
  const second = text.replace(
    "- name: prod/database\n",
    "- name: prod/database\n      - { name: a, region: eu-north-1 }\n",
  );
  expect(problemsOf(second)).toEqual([]);
});

test("whatever accounts leave out, each has its secrets where it is, and no configuration that is accepted has one elsewhere", () => {
  const governed = ["eu-west-1", "eu-central-1", "eu-north-1"];
  const some = fc.subarray(governed);
  fc.assert(
    fc.property(some, fc.constantFrom(...governed), some, fc.boolean(), (regions, region, replicas, named) => {
      const edit = (it: OrganizationText) => {
        it.governedRegions = governed;
        const [shop, lab] = it.members as [OrganizationText["members"][0], OrganizationText["members"][0]];
        if (named) lab.regions = regions;
        lab.secrets = [{ name: "lab/token", region, replicaRegions: replicas.filter((each) => each !== region) }];
        shop.regions = governed;
      };
      const text = edited(edit, small);
      const uses = named ? regions : governed;
      const fits = uses.includes("eu-west-1") && [region, ...replicas].every((each) => uses.includes(each));

      expect(problemsOf(text).length === 0).toBe(fits);
      if (!fits) return;
      const { members } = organizationFrom(text);
      const lab = members.find(({ name }) => name === "lab")!;
      const held = lab.secrets.flatMap((secret) => [secret.region, ...secret.replicaRegions]);
      expect(held.filter((each) => !lab.regions.includes(each))).toEqual([]);
    }),
  );
});
