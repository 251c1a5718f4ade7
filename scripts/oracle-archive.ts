import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { arbitraryHostileReads } from "../__tests__/support/arbitrary-archive";
import { arbitraryParameterRead } from "../__tests__/support/arbitrary-parameters";
import { parameterCases } from "../__tests__/support/parameter-cases";
import { readCases } from "../__tests__/support/read-cases";
import { loadOrganization } from "../config/load-organization";
import { catalogue } from "../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../detections/detection";
import { observedOf, type AnswerRow } from "../history/athena/answers";
import { querySql, questionOf } from "../history/athena/question";
import { historyOf } from "../history/history-of";
import { Observer } from "../history/observer";
import { historyJson } from "../history/rows/json";
import { athenaColumns, isListType, type ColumnType } from "../patterns/athena-table";
import { exampleFile } from "./example-files";
import { askTrino } from "./trino-table";

const SEED = 20261128;
const GENERATED = 80;
/** Everything happens within these days. */
const days = ["2026-11-20", "2026-11-21", "2026-11-22"];
const organization = loadOrganization(exampleFile);

/**
 * Whether Athena's engine comes to the same numbers as an observer of the same events on this machine: with one query, and with several
 * over parts of the time, and of the detections.
 */
export async function judgeArchive(cp: string): Promise<{ passed: number; failed: number }> {
  const events = allEvents();
  const expected = await toldOf(observed([events]));
  // More bytes than one detection takes, less than all.
  const inParts = questionOf(organization.detections, 12_000).detections;
  const ways = {
    "all days together": days.slice(0, 1).map((from) => statements(from, days.at(-1)!)),
    "a query for each day": days.map((day) => statements(day, day)),
    "some detections at a time": [
      inParts.map((some, index) => querySql(part(days[0]!, days.at(-1)!), some, index === 0)),
    ],
  };
  const asked = Object.values(ways).flat(2);
  const answers = askTrino(cp, events, asked);
  const counts = { passed: 0, failed: 0 };
  let at = 0;
  for (const [what, queries] of Object.entries(ways)) {
    const rows = answers.slice(at, (at += queries.flat().length));
    const refused = rows.find((each) => typeof each === "string");
    // Whoever asks for some detections at a time does not see that an event is doubled which two of the queries have.
    const found = refused ?? (await toldOf(answered(rows as AnswerRow[][])));
    const difference = typeof found === "string" ? found : differenceOf(found, expected);
    counts[difference === undefined ? "passed" : "failed"]++;
    if (difference !== undefined) console.log(`FAILED the archive, asked with ${what}: ${difference}`);
  }
  console.log(`Trino counted ${events.length} events in ${asked.length} queries`);
  return counts;
}

function part(from: string, to: string) {
  const accounts = [...new Set(allEvents().map(({ recipientAccountId }) => recipientAccountId as string))];
  const regions = [...new Set(allEvents().map(({ awsRegion }) => awsRegion as string))];
  return { table: "cloudtrail_logs", accounts, regions, from, to };
}

function statements(from: string, to: string): readonly string[] {
  return questionOf(organization.detections).detections.map((some, index) =>
    querySql(part(from, to), some, index === 0),
  );
}

function observed(batches: readonly (readonly CloudTrailRecord[])[]): Observer {
  const observer = new Observer(organization.detections);
  for (const event of batches.flat()) observer.take(event, "here");
  return observer;
}

function answered(rows: readonly AnswerRow[][]): Observer {
  const observer = new Observer(organization.detections);
  for (const each of rows) observer.merge(observedOf(each.map((row) => row.map(asText))));
  return observer;
}

/** As Athena's API has every value. */
function asText(value: unknown): string | null {
  return typeof value === "string" ? value : value === null || value === undefined ? null : JSON.stringify(value);
}

interface Told {
  readonly observations: readonly string[];
  readonly history: string;
  readonly seen: { readonly events: number; readonly doubled: number };
}

async function toldOf(observer: Observer): Promise<Told> {
  const observations = observer.observations();
  const { seen, ...history } = JSON.parse(
    historyJson(await historyOf(observations, organization), "organization.yaml").toString(),
  ) as Told;
  const plain = (value: unknown) => JSON.stringify(sorted(value));
  return {
    observations: [
      ...observations.reads.map(plain),
      ...observations.hits.map(({ record, ...hit }) =>
        plain({ ...hit, record: record && inTable(record, { ...athenaColumns }) }),
      ),
    ].sort(),
    history: plain(withoutExamples(history)),
    seen,
  };
}

/** Those are whole records: what the table has of them is compared above. */
function withoutExamples(history: object): unknown {
  return JSON.parse(JSON.stringify(history), (key, value: unknown) => (key === "examples" ? undefined : value));
}

function differenceOf(found: Told, expected: Told): string | undefined {
  const missing = expected.observations.find((each) => !found.observations.includes(each));
  const added = found.observations.find((each) => !expected.observations.includes(each));
  if (missing !== undefined || added !== undefined) return `\n  here  ${missing}\n  there ${added}`;
  if (found.observations.length !== expected.observations.length) return "something is there twice";
  if (found.history !== expected.history) return "the histories differ";
  // Of what is doubled, each query counts what it keeps.
  const { events, doubled } = expected.seen;
  if (found.seen.doubled >= doubled && found.seen.events + found.seen.doubled === events + doubled) return undefined;
  return `${JSON.stringify(found.seen)} was seen, and ${events} events here, ${doubled} of them doubled`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}

/** What the table has of a record. */
function inTable(value: unknown, type: ColumnType): unknown {
  if (typeof type === "string" || typeof value !== "object" || value === null) return value;
  if (isListType(type)) return (value as readonly unknown[]).map((each) => inTable(each, type[0]));
  const fields = Object.entries(type).flatMap(([name, each]) => {
    const field = inTable((value as Readonly<Record<string, unknown>>)[name], each);
    const isNothing = field === null || field === undefined || (isEmpty(field) && typeof each === "object");
    return isNothing ? [] : [[name, field]];
  });
  return Object.fromEntries(fields) as unknown;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

let made: readonly CloudTrailRecord[] | undefined;

/** Examples of the catalogue, reads of each kind, hostile ones, recorded attacks where they are; some of them twice. */
/** Trino takes longest to lay the table: a tenth of them is of every kind all the same. */
function shareOf<Each>(all: readonly Each[]): readonly Each[] {
  return all.filter((_, index) => index % 10 === 0);
}

function allEvents(): readonly CloudTrailRecord[] {
  if (made !== undefined) return made;
  const examples = catalogue.flatMap(({ matches }) => matches.slice(0, 1).map(({ event }) => event));
  // What each of them means is asked elsewhere; some of all kinds are enough to see how they are counted.
  const reads = [...readCases, ...parameterCases].filter((_, index) => index % 3 === 0).map(({ record }) => record);
  const generated = [
    ...fc.sample(arbitraryParameterRead, { numRuns: GENERATED, seed: SEED }),
    ...fc.sample(arbitraryHostileReads, { numRuns: GENERATED, seed: SEED }).flat(),
  ] as CloudTrailRecord[];
  const once = shareOf([...examples, ...reads, ...generated, ...recordedEvents()]).map(placed);
  return (made = [
    ...once,
    ...once.filter((_, index) => index % 7 === 0),
    ...once.filter((_, index) => index % 31 === 0),
  ]);
}

/** With what every event has, and within the days: many in the same minute, and some without an id. */
function placed(event: CloudTrailRecord, index: number): CloudTrailRecord {
  const second = (index * 7919) % (days.length * 86_400);
  const crowded = index % 3 === 0 ? second - (second % 600) : second;
  const time = new Date(Date.parse(days[0]!) + crowded * 1000).toISOString().replace(".000Z", "Z");
  const id = `${index.toString(16).padStart(8, "0")}-1111-4222-8333-444455556666`;
  return {
    ...event,
    eventTime: time,
    ...(index % 101 === 0 ? { eventID: undefined } : { eventID: id }),
    recipientAccountId: event.recipientAccountId ?? organization.members[index % organization.members.length]!.id,
    awsRegion: event.awsRegion ?? "eu-west-1",
  };
}

function recordedEvents(): readonly CloudTrailRecord[] {
  const folder = process.env.RECORDED_EVENTS;
  if (folder === undefined) return [];
  const directory = path.join(folder, "stratus-red-team");
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => JSON.parse(readFileSync(path.join(directory, file), "utf8")) as CloudTrailRecord[]);
}
