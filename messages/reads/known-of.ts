import { centralAccountsOf, type MemberAccount, type Organization } from "../../organization/organization";
import { bareName } from "../../reads/expected-reads";
import { toldReads } from "../../reads/kinds";
import { fullName } from "../../reads/parameters";
import { leveled } from "../../reads/undecided-reads";
import type { ComposerFacts } from "./composer-facts";

/** What the message composer knows of an organization and needs no topics for. */
export type Known = Pick<ComposerFacts, "accounts" | "secretOwners" | "detections" | "decoyNames" | "canary" | "drill">;

export function knownOf(organization: Organization): Known {
  const { names, security, members } = organization;
  return {
    accounts: [
      ...centralAccountsOf(organization).map(({ id, name, mode }) => ({ id, name, mode })),
      ...members.map(({ id, name, mode, owner }) => ({ id, name, mode, owner })),
    ],
    secretOwners: members.flatMap((member) => ownersIn(organization, member)),
    detections: toldReads(organization.decoyNames, organization.stores),
    decoyNames: organization.decoyNames,
    canary: {
      readerArn: names.access.roleArn(security.id, names.health.rollCallName),
      secretPrefix: names.health.canarySecretPrefix,
    },
    drill: {
      readerArn: names.access.roleArn(leveled.account, names.health.drillRoleName),
      secretPrefix: names.health.drillSecretPrefix,
      loudSecretPrefix: names.health.loudDrillSecretPrefix,
    },
  };
}

/** Owners of single secrets and parameters of a member. */
function ownersIn({ names, homeRegion }: Organization, member: MemberAccount): ComposerFacts["secretOwners"] {
  const { id, secrets, watchedSecrets, watchedParameters } = member;
  const parameters = watchedParameters.map(({ name, regions: [region = homeRegion], owner }) => ({
    name: `parameter ${fullName(name, names.parameterArn(region, id, ""))}${name.endsWith("/*") ? "*" : ""}`,
    owner,
  }));
  return [
    ...[...secrets, ...watchedSecrets].map(({ name, owner }) => ({ name: bareName(name), owner })),
    ...parameters,
  ].flatMap(({ name, owner }) => (owner === undefined ? [] : [{ accountId: id, secretName: name, owner }]));
}
