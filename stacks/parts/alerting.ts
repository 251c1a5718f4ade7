import type { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { EventLogGroup } from "../../modules/logs/event-log-group";
import { logGroupEncryption, tableEncryption } from "../../modules/access/key-grants";
import { MemoryTable } from "../../modules/messages/memory-table";
import { addAlarmMails } from "./alarm-composer";
import { addCentralEvents, type CentralEvents } from "./central-events";
import { addJournals } from "./journal";
import { addDigestSchedule, addMessages } from "./message-composer";
import { addHealth } from "./health";
import { addRollCall } from "./roll-call";
import type { Topics } from "./topics";

/** What makes messages of the unexpected reads that the accounts send. */
export function addAlerting(scope: Construct, organization: Organization, topics: Topics): CentralEvents {
  const { names, security, homeRegion, protection } = organization;
  const groupNames = [names.reads.journalName, names.reads.quietJournalName, names.health.heartbeatLogGroupName];
  const key = new CustomerManagedKey(scope, "JournalKey", {
    alias: names.access.keyAlias("journal"),
    description: "Encrypts the journal of unexpected reads",
    administratorArn: names.access.accountRootArn(security.id),
    grants: [
      logGroupEncryption(
        names.serviceEndpoint("logs", homeRegion),
        ...groupNames.map((name) => names.logGroupArn(name)),
      ),
    ],
    preventDestroy: protection,
  });
  const addGroup = (id: string, logGroupName: string) =>
    new EventLogGroup(scope, id, {
      logGroupName,
      logGroupArn: names.logGroupArn(logGroupName),
      key,
      retentionInDays: organization.logGroup.retentionDays,
      protection,
    });
  const journal = addGroup("Journal", names.reads.journalName);
  const quiet = addGroup("QuietJournal", names.reads.quietJournalName);
  const heartbeats = addGroup("Heartbeats", names.health.heartbeatLogGroupName);
  const memoryKey = new CustomerManagedKey(scope, "MemoryKey", {
    alias: names.access.keyAlias("memory"),
    description: "Encrypts what the state machines remember of reads that they told of",
    administratorArn: names.access.accountRootArn(security.id),
    grants: [
      tableEncryption(
        names.access.accountRootArn(security.id),
        security.id,
        names.serviceEndpoint("dynamodb", homeRegion),
      ),
    ],
    preventDestroy: protection,
  });
  new MemoryTable(scope, "Memory", { tableName: names.messages.memoryTableName, key: memoryKey, protection });
  addJournals(scope, organization, journal);
  const { composerArn, digestArn } = addMessages(scope, organization, topics, memoryKey);
  const events = addCentralEvents(scope, organization, { journal, quiet, heartbeats, composerArn });
  if (organization.trailMaker === "security") {
    addAlarmMails(scope, organization, { topics, memoryKey, queue: events.queue });
  }
  const rollCallArn = organization.alerts.heartbeat
    ? addRollCall(scope, organization, { heartbeats, memoryKey, queue: events.queue, topics }).stateMachineArn
    : undefined;
  addDigestSchedule(scope, organization, digestArn, events.queue);
  addHealth(scope, organization, {
    heartbeats,
    queue: events.queue,
    composerArn,
    digestArn,
    rollCallArn,
    topics,
  });
  return events;
}
