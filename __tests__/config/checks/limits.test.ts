import { broken, correct, problemsOf } from "./problems-of";

const alerts = (more: string) => broken("[on-call@secretwatch.dev] }", `[on-call@secretwatch.dev], ${more} }`);
const route = (more: string) => alerts(`routes: [{ name: soc, emails: [soc@secretwatch.dev], ${more} }]`);
const secret = (more: string) => `${correct}        ${more}\n`;
const detection = (more: string) => `${correct}detections: { secret-read: { ${more} } }\n`;
/** Far enough apart that neither keeps the other from its limit. */
const archive = (key: string, days: number) => {
  const others = { archiveAfterDays: 1, expireAfterDays: 36_500, objectLock: { mode: "governance", days: 1 } };
  return `${correct}archive: ${JSON.stringify({ ...others, ...(key === "days" ? { objectLock: { mode: "governance", days } } : { [key]: days }) })}\n`;
};

describe.each<[string, least: number, most: number, step: number, (value: number) => string]>([
  ["alerts.silenceMinutes", 5, 1440, 5, (value) => alerts(`silenceMinutes: ${value}`)],
  ["alerts.heartbeatMinutes", 15, 1440, 1, (value) => alerts(`heartbeatMinutes: ${value}`)],
  ["alerts.archiveDays", 1, 3650, 1, (value) => alerts(`archiveDays: ${value}`)],
  ["archive.archiveAfterDays", 1, 3650, 1, (value) => archive("archiveAfterDays", value)],
  ["archive.expireAfterDays", 90, 36_500, 1, (value) => archive("expireAfterDays", value)],
  ["archive.objectLock.days", 1, 36_500, 1, (value) => archive("days", value)],
  ["members[0].secrets[0].recoveryWindowDays", 7, 30, 1, (value) => secret(`recoveryWindowDays: ${value}`)],
  ["detections.secret-read.threshold", 1, 10_000, 1, (value) => detection(`threshold: ${value}`)],
  ["detections.secret-read.period", 60, 86_400, 60, (value) => detection(`period: ${value}`)],
])("%s", (path, least, most, step, text) => {
  test(`is ${least} to ${most}`, () => {
    for (const value of [least, most]) expect(problemsOf(text(value))).toEqual([]);
    for (const value of [least - step, most + step]) {
      // Days of a lock beyond the limit also outlast the files.
      expect(problemsOf(text(value)).filter((problem) => problem.includes("is not valid"))).toEqual([
        expect.stringMatching(
          new RegExp(`  ${path.replaceAll(/[[\].]/g, "\\$&")}: ${value} is not valid; .* is ${least} to ${most} `),
        ),
      ]);
    }
  });

  test("is a whole number", () => {
    expect(problemsOf(text(least + step / 2 + 0.25))).toEqual([expect.stringContaining(`  ${path}: `)]);
  });
});

describe.each<[string, least: number, most: number, (length: number) => string]>([
  [
    "alerts.routes[0].name",
    2,
    30,
    (length) => alerts(`routes: [{ name: ${"a".repeat(length)}, emails: [a@secretwatch.dev] }]`),
  ],
  [
    "alerts.routes[0].slack[0].workspaceId",
    5,
    31,
    (length) => route(`slack: [{ workspaceId: T${"0".repeat(length - 1)}, channelId: C0123ABCD }]`),
  ],
  [
    "alerts.routes[0].slack[0].channelId",
    5,
    31,
    (length) => route(`slack: [{ workspaceId: T0123ABCD, channelId: G${"0".repeat(length - 1)} }]`),
  ],
  [
    "alerts.routes[0].queues[0]",
    40,
    119,
    (length) => route(`queues: [arn:aws:sqs:eu-west-1:901234567802:${"q".repeat(length - 39)}]`),
  ],
  ["management.name", 1, 40, (length) => broken("name: management", `name: ${"a".repeat(length)}`)],
  ["namePrefix", 2, 20, (length) => `${correct}namePrefix: ${"b".repeat(length)}\n`],
  ["deployment.roleName", 1, 64, (length) => `${correct}deployment: { roleName: ${"r".repeat(length)} }\n`],
  ["archive.bucketName", 3, 63, (length) => `${correct}archive: { bucketName: ${"b".repeat(length)} }\n`],
  ["trail.name", 3, 128, (length) => `${correct}trail: { name: ${"t".repeat(length)} }\n`],
])("%s", (path, least, most, text) => {
  test(`has ${least} to ${most} characters`, () => {
    for (const length of [least, most]) expect(problemsOf(text(length))).toEqual([]);
    for (const length of [least - 1, most + 1]) {
      expect(problemsOf(text(length))).toEqual([expect.stringContaining(`  ${path}: `)]);
    }
  });
});

test("there are four routes at most", () => {
  const routes = (count: number) =>
    alerts(
      `routes: [${Array.from({ length: count }, (_, index) => `{ name: r${index}a, emails: [a@secretwatch.dev] }`).join(", ")}]`,
    );

  expect(problemsOf(routes(4))).toEqual([]);
  expect(problemsOf(routes(5))).toEqual([
    expect.stringContaining("alerts.routes: a list; routes has at most 4 entries, because an alarm takes 5 actions"),
  ]);
});

test("files move to the archive before they expire, by a day at least", () => {
  const days = (move: number, expire: number) =>
    `${correct}archive: { archiveAfterDays: ${move}, expireAfterDays: ${expire} }\n`;

  expect(problemsOf(days(364, 365))).toEqual([]);
  expect(problemsOf(days(365, 365))).toEqual([
    expect.stringContaining("archive.archiveAfterDays: 365 is not before expireAfterDays, 365;"),
  ]);
  // What the file leaves out has its default.
  expect(problemsOf(`${correct}archive: { expireAfterDays: 91 }\n`)).toEqual([]);
  expect(problemsOf(`${correct}archive: { expireAfterDays: 90 }\n`)).toEqual([
    expect.stringContaining("archive.archiveAfterDays: 90 is not before expireAfterDays, 90;"),
  ]);
  expect(problemsOf(`${correct}archive: { archiveAfterDays: 2556 }\n`)).toEqual([]);
  expect(problemsOf(`${correct}archive: { archiveAfterDays: 2557 }\n`)).toEqual([
    expect.stringContaining("archive.archiveAfterDays: 2557 is not before expireAfterDays, 2557;"),
  ]);
});

test("a lock lasts as long as the files at most", () => {
  const lock = (days: number, more = "") =>
    `${correct}archive: { ${more}objectLock: { mode: governance, days: ${days} } }\n`;

  expect(problemsOf(lock(365, "expireAfterDays: 365, "))).toEqual([]);
  expect(problemsOf(lock(366, "expireAfterDays: 365, "))).toEqual([
    expect.stringContaining("archive.objectLock.days: 366 is after expireAfterDays, 365;"),
  ]);
  expect(problemsOf(lock(2557))).toEqual([]);
  expect(problemsOf(lock(2558))).toEqual([
    expect.stringContaining("archive.objectLock.days: 2558 is after expireAfterDays, 2557;"),
  ]);
});

test("days that are no numbers are reported by themselves, and compared with nothing", () => {
  const text = `${correct}archive: { archiveAfterDays: "400", expireAfterDays: 365, objectLock: { mode: governance, days: "9" } }\n`;

  expect(problemsOf(text)).toEqual([
    expect.stringContaining('archive.archiveAfterDays: "400" is not valid;'),
    expect.stringContaining('archive.objectLock.days: "9" is not valid;'),
  ]);
  expect(problemsOf(`${correct}archive: { archiveAfterDays: 400, expireAfterDays: never }\n`)).toEqual([
    expect.stringContaining("archive.expireAfterDays: "),
  ]);
});

test("several changes are acknowledged, each once", () => {
  const entry = (change: string) => `  - { change: ${change}, reason: For the move in May. }\n`;
  const text = (...changes: readonly string[]) => `${correct}acknowledgements:\n${changes.map(entry).join("")}`;

  expect(problemsOf(text("protection-off", "trail-added"))).toEqual([]);
  expect(problemsOf(text("protection-off", "trail-added", "protection-off", "protection-off"))).toEqual([
    expect.stringContaining('acknowledgements[2].change: "protection-off" is acknowledged twice.'),
    expect.stringContaining('acknowledgements[3].change: "protection-off" is acknowledged twice.'),
  ]);
});
