import { alertRoutes, ownersOf } from "../../organization/alert-routes";
import type { MemberAccount, Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import { bareName } from "../../reads/expected-reads";
import { toldReads } from "../../reads/kinds";
import { fullName } from "../../reads/parameters";
import { decisions, undecidedParameters, undecidedReads } from "../../reads/undecided-reads";
import { memoryOf } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";

/** What the composer and the digest of an organization know beforehand. */
export function composerFacts(organization: Organization): ComposerFacts {
  const { names, management, security, logArchive, members, alerts } = organization;
  const arnOf = (topicName: string | undefined) => (topicName === undefined ? undefined : names.topicArn(topicName));
  const reads = toldReads(organization.decoyNames, organization.stores);
  const central = [management, security, ...(logArchive === undefined ? [] : [logArchive])];
  return {
    ...memoryOf(organization),
    accounts: [
      ...central.map(({ id, name, mode }) => ({ id, name, mode })),
      ...members.map(({ id, name, mode, owner }) => ({ id, name, mode, owner })),
    ],
    secretOwners: members.flatMap((member) => ownersIn(organization, member)),
    detections: reads,
    decoyNames: organization.decoyNames,
    recipients: alertRoutes(organization).map(({ minimumSeverity, topics }) => ({
      minimumSeverity,
      peopleTopicArn: arnOf(topics.people),
      eventsTopicArn: arnOf(topics.events),
      chatTopicArn: arnOf(topics.chat),
    })),
    owners:
      ownersOf(organization).length === 0
        ? undefined
        : {
            topicArn: names.topicArn(names.messages.ownersTopicName),
            minimumSeverity: alerts.owners.minimumSeverity,
          },
    journalLogGroupName: names.reads.journalName,
    homeRegion: organization.homeRegion,
    consoleDomain: partitions[organization.partition].consoleDomain,
    digestArn: names.stateMachineArn(names.messages.digestName),
    decisions: decisions(undecidedReads(organization)),
    parameterDecisions: decisions(undecidedParameters(organization)),
    canary: {
      readerArn: names.access.roleArn(organization.security.id, names.health.rollCallName),
      secretPrefix: names.health.canarySecretPrefix,
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
