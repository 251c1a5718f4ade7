import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { forwardedReads } from "../detections/forwarded-reads";
import { journalQueries } from "../detections/investigation-queries";
import {
  readDimensions,
  readerDimensions,
  readerMetric,
  readMetrics,
  totalMetric,
  type JournalMetric,
} from "../detections/journal-metrics";
import { FLOOD_OF_READS, MANY_READS, noticeId, noticeLimit, noticeLimits } from "../detections/notices";
import { ContributorAlarm } from "../modules/contributor-alarm";
import type { CustomerManagedKey } from "../modules/customer-managed-key";
import { EventLogGroup } from "../modules/event-log-group";
import { JournalMetricFilters } from "../modules/journal-metric-filters";
import { SavedQuery } from "../modules/saved-query";
import { ThresholdAlarm } from "../modules/threshold-alarm";
import { topicsFor, type Topics } from "./topics";

/**
 * The record of every unexpected read, and the alarms that tell people of it so seldom that nobody's mailbox is closed.
 * How they play together: docs/decisions/0007-a-flood-does-not-kill-the-channel.md
 */
export function addJournal(
  scope: Construct,
  organization: Organization,
  key: CustomerManagedKey,
  topics: Topics,
): EventLogGroup {
  const { names, protection, decoyNames } = organization;
  const journal = new EventLogGroup(scope, "Journal", {
    logGroupName: names.journalLogGroupName,
    logGroupArn: names.logGroupArn(names.journalLogGroupName),
    key,
    retentionInDays: organization.logGroup.retentionDays,
    protection,
  });
  const metrics = new Construct(scope, "JournalMetrics");
  for (const metric of [...readMetrics(decoyNames), readerMetric, totalMetric]) {
    addMetric(metrics, organization, journal, metric);
  }

  const queries = new Construct(scope, "JournalQueries");
  for (const { id, title, query } of journalQueries) {
    new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup: journal });
  }

  const metricNamespace = names.journalNamespace;
  const notices = new Construct(scope, "Notices");
  for (const read of forwardedReads(decoyNames)) {
    new ContributorAlarm(notices, read.id, {
      name: names.alarmName(noticeId(read)),
      description: `[${read.severity}] ${read.title}. ${read.why}`,
      metricNamespace,
      metricName: read.metricName,
      dimensions: readDimensions,
      limit: noticeLimit(read),
    });
  }
  new ContributorAlarm(notices, "many-reads-by-one", {
    name: names.alarmName("many-reads-by-one"),
    description: manyReads,
    metricNamespace,
    metricName: readerMetric.metricName,
    dimensions: readerDimensions,
    limit: noticeLimits.bulk,
    threshold: MANY_READS,
    period: 300,
    topicArns: topicsFor(topics, organization, "critical"),
  });
  new ThresholdAlarm(notices, "flood", {
    name: names.alarmName("flood-of-reads"),
    description: floodOfReads,
    metricNamespace,
    metricName: totalMetric.metricName,
    threshold: FLOOD_OF_READS,
    period: 300,
    topicArns: topicsFor(topics, organization, "critical"),
  });
  return journal;
}

function addMetric(
  scope: Construct,
  { names }: Organization,
  logGroup: EventLogGroup,
  { metricName, filters }: JournalMetric,
): void {
  new JournalMetricFilters(scope, metricName, {
    name: names.alarmName(metricName),
    metricName,
    metricNamespace: names.journalNamespace,
    filters,
    logGroup,
  });
}

const manyReads = [
  `[critical] One reader made ${MANY_READS} or more unexpected reads of secrets in one account within five minutes.`,
  "Whoever empties an account reads all of its secrets. The reader and the account are in this message.",
  "Next: 1. Revoke the sessions of the reader now. 2. List what it read, in the journal. 3. Rotate those secrets.",
].join("\n");

const floodOfReads = [
  `[critical] There were ${FLOOD_OF_READS} or more unexpected reads of secrets in the organization within five minutes.`,
  "Mails name a few of them only; CloudWatch may stop counting by secret for a while. All are in the journal.",
  "Next: 1. Open the dashboard: which accounts, which readers? 2. Revoke the sessions of the readers. 3. Rotate, the secrets that open most first.",
].join("\n");
