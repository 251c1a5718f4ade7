import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { forwardedReads, readMetricNames } from "../detections/forwarded-reads";
import { journalQueries } from "../detections/investigation-queries";
import {
  readDimensions,
  readerDimensions,
  readerMetric,
  readMetrics,
  totalMetric,
  watchedMetric,
} from "../detections/journal-metrics";
import { FLOOD_OF_READS, MANY_READS, noticeId, noticeLimits } from "../detections/notices";
import { ContributorAlarm } from "../modules/contributor-alarm";
import type { EventLogGroup } from "../modules/event-log-group";
import { SavedQuery } from "../modules/saved-query";
import { ThresholdAlarm } from "../modules/threshold-alarm";
import { addLogMetric } from "./log-metric";
import { topicsFor, type Topics } from "./topics";

/** What is counted and asked of the unexpected reads in the journals. */
export function addJournals(
  scope: Construct,
  { names, decoyNames }: Organization,
  journal: EventLogGroup,
  watched: EventLogGroup,
): void {
  const metrics = new Construct(scope, "JournalMetrics");
  for (const metric of [...readMetrics(decoyNames), readerMetric, totalMetric]) {
    addLogMetric(metrics, names, names.journalNamespace, metric, journal);
  }
  addLogMetric(metrics, names, names.journalNamespace, watchedMetric, watched);

  const queries = new Construct(scope, "JournalQueries");
  for (const { id, title, query } of journalQueries) {
    new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup: journal });
  }
}

/**
 * The alarms that tell people of unexpected reads so seldom that nobody's mailbox is closed. How they play together:
 * docs/decisions/0007-a-flood-does-not-kill-the-channel.md
 */
export function addNotices(scope: Construct, organization: Organization, topics: Topics): void {
  const { names, decoyNames } = organization;
  const metricNamespace = names.journalNamespace;
  const notices = new Construct(scope, "Notices");
  for (const read of forwardedReads(decoyNames)) {
    new ContributorAlarm(notices, read.id, {
      name: names.alarmName(noticeId(read)),
      description: `[${read.severity}] ${read.title}. ${read.why}`,
      metricNamespace,
      metricName: readMetricNames[read.kind],
      dimensions: readDimensions,
      limit: noticeLimits[read.kind],
      // Who reads seldom must not be hidden by who reads often: of the latter the alarm below tells.
      first: "lowest",
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
