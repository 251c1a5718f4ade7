import type { CloudTrailRecord, Severity } from "../../detections/detection";
import type { ReportAbout } from "../../history/page/about";
import type { DailyMessages, History, HistoryReader, Loud, ReadsOf, ReadVerdict } from "../../history/history";

/** How much there is in a history that is made up. */
export interface MadeSize {
  readonly accounts: number;
  /** Secrets of each account. */
  readonly secrets: number;
  readonly days: number;
}

const START = Date.UTC(2026, 9, 27);
const DAY = 86_400_000;

/** Numbers from 0 to 1 that are the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const applications = ["payments", "orders", "search", "mail", "ledger", "media", "reports", "identity"] as const;
const things = ["database", "api-key", "signing-key", "webhook", "smtp", "cache"] as const;

const dayNames = Array.from({ length: 400 }, (_, index) => new Date(START + index * DAY).toISOString().slice(0, 10));

export function dayAt(index: number): string {
  return dayNames[index]!;
}

const daysMade = new Map<string, ReadonlyMap<string, number>>();

/** Less at weekends, and otherwise more or less. @param index of the day, of which the first is a Tuesday */
function readsOn(index: number, each: number): number {
  const isWeekend = index % 7 === 4 || index % 7 === 5;
  return Math.max(1, Math.round(each * (isWeekend ? 0.35 : 0.8 + ((index * 7) % 5) / 10)));
}

/** The same for the same, for a hundred thousand of them take room. */
function daysOf(from: number, days: number, each: number): ReadonlyMap<string, number> {
  const key = `${from} ${days} ${each}`;
  const known =
    daysMade.get(key) ?? new Map(dayNames.slice(from, from + days).map((day, at) => [day, readsOn(from + at, each)]));
  daysMade.set(key, known);
  return known;
}

/** A history of an organization in which jobs read day after day, a person looks into something, and a scanner is refused. */
export function madeHistory({ accounts, secrets, days }: MadeSize): { history: History; about: ReportAbout } {
  const next = numbers(7);
  const names = new Map(
    Array.from({ length: accounts }, (_, index) => [
      String(333333333333 + index),
      `${applications[index % applications.length]!}-${index < 8 ? "prod" : index < 16 ? "test" : String(index)}`,
    ]),
  );
  const reads: ReadsOf[] = [];
  [...names].forEach(([accountId, accountName], index) => {
    for (let secret = 0; secret < secrets; secret++) {
      const application = accountName.split("-")[0]!;
      const place = {
        accountId,
        accountName,
        secret: `${accountName.split("-")[1]!}/${application}/${things[secret % things.length]!}${secret < things.length ? "" : String(secret)}`,
      };
      const reader = roleOf(
        accountId,
        `${application}-${secret % 3 === 0 ? "service" : secret % 3 === 1 ? "worker" : "migrations"}`,
      );
      const isExpected = next() < 0.8;
      reads.push(
        madeReads({
          ...place,
          reader,
          verdict: isExpected ? "expected" : "unexpected",
          days,
          each: 4 + Math.floor(next() * 40),
          from: 0,
          address: `10.${index % 250}.${secret % 250}.7`,
        }),
      );
    }
  });
  const first = { accountId: "333333333333", accountName: "payments-prod" };
  if (accounts > 0) {
    reads.push(
      madeReads({
        ...first,
        secret: "prod/payments/database",
        reader: personOf("333333333333", "jane@acorn.example"),
        verdict: "unexpected",
        days: 1,
        from: Math.max(0, days - 9),
        each: 2,
        hour: 10,
        address: "203.0.113.7",
      }),
      madeReads({
        ...first,
        secret: "prod/payments/signing-key",
        reader: roleOf("333333333333", "inventory-scanner"),
        verdict: "refused",
        days: Math.min(days, 12),
        from: 0,
        each: 1,
        hour: 4,
        address: "198.51.100.23",
      }),
    );
  }
  return {
    history: historyOf(reads, days),
    about: { configuration: "organization.yaml", accounts: names, detections: [] },
  };
}

export function roleOf(accountId: string, name: string): HistoryReader {
  return { name: `role/${name}`, principal: `arn:aws:iam::${accountId}:role/${name}`, type: "AssumedRole" };
}

export function personOf(accountId: string, person: string): HistoryReader {
  const role = "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PowerUser_0123456789abcdef";
  return {
    name: `${person} (PowerUser)`,
    person,
    principal: `arn:aws:iam::${accountId}:role/${role}`,
    type: "AssumedRole",
  };
}

export interface MadeReads {
  readonly accountId: string;
  readonly accountName?: string;
  readonly secret: string;
  readonly reader: HistoryReader;
  readonly verdict: ReadVerdict;
  /** Number of days with reads, from the first of them on. */
  readonly days: number;
  readonly from: number;
  /** Reads on each of them. */
  readonly each: number;
  /** @default - all day */
  readonly hour?: number;
  readonly address: string;
}

const told: Readonly<Record<ReadVerdict, readonly [detection: string, severity: Severity] | undefined>> = {
  decoy: ["secret-decoy-read", "critical"],
  elsewhere: ["secret-read-from-elsewhere", "high"],
  unexpected: ["unexpected-secret-read", "high"],
  refused: ["unexpected-secret-read-refused", "medium"],
  unwatched: undefined,
  unlisted: undefined,
  expected: undefined,
};

export function madeReads(made: MadeReads): ReadsOf {
  const { accountId, accountName, secret, reader, verdict, days, from, each, hour, address } = made;
  const [detection, severity] = told[verdict] ?? [];
  const first = START + from * DAY + (hour ?? 0) * 3_600_000 + 840_000;
  const byDay = daysOf(from, days, each);
  const count = [...byDay.values()].reduce((sum, its) => sum + its, 0);
  return {
    accountId,
    ...(accountName === undefined ? {} : { accountName }),
    region: "eu-west-1",
    store: "secrets",
    secret,
    asked: [secret],
    reader,
    verdict,
    ...(detection === undefined ? {} : { detection, severity }),
    isTold: detection !== undefined,
    count,
    days: byDay,
    hours: Array.from({ length: 24 }, (_, at) =>
      hour === undefined ? Math.ceil(count / 24) : at === hour ? count : 0,
    ),
    first,
    last: first + (days - 1) * DAY + (each > 1 ? 540_000 : 0),
    places: [{ place: address, kind: "address", count, days }],
    otherPlaces: 0,
    firstRecord: recordOf(made, first),
  };
}

function recordOf({ accountId, secret, reader, address, verdict }: MadeReads, time: number): CloudTrailRecord {
  return {
    eventTime: new Date(time).toISOString().replace(".000", ""),
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: "eu-west-1",
    recipientAccountId: accountId,
    sourceIPAddress: address,
    userAgent: "aws-cli/2.31.0",
    userIdentity: { type: reader.type, sessionContext: { sessionIssuer: { arn: reader.principal } } },
    requestParameters: { secretId: secret },
    ...(verdict === "refused" ? { errorCode: "AccessDenied" } : {}),
    eventID: "00000000-0000-4000-8000-000000000002",
  };
}

/** The history that has these reads, and the messages that they may have made. */
export function historyOf(reads: readonly ReadsOf[], days: number): History {
  const daily = new Map<string, DailyMessages>();
  const loudest: Loud[] = [];
  for (const { days: its, detection, severity, isTold, reader, secret, accountId, accountName, count } of reads) {
    if (!isTold || detection === undefined || severity === undefined) continue;
    loudest.push({
      detection,
      severity,
      accountId,
      reader: reader.name,
      secret,
      events: count,
      messages: its.size,
      digests: Math.max(0, its.size - 2),
    });
    for (const day of its.keys()) {
      for (const [recipient, form] of [
        ["security", "mail"],
        ["security", "digest"],
        [`${(accountName ?? "x").split("-")[0]!}@acorn.example`, "mail"],
      ] as const) {
        const key = JSON.stringify([day, recipient, form, severity]);
        daily.set(key, { day, recipient, form, severity, count: (daily.get(key)?.count ?? 0) + 1 });
      }
    }
  }
  const all = Array.from({ length: days }, (_, index) => dayAt(index));
  return {
    seen: {
      events: reads.reduce((sum, { count }) => sum + count, 0) * 31,
      doubled: 12,
      ...(days === 0 ? {} : { from: START, to: START + days * DAY - 1000 }),
      passedOver: new Map([["Insights event", 3]]),
      problems: [],
      isWhole: true,
    },
    days: all,
    reads,
    told: {
      daily: [...daily.values()],
      loudest: loudest.sort((a, b) => b.messages - a.messages),
      recipients: [
        { name: "security", kind: "route", forms: ["mail", "digest"] },
        { name: "on-call", kind: "route", forms: ["chat"] },
      ],
    },
    detections: [],
  };
}
