import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import fc from "fast-check";

import { arbitraryExpectedReads, arbitraryRead, isUnexpected } from "../__tests__/support/arbitrary-expected-reads";
import { arbitraryCrowd, type Crowd } from "../__tests__/support/arbitrary-crowd";
import { isExpectedByComposer } from "../__tests__/support/told-reads";
import { readAccount, readCases, readSuffix } from "../__tests__/support/read-cases";
import { healthAlarms } from "../health/alarms";
import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../organization/organization";
import type { CloudTrailRecord } from "../detections/detection";
import { readPattern, readRules } from "../reads/unexpected-reads";
import { OrganizationApp } from "../stacks/organization-app";
import { exampleFile } from "./example-files";
import { askEventRuler } from "./oracle-java";

/**
 * Asks AWS's event-ruler what the rules of the synthesized example do: whether those of an account forward what they are
 * to forward and nothing else, and whether each forwarded read gets to the right rules of the central bus.
 */
interface Rule {
  readonly name: string;
  readonly region: string;
  readonly bus?: string;
  readonly pattern: unknown;
}

interface Expected {
  readonly what: string;
  readonly event: unknown;
  /** Whether it is to be matched, or by which rules, in the order of their names. */
  readonly verdict: boolean | readonly string[];
}

type Judge = (subject: string, rules: readonly Rule[], expected: readonly Expected[]) => boolean;

const READS = ["GetSecretValue", "BatchGetSecretValue"];
const SEED = 20261122;

/** @returns numbers of tables that are as expected, and that are not */
export async function judgeForwarding(cp: string): Promise<{ readonly passed: number; readonly failed: number }> {
  const organization = loadOrganization(path.resolve(__dirname, "..", exampleFile));
  const stacks = synthesized(organization);
  const member = organization.members.find(({ id }) => id === readAccount)!;
  const forwarding = rulesOf(stacks(`member-${member.name}`), organization);
  // The bus of quiet waves has two rules of its own, with the same patterns.
  const central = rulesOf(stacks("security"), organization).filter(({ bus }) => bus?.includes(".Bus_") === true);

  const counts = { passed: 0, failed: 0 };
  const judge: Judge = (subject, rules, expected) => {
    const agreed = expected.length > 0 && judgeTable(cp, subject, rules, expected);
    counts[agreed ? "passed" : "failed"]++;
    return agreed;
  };
  judgeAccount(judge, organization, forwarding);
  judgeRecorded(
    judge,
    forwarding.filter(({ region }) => region === organization.homeRegion),
  );
  judgeCentral(judge, organization, central);
  await judgeRandom(cp, counts);
  return counts;
}

function synthesized(organization: Organization) {
  const directory = mkdtempSync(path.join(tmpdir(), "secretwatch-forwarding-"));
  new OrganizationApp(organization, directory).synth();
  const names = readdirSync(path.join(directory, "stacks"));
  const texts = new Map(
    names.map((name) => [name, readFileSync(path.join(directory, "stacks", name, "cdk.tf.json"), "utf8")]),
  );
  rmSync(directory, { recursive: true });
  return (name: string) => JSON.parse(texts.get(name)!) as { resource: Record<string, Record<string, Attributes>> };
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** Rules as Terraform would make them: with the ARNs that it fills in. */
function rulesOf({ resource }: ReturnType<ReturnType<typeof synthesized>>, { names, homeRegion }: Organization) {
  const arnOf = (id: string) => {
    const { name, region = homeRegion } = resource.aws_secretsmanager_secret![id]!;
    return names.secretArn(region, readAccount, name!) + readSuffix;
  };
  return Object.values(resource.aws_cloudwatch_event_rule!).flatMap((rule): readonly Rule[] => {
    // A schedule's own rule matches nothing.
    if (rule.event_pattern === undefined) return [];
    const text = rule.event_pattern
      .replace(
        /\$\{replace\(aws_secretsmanager_secret\.([\w-]+)\.arn, "([^"]*)", "([^"]*)"\)\}/g,
        (_, id: string, from: string, to: string) => arnOf(id).replaceAll(from, to),
      )
      .replace(/\$\{aws_secretsmanager_secret\.([\w-]+)\.arn\}/g, (_, id: string) => arnOf(id));
    if (text.includes("${")) throw new Error(`There is a reference left in ${text}`);
    return [
      {
        name: rule.name!,
        region: rule.region ?? homeRegion,
        bus: rule.event_bus_name,
        pattern: JSON.parse(text) as unknown,
      },
    ];
  });
}

/** An event as EventBridge makes it of a record. */
function eventOf(record: CloudTrailRecord, source = `aws.${String(record.eventSource).split(".")[0]!}`) {
  return {
    version: "0",
    id: "00000000-0000-0000-0000-000000000000",
    "detail-type": "AWS API Call via CloudTrail",
    source,
    account: record.recipientAccountId,
    time: "2026-11-20T09:00:00Z",
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}

function alarmEvent(alarmName: string, value: string) {
  return {
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: readAccount,
    detail: { alarmName, state: { value } },
  };
}

function heartbeatEvent(ruleName: string, region = "eu-west-1") {
  return {
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: readAccount,
    resources: [`arn:aws:events:${region}:${readAccount}:rule/${ruleName}`],
    detail: {},
  };
}

function judgeAccount(judge: Judge, { names, governedRegions }: Organization, rules: readonly Rule[]): void {
  const alarm = names.alarmName(healthAlarms.undelivered.id);
  for (const region of governedRegions) {
    const here = rules.filter((rule) => rule.region === region);
    const cases = readCases.filter((each) => each.region === region);
    judge(
      `reads in ${region}`,
      here,
      cases.map(({ what, record, forwarded }) => ({ what, event: eventOf(record), verdict: forwarded })),
    );
    judge(`what is no read that AWS sent, in ${region}`, here, [
      ...cases
        .filter(({ forwarded }) => forwarded)
        .slice(0, 100)
        .map(({ what, record }) => ({ what: `Forged: ${what}`, event: eventOf(record, "my.own"), verdict: false })),
      { what: "The alarm on the queue.", event: alarmEvent(alarm, "ALARM"), verdict: true },
      { what: "Its end.", event: alarmEvent(alarm, "OK"), verdict: false },
      { what: "Another alarm.", event: alarmEvent(`${alarm}-2`, "ALARM"), verdict: false },
      { what: "The sign of life.", event: heartbeatEvent(names.ruleName("sign-of-life"), region), verdict: true },
      { what: "Another rule's schedule.", event: heartbeatEvent("nightly", region), verdict: false },
      {
        what: "The sign of life of elsewhere.",
        event: heartbeatEvent(names.ruleName("sign-of-life"), "us-east-2"),
        verdict: false,
      },
    ]);
  }
}

/** Recorded attacks were made by people and roles that the example does not know. */
function judgeRecorded(judge: Judge, rules: readonly Rule[]): void {
  const directory = path.join(process.env.RECORDED_EVENTS ?? "", "stratus-red-team");
  if (process.env.RECORDED_EVENTS === undefined || !existsSync(directory)) {
    console.log("Recorded reads are skipped: RECORDED_EVENTS names no folder with recorded events.");
    return;
  }
  const records = readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => JSON.parse(readFileSync(path.join(directory, file), "utf8")) as CloudTrailRecord[]);
  const expected = records.map((record) => ({
    what: `${String(record.eventName)} ${String(record.eventID)}`,
    event: eventOf(record),
    verdict: record.eventSource === "secretsmanager.amazonaws.com" && READS.includes(String(record.eventName)),
  }));
  console.log(`${expected.filter(({ verdict }) => verdict).length} of ${records.length} recorded events read secrets.`);
  judge("recorded events", rules, expected);
}

/** The rules of the central bus on everything that reaches it. */
function judgeCentral(judge: Judge, { names, decoyNames }: Organization, rules: readonly Rule[]): void {
  const heartbeats = names.ruleName("heartbeats");
  const reads = readCases
    .filter(({ forwarded }) => forwarded)
    .map(({ what, record }) => {
      const request = JSON.stringify(record.requestParameters ?? null);
      const asksForDecoy = decoyNames.some((name) => request.includes(name));
      return {
        what,
        event: eventOf(record),
        verdict: [
          "journal",
          ...(asksForDecoy ? ["message-secret-decoy-read"] : []),
          record.errorCode === undefined ? "message-unexpected-secret-read" : "message-unexpected-secret-read-refused",
        ].map((id) => names.ruleName(id)),
      };
    });
  judge("forwarded reads on the central bus", rules, reads);

  const schedule = names.ruleName("sign-of-life");
  const alarm = names.alarmName(healthAlarms.undelivered.id);
  judge("signs of life on the central bus", rules, [
    { what: "A sign of life.", event: heartbeatEvent(schedule), verdict: [heartbeats] },
    { what: "One that lost its ARN.", event: { ...heartbeatEvent(schedule), resources: [] }, verdict: [heartbeats] },
    { what: "An account that could not send.", event: alarmEvent(alarm, "ALARM"), verdict: [heartbeats] },
    { what: "An account that can send again.", event: alarmEvent(alarm, "OK"), verdict: [] },
    { what: "Not a schedule's.", event: { ...heartbeatEvent(schedule), source: "my.events" }, verdict: [] },
    { what: "Another alarm.", event: alarmEvent(`not-${alarm}`, "ALARM"), verdict: [] },
  ]);
}

function judgeTable(cp: string, subject: string, rules: readonly Rule[], expected: readonly Expected[]): boolean {
  const events = expected.map(({ event }) => event);
  const verdicts = askEventRuler(
    cp,
    rules.map(({ pattern }) => ({ pattern, events })),
  );
  const refused = verdicts.find((verdict) => typeof verdict === "string");
  if (refused !== undefined) console.log(`FAILED ${subject}: ${refused}`);

  const wrong = expected.flatMap(({ what, verdict }, index) => {
    const matching = rules.filter((_, rule) => verdicts[rule]![index] === true).map(({ name }) => name);
    const found = typeof verdict === "boolean" ? matching.length > 0 : matching.sort();
    return JSON.stringify(found) === JSON.stringify(verdict)
      ? []
      : [`${what} matched: ${matching.join(", ") || "none"}`];
  });
  for (const each of wrong.slice(0, 20)) console.log(`FAILED ${subject}: ${each}`);
  const matched = expected.filter(
    ({ verdict }) => verdict !== false && !(Array.isArray(verdict) && verdict.length === 0),
  );
  console.log(
    `${subject}, ${rules.length} rules: expected ${expected.length - wrong.length} of ${expected.length}, ${matched.length} to be matched`,
  );
  return refused === undefined && wrong.length === 0;
}

/** Random readers and reads: the patterns, and the message composer after them, say what plain code says. */
async function judgeRandom(cp: string, counts: { passed: number; failed: number }): Promise<void> {
  const reads = fc.sample(arbitraryRead, { numRuns: 60, seed: SEED });
  const some = fc.sample(arbitraryExpectedReads, { numRuns: 400, seed: SEED });
  await judgeCrowds(cp, counts, { subject: "random readers", crowds: some.map((expected) => ({ expected, reads })) });
  const crowds = fc.sample(arbitraryCrowd({ secrets: 60, readers: 80 }), { numRuns: 20, seed: SEED });
  await judgeCrowds(cp, counts, { subject: "up to 60 secrets and 80 readers", crowds });
}

async function judgeCrowds(
  cp: string,
  counts: { passed: number; failed: number },
  { subject, crowds }: { readonly subject: string; readonly crowds: readonly Crowd[] },
): Promise<void> {
  const all = crowds.map(({ expected, reads }) => {
    const { rules, undecided } = readRules(expected);
    const events = reads.map((detail) => ({
      source: "aws.secretsmanager",
      "detail-type": "AWS API Call via CloudTrail",
      detail,
    }));
    return {
      expected,
      reads,
      undecided,
      asked: rules.map((rule) => ({ pattern: readPattern(rule.condition), events })),
    };
  });
  const verdicts = [
    ...askEventRuler(
      cp,
      all.flatMap(({ asked }) => asked),
    ),
  ];
  let agreed = 0;
  for (const { expected, reads, undecided, asked } of all) {
    const own = verdicts.splice(0, asked.length);
    const told = await Promise.all(
      reads.map(
        async (read, index) =>
          own.some((each) => each[index] === true) &&
          !(undecided !== undefined && (await isExpectedByComposer(undecided, read))),
      ),
    );
    const wrong = reads.findIndex((read, index) => told[index] !== isUnexpected(expected, read));
    if (wrong < 0) agreed++;
    else console.log(`FAILED ${JSON.stringify(expected).slice(0, 2000)}\n  ${JSON.stringify(reads[wrong])}`);
  }
  counts[agreed === all.length ? "passed" : "failed"]++;
  const left = all.filter(({ undecided }) => undecided !== undefined).length;
  console.log(`${subject}: expected ${agreed} of ${all.length}, of which ${left} with the message composer`);
}
