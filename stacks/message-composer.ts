import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { partitions } from "../config/regions";
import { forwardedReads } from "../detections/forwarded-reads";
import { noticeId } from "../detections/notices";
import { composerDefinition } from "../messages/composer";
import type { ComposerFacts } from "../messages/composer-facts";
import { publishing, searching, StateMachine } from "../modules/state-machine";
import type { Topics } from "./topics";

/** The state machine that puts reads and notices into words, with the names of the accounts. */
export function addMessageComposer(scope: Construct, organization: Organization, topics: Topics): StateMachine {
  const { names, security } = organization;
  const people = topics.routes.flatMap(({ people, events, chat }) => [people, events, chat]);
  const known = [...people, topics.owners].filter((topic) => topic !== undefined);
  return new StateMachine(scope, "MessageComposer", {
    name: names.composerName,
    description: "The message composer searches the journal and publishes to topics",
    definition: composerDefinition(composerFacts(organization, topics)),
    stateMachineArn: names.composerArn,
    accountId: security.id,
    statements: [
      ...publishing(
        known.map(({ topicArn }) => topicArn),
        topics.key.keyArn,
      ),
      searching(["logs:FilterLogEvents"], names.logGroupArn(names.journalLogGroupName)),
    ],
  });
}

function composerFacts(organization: Organization, topics: Topics): ComposerFacts {
  const { names, management, security, logArchive, members, alerts } = organization;
  const reads = forwardedReads(organization.decoyNames);
  const central = [management, security, ...(logArchive === undefined ? [] : [logArchive])];
  return {
    accounts: [
      ...central.map(({ id, name, mode }) => ({ id, name, mode })),
      ...members.map(({ id, name, mode, owner }) => ({ id, name, mode, owner })),
    ],
    secretOwners: members.flatMap(({ id, secrets }) =>
      secrets.flatMap(({ name, owner }) => (owner === undefined ? [] : [{ accountId: id, secretName: name, owner }])),
    ),
    detections: reads,
    noticeAlarms: reads.map((read) => ({ alarmName: names.alarmName(noticeId(read)), detectionId: read.id })),
    decoyNames: organization.decoyNames,
    recipients: topics.routes.map(({ minimumSeverity, people, events, chat }) => ({
      minimumSeverity,
      peopleTopicArn: people.computedArn,
      eventsTopicArn: events?.computedArn,
      chatTopicArn: chat?.computedArn,
    })),
    owners: topics.owners && {
      topicArn: topics.owners.computedArn,
      minimumSeverity: alerts.owners.minimumSeverity,
    },
    journalLogGroupName: names.journalLogGroupName,
    homeRegion: organization.homeRegion,
    consoleDomain: partitions[organization.partition].consoleDomain,
    publishIntegrationArn: names.integrationArn("sns:publish"),
    journalSearchArn: names.integrationArn("aws-sdk:cloudwatchlogs:filterLogEvents"),
  };
}
