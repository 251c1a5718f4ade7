import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../organization/organization";
import { catalogue } from "../detections/catalogue/catalogue";
import { stackJson } from "../review/stack-json";
import { exampleFile } from "./example-files";

/** A number in README that follows from what is made of the example. */
export interface Figure {
  readonly what: string;
  /** Where it stands, once: the group is the number. */
  readonly place: RegExp;
  readonly value: number;
}

/** Every figure of README that a change of detections, modules or stacks can move. */
export function readmeFigures(): readonly Figure[] {
  const organization = loadOrganization(exampleFile);
  const made = synthesized(organization);
  return [
    ...["security", "management", "member-payments-prod"].map((stack) => ({
      what: `resources of ${stack}`,
      place: new RegExp(`^${stack} .*\\S( +\\d+)$`, "m"),
      value: Object.values(made[stack]!).flatMap((byId) => Object.keys(byId)).length,
    })),
    ...centralFigures([made.security!, made.management!], organization.names.metricNamespace),
    ...accountFigures(made["member-sandbox"]!),
    { what: "detections", place: /\*\*(\d+) detections as data\*\*/, value: catalogue.length },
    {
      what: "texts that CIS and Security Hub prescribe",
      place: /the\s+(\d+)\s+texts\s+that\s+CIS/,
      value: catalogue.filter(({ filterPattern }) => filterPattern !== undefined).length,
    },
  ];
}

/**
 * README with its figures as they are now.
 *
 * @throws RangeError if a figure does not stand there exactly once
 */
export function withFigures(readme: string, figures: readonly Figure[]): string {
  return figures.reduce((text, { what, place, value }) => {
    const found = [...text.matchAll(new RegExp(place, `dg${place.flags}`))];
    if (found.length !== 1) throw new RangeError(`README.md says ${found.length} times how many ${what} there are.`);
    const [from, to] = found[0]!.indices![1]!;
    // Those of a table end in one column.
    const figure = text[from] === " " ? String(value).padStart(to - from) : String(value);
    return `${text.slice(0, from)}${figure}${text.slice(to)}`;
  }, readme);
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What is charged for, whatever the number of accounts. */
function centralFigures(stacks: readonly Resources[], namespace: string): readonly Figure[] {
  const all = (type: string) => stacks.flatMap((resources) => Object.values(resources[type] ?? {}));
  const metrics = all("aws_cloudwatch_log_metric_filter").map(
    ({ metric_transformation: metric }) => metric as { readonly name: string; readonly namespace: string },
  );
  const ofDetections = metrics.filter((metric) => metric.namespace === namespace).map(({ name }) => name);
  return [
    { what: "KMS keys", place: /(\d+)\s+KMS\s+keys,/, value: all("aws_kms_key").length },
    {
      what: "metrics of detections",
      place: /(\d+)\s+custom\s+metrics\s+of\s+detections/,
      value: new Set(ofDetections).size,
    },
    { what: "alarms", place: /(\d+)\s+alarms\s+on\s/, value: all("aws_cloudwatch_metric_alarm").length },
    {
      what: "metrics of alarms, each of which is charged for",
      place: /alarms\s+on\s+(\d+)\s+metrics,/,
      value: all("aws_cloudwatch_metric_alarm").reduce<number>((count, alarm) => count + metricsOf(alarm), 0),
    },
  ];
}

/** An alarm costs as much as the metrics that it reads; one on a query is one. */
function metricsOf({ metric_query: queries = [] }: Readonly<Record<string, unknown>>): number {
  return Math.max(1, (queries as readonly object[]).filter((query) => "metric" in query).length);
}

/** What an account without secrets of its own has. */
function accountFigures(resources: Resources): readonly Figure[] {
  const watch = Object.values(resources)
    .flatMap((byId) => Object.keys(byId))
    .filter((id) => id.startsWith("Watch_"));
  const ofRegion = watch.filter((id) => id.startsWith("Watch_eu-central-1")).length;
  const REGIONS = 2;
  return [
    {
      what: "resources of an account",
      place: /Each\s+account:\s+(\d+)\s+resources/,
      value: watch.length - REGIONS * ofRegion,
    },
    { what: "resources of a region", place: /resources\s+and\s+(\d+)\s+more\s+in\s+each/, value: ofRegion },
  ];
}

/** Resources of the stacks that README counts. */
function synthesized(organization: Organization): Readonly<Record<string, Resources>> {
  const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-readme-"));
  const counted = new Set(["security", "management", "member-payments-prod", "member-sandbox"]);
  try {
    return Object.fromEntries(
      [...stackJson(organization, counted, workspace)].map(([stack, { resource }]) => [stack, resource!]),
    );
  } finally {
    rmSync(workspace, { recursive: true });
  }
}
