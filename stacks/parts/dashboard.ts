import type { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import type { Detection } from "../../detections/detection";
import { callNamesOf, sharedMetric } from "../../detections/shared-filters";
import { CALL_DIMENSION } from "../../modules/alarms/calls-alarm";
import {
  decoyChart,
  journalCharts,
  lastSignsOfLife,
  latestUnexpectedReads,
} from "../../detections/catalogue/investigation-queries";
import { healthAlarms, type HealthAlarm } from "../../health/alarms";
import { readKinds } from "../../reads/kinds";
import { Dashboard } from "../../modules/alarms/dashboard";
import type { ChartedMetric, DashboardWidget } from "../../modules/alarms/dashboard-widget";
import { hasCanary } from "./roll-call";

/** What is going on, on one page of the security account; its size does not depend on the number of accounts. */
export function addDashboard(scope: Construct, organization: Organization): void {
  const isTrailHere = organization.trailMaker === "security";
  new Dashboard(scope, "Dashboard", {
    name: organization.names.health.dashboardName,
    region: organization.homeRegion,
    rows: [
      [whatToDo(organization), alarmStates(organization)],
      ...rowsOf(readCharts(organization)),
      [
        {
          kind: "logs",
          title: "Latest unexpected reads (journal)",
          logGroupName: organization.names.reads.journalName,
          query: latestUnexpectedReads.query,
          width: 24,
          height: 8,
        },
      ],
      ...(isTrailHere ? [detectionCharts(organization)] : []),
      ...(organization.alerts.heartbeat ? [signsOfLife(organization)] : []),
    ],
  });
}

/** What the trail sees, on a page of its own in the account that makes it, where that is not the security account. */
export function addTrailDashboard(scope: Construct, organization: Organization): void {
  const { names, detections, homeRegion } = organization;
  const reads = allReads(names, detections);
  new Dashboard(scope, "Dashboard", {
    name: names.health.dashboardName,
    region: homeRegion,
    rows: [
      [
        {
          kind: "alarms",
          title: "Does the trail deliver?",
          alarmArns: [names.trail.alarmArn(healthAlarms.trailSilent.id)],
          ...chartSize,
        },
        ...(reads.length === 0
          ? []
          : [{ kind: "metrics" as const, title: "All reads of secrets", metrics: reads, ...chartSize }]),
      ],
      detectionCharts(organization),
    ],
  });
}

function whatToDo({ names, homeRegion, partition, trailMaker }: Organization): DashboardWidget {
  const console = `https://${homeRegion}.${partitions[partition].consoleDomain}/cloudwatch/home?region=${homeRegion}`;
  return {
    kind: "text",
    width: 12,
    height: 6,
    markdown: [
      `## ${names.health.dashboardName}: who reads secrets, and is anybody watching?`,
      "1. **Decoys** and **readers with many reads** first: revoke the sessions of the reader, then ask.",
      "2. Unexpected reads: ask the owner of the account. Expected? Add the reader to `expectedReaders`. Not expected? Revoke, rotate, look at what else it did.",
      "3. Alarms on the watch itself in red: nobody is told of what they say is blind. The alarm's description has what to do.",
      ...(trailMaker === "security" ? [] : ["4. What the trail sees is on the dashboard of the management account."]),
      "",
      `[Saved queries](${console}#logsV2:logs-insights), folder \`${names.queryName("")}\` · [Alarms](${console}#alarmsV2:)`,
    ].join("\n"),
  };
}

function alarmStates(organization: Organization): DashboardWidget {
  const { names, alerts, trailMaker } = organization;
  const isOn = { "signs of life": alerts.heartbeat, canary: hasCanary(organization) };
  const alarms: readonly HealthAlarm[] = Object.values(healthAlarms);
  const ids = alarms
    .filter(({ account, needs }) => account === undefined && (needs === undefined || isOn[needs]))
    .map(({ id }) => id);
  const ofTrail = trailMaker === "security" ? [names.trail.alarmArn(healthAlarms.trailSilent.id)] : [];
  return {
    kind: "alarms",
    title: "Alarms on the watch itself",
    alarmArns: [...ofTrail, ...ids.map((id) => names.alarmArn(id))],
    width: 12,
    height: 6,
  };
}

/** What the journals have of unexpected reads, whatever the number of accounts. */
function readCharts({ names, decoyNames, detections, trailMaker }: Organization): readonly DashboardWidget[] {
  const chart = (title: string, query: string, logGroupName = names.reads.journalName): DashboardWidget => ({
    kind: "logs",
    title,
    logGroupName,
    query,
    ...chartSize,
  });
  const all = trailMaker === "security" ? allReads(names, detections) : [];
  return [
    ...(decoyNames.length === 0 ? [] : [chart(readKinds.decoys.chart, decoyChart(decoyNames))]),
    chart(readKinds.reads.chart, journalCharts.byAccount),
    chart("Readers with most unexpected reads", journalCharts.byReader),
    chart(readKinds.elsewhere.chart, journalCharts.byPlace),
    chart(readKinds.refusals.chart, journalCharts.refusals),
    chart("Readers in quiet waves", journalCharts.byReader, names.reads.quietJournalName),
    ...(all.length === 0
      ? []
      : [{ kind: "metrics" as const, title: "All reads of secrets (trail)", metrics: all, ...chartSize }]),
  ];
}

function allReads(names: Organization["names"], detections: Organization["detections"]): readonly ChartedMetric[] {
  return detections.filter(({ id }) => id === "secret-read").flatMap(metricsOf(names));
}

/** What the trail's detections count. */
function detectionCharts({ names, detections }: Organization): readonly DashboardWidget[] {
  const chart = (title: string, family: Detection["family"]): readonly DashboardWidget[] => {
    const metrics = detections.filter((detection) => detection.family === family).flatMap(metricsOf(names));
    return metrics.length === 0 ? [] : [{ kind: "metrics", title, metrics, width: 12, height: 8 }];
  };
  return [...chart("Tampering (trail)", "tampering"), ...chart("Secrets (trail)", "secrets")];
}

function signsOfLife({ names }: Organization): readonly DashboardWidget[] {
  return [
    {
      kind: "logs",
      title: "Last signs of life, the longest silent first (choose a longer time for those of yesterday)",
      logGroupName: names.health.heartbeatLogGroupName,
      query: lastSignsOfLife.query,
      width: 24,
      height: 8,
    },
  ];
}

const chartSize = { width: 12, height: 6 };

function rowsOf(widgets: readonly DashboardWidget[]): readonly (readonly DashboardWidget[])[] {
  return widgets.flatMap((_, index) => (index % 2 === 0 ? [widgets.slice(index, index + 2)] : []));
}

/** What a detection counts: its own metric, or a part of a shared one for each of its calls. */
function metricsOf(names: Organization["names"]): (detection: Detection) => readonly ChartedMetric[] {
  const { metricNamespace } = names;
  return (detection) => {
    const { id, title: label, sharesFilter } = detection;
    if (sharesFilter === undefined) return [{ metricNamespace, metricName: names.alarmName(id), label }];
    const metricName = names.alarmName(sharedMetric(sharesFilter));
    const calls = callNamesOf(detection);
    return calls.map((call) => ({
      ...{ metricNamespace, metricName, dimensions: { [CALL_DIMENSION.name]: call } },
      label: calls.length === 1 ? label : `${label} (${call})`,
    }));
  };
}
