import { alertRoutes, ownersOf } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import { decisions, leveled, undecidedParameters, undecidedReads } from "../../reads/undecided-reads";
import { plannedWork } from "../../reads/planned-work";
import { memoryOf } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";
import { knownOf } from "./known-of";
import type { MuteFacts } from "./mute";

/** What the digest of an organization knows, and whom all messages of reads go to. */
export type TellingFacts = Pick<
  ComposerFacts,
  | "accounts"
  | "secretOwners"
  | "detections"
  | "decoyNames"
  | "canary"
  | "drill"
  | "recipients"
  | "owners"
  | "plannedWork"
>;

export function tellingFacts(organization: Organization): TellingFacts {
  const { names, alerts } = organization;
  const arnOf = (topicName: string | undefined) => (topicName === undefined ? undefined : names.topicArn(topicName));
  return {
    ...knownOf(organization),
    plannedWork: plannedWork(organization),
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
  };
}

/** What the state machine that mutes knows beforehand. */
export function muteFacts(organization: Organization): MuteFacts {
  const { names } = organization;
  return {
    ...memoryOf(organization),
    journalLogGroupName: names.reads.journalName,
    ownReaderStart: names.access.principalArn(leveled.account, ""),
  };
}

/** What the composer and the digest of an organization know beforehand. */
export function composerFacts(organization: Organization): ComposerFacts {
  const { names } = organization;
  return {
    ...memoryOf(organization),
    ...tellingFacts(organization),
    journalLogGroupName: names.reads.journalName,
    homeRegion: organization.homeRegion,
    consoleDomain: partitions[organization.partition].consoleDomain,
    digestArn: names.stateMachineArn(names.messages.digestName),
    decisions: decisions(undecidedReads(organization)),
    parameterDecisions: decisions(undecidedParameters(organization)),
  };
}
