import type { MemberAccount, Organization } from "../../organization/organization";
import { bareName } from "../../reads/expected-reads";
import { toldReads } from "../../reads/kinds";
import { fullName } from "../../reads/parameters";
import { leveled } from "../../reads/undecided-reads";
import type { ComposerFacts } from "./composer-facts";
import { type DescribedSecret, knownDescriptions } from "./descriptions";

/** What the message composer knows of an organization and needs no topics for. */
export type Known = Pick<
  ComposerFacts,
  "accounts" | "secretOwners" | "secretDescriptions" | "detections" | "decoyNames" | "canary" | "drill"
>;

/** Bytes of names, owners and descriptions together; names and owners alone may have as many characters. */
const MOST_BYTES = 900_000;

export function knownOf(organization: Organization): Known {
  const { names, management, security, logArchive, members } = organization;
  const central = [management, security, ...(logArchive === undefined ? [] : [logArchive])];
  const accounts = [
    ...central.map(({ id, name, mode }) => ({ id, name, mode })),
    ...members.map(({ id, name, mode, owner }) => ({ id, name, mode, owner })),
  ];
  const said = members.flatMap((member) => saidIn(organization, member));
  const secretOwners = said.flatMap(({ accountId, secretName, owner }) =>
    owner === undefined ? [] : [{ accountId, secretName, owner }],
  );
  const taken = Buffer.byteLength(JSON.stringify([accounts, secretOwners]));
  return {
    accounts,
    secretOwners,
    secretDescriptions: knownDescriptions(said, MOST_BYTES - taken),
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

/** What the file says of single secrets and parameters of a member, by what messages call them. */
function saidIn(
  { names, homeRegion }: Organization,
  member: MemberAccount,
): readonly (DescribedSecret & { readonly owner?: string })[] {
  const { id, secrets, watchedSecrets, watchedParameters } = member;
  const parameters = watchedParameters.map(({ name, regions: [region = homeRegion], ...said }) => ({
    ...said,
    name: `parameter ${fullName(name, names.parameterArn(region, id, ""))}${name.endsWith("/*") ? "*" : ""}`,
  }));
  return [
    ...[...secrets, ...watchedSecrets].map((each) => ({ ...each, name: bareName(each.name) })),
    ...parameters,
  ].map(({ name, owner, description }) => ({ accountId: id, secretName: name, owner, description }));
}
