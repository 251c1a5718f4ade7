import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { EventLogGroup } from "../modules/event-log-group";
import { logGroupEncryption } from "../modules/key-grants";
import { addCentralEvents } from "./central-events";
import { addJournal } from "./journal";
import { addMessageComposer } from "./message-composer";
import { addPipelineHealth } from "./pipeline-health";
import type { Topics } from "./topics";

/** What makes messages of the unexpected reads that the accounts send. */
export function addAlerting(scope: Construct, organization: Organization, topics: Topics): void {
  const { names, security, homeRegion, protection } = organization;
  const logGroupArns = [names.journalLogGroupName, names.heartbeatLogGroupName].map((name) => names.logGroupArn(name));
  const key = new CustomerManagedKey(scope, "JournalKey", {
    alias: names.keyAlias("journal"),
    description: "Encrypts the journal of unexpected reads",
    administratorArn: names.accountRootArn(security.id),
    grants: [logGroupEncryption(names.serviceEndpoint("logs", homeRegion), ...logGroupArns)],
    preventDestroy: protection,
  });
  const heartbeats = new EventLogGroup(scope, "Heartbeats", {
    logGroupName: names.heartbeatLogGroupName,
    logGroupArn: names.logGroupArn(names.heartbeatLogGroupName),
    key,
    retentionInDays: organization.logGroup.retentionDays,
    protection,
  });
  const journal = addJournal(scope, organization, key, topics);
  const { stateMachineArn: composerArn } = addMessageComposer(scope, organization, topics);
  const queue = addCentralEvents(scope, organization, { journal, heartbeats, composerArn });
  addPipelineHealth(scope, organization, { heartbeats, queue, composerArn, topics });
}
