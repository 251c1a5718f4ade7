import path from "node:path";

import { render } from "../../../config/files/problem";
import { loadOrganization } from "../../../config/load-organization";
import { plannedWork } from "../../../reads/planned-work";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

const entry = (keys: string) => `${correct}silence:\n  - { reason: "The shop moves (CHG-4711)", ${keys} }\n`;
const night = "from: 2026-03-01T20:00+01:00, until: 2026-03-02T06:00+01:00";
const load = (text: string, now?: string, notes: string[] = []) =>
  loadOrganization(
    path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"),
    (note) =>
      notes.push(
        render({ ...note, file: "organization.yaml" })
          .toString()
          .replace(/\n +/, " » "),
      ),
    now === undefined ? {} : { now: new Date(now) },
  );
function notesOf(text: string, now?: string): readonly string[] {
  const notes: string[] = [];
  load(text, now, notes);
  return notes.filter((note) => note.includes("silence["));
}

test("an entry is what the composer compares reads with: times of UTC, ids of accounts, ARNs without an account", () => {
  const keys =
    "accounts: [payments], readers: [role/migration, service/rds.amazonaws.com], secrets: [prod/database, prod/keys/*], parameters: [db]";

  expect(plannedWork(load(entry(`${night}, ${keys}`)))).toEqual([
    {
      reason: "The shop moves (CHG-4711)",
      from: "2026-03-01T19:00:00Z",
      until: "2026-03-02T05:00:00Z",
      accounts: ["901234567803"],
      readers: ["arn:aws:iam::<a>:role/migration", "service/rds.amazonaws.com"],
      secrets: { names: ["prod/database"], paths: ["prod/keys/"] },
      parameters: { names: ["/db"], paths: [] },
    },
  ]);
});

test("times with quotes, without seconds and in UTC are the same as others", () => {
  const texts = ['"2026-03-01T19:00:00Z"', "2026-03-01T19:00Z", "2026-03-01T20:00:00+01:00", "2026-03-01T14:15-04:45"];

  const times = texts.map(
    (from) => plannedWork(load(entry(`from: ${from}, until: 2026-03-02T06:00Z, accounts: [payments]`)))[0]!.from,
  );

  expect(new Set(times)).toEqual(new Set(["2026-03-01T19:00:00Z"]));
});

test.each([
  [
    "a time without its distance from UTC",
    "from: 2026-03-01T20:00, until: 2026-03-02T06:00Z, accounts: [payments]",
    'silence[0].from: "2026-03-01T20:00" is not valid; from is a date, a time at a quarter of an hour',
  ],
  [
    "a day",
    "from: 2026-03-01, until: 2026-03-02T06:00Z, accounts: [payments]",
    'silence[0].from: "2026-03-01" is not valid; from is a date',
  ],
  [
    "a timestamp made by a tag",
    "from: !!timestamp 2026-03-01T20:00:00Z, until: 2026-03-02T06:00Z, accounts: [payments]",
    "silence[0].from",
  ],
  [
    "a day that no calendar has",
    "from: 2026-02-30T20:00Z, until: 2026-03-02T06:00Z, accounts: [payments]",
    "silence[0].from: 2026-02-30T20:00Z is no time",
  ],
  [
    "an hour that no clock has",
    "from: 2026-03-01T24:15Z, until: 2026-03-02T06:00Z, accounts: [payments]",
    "silence[0].from: 2026-03-01T24:15Z is no time",
  ],
  [
    "a place that is nowhere",
    "from: 2026-03-01T20:00+15:00, until: 2026-03-02T06:00Z, accounts: [payments]",
    "silence[0].from: 2026-03-01T20:00+15:00 is no time",
  ],
  [
    "ten past",
    "from: 2026-03-01T20:10Z, until: 2026-03-02T06:00Z, accounts: [payments]",
    'silence[0].from: "2026-03-01T20:10Z" is not valid; from is a date, a time at a quarter',
  ],
  ["no end", "from: 2026-03-01T20:00Z, accounts: [payments]", "silence[0].until: missing"],
  [
    "an end before its beginning",
    "from: 2026-03-02T20:00Z, until: 2026-03-02T20:00Z, accounts: [payments]",
    "silence[0].until: it ends before it begins.",
  ],
  [
    "more than two weeks",
    "from: 2026-03-01T00:00Z, until: 2026-03-15T00:15Z, accounts: [payments]",
    "silence[0].until: it lasts 15 days; planned work lasts 14 at most.",
  ],
  ["everything", night, "silence[0]: it is about every read there is."],
  ["nothing", `${night}, readers: []`, "silence[0].readers: an empty list; readers has at least one entry."],
  [
    "an unknown account",
    `${night}, accounts: [payment]`,
    'silence[0].accounts[0]: "payment" is not one of the accounts: management, security, payments. » Did you mean "payments"?',
  ],
  [
    "a session",
    `${night}, readers: ["arn:aws:sts::901234567803:assumed-role/app/one"]`,
    'silence[0].readers[0]: "arn:aws:sts::901234567803:assumed-role/app/one" is not valid; this is the ARN of a session',
  ],
  ["every role", `${night}, readers: ["role/*"]`, "silence[0].readers[0]"],
  [
    "the ARN of a secret",
    `${night}, secrets: ["arn:aws:secretsmanager:eu-west-1:901234567803:secret:prod/database-a1B2c3"]`,
    "silence[0].secrets[0]",
  ],
  ["a star in a name", `${night}, secrets: ["prod/data*"]`, "silence[0].secrets[0]"],
  ["an unknown key", `${night}, secret: [prod/database]`, "silence[0].secret: unknown key"],
])("%s is refused", (_, keys, problem) => {
  const problems = problemsOf(entry(keys));

  expect(problems.join("\n")).toContain(problem);
});

test.each([
  ["none", `${correct}silence:\n  - { ${night}, accounts: [payments] }\n`, "silence[0].reason: missing"],
  [
    "one word",
    entry(`${night}, accounts: [payments]`).replace("The shop moves (CHG-4711)", "moving"),
    "silence[0].reason",
  ],
  ["two lines", entry(`${night}, accounts: [payments]`).replace("moves ", "moves\\n"), "silence[0].reason"],
])("of a reason, %s is refused", (_, text, problem) => {
  expect(problemsOf(text).join("\n")).toContain(problem);
});

test("a decoy is refused, also one that every account has", () => {
  const decoys = `defaults: { decoys: [{ name: prod/backup }] }\n`;
  const parameter = correct.replace(
    "    secrets:\n",
    "    watchedParameters: [{ name: /prod/trap, decoy: true }]\n    secrets:\n",
  );
  const silence = `silence:\n  - { reason: "The shop moves (CHG-4711)", ${night}, secrets: [prod/backup], parameters: [/prod/trap] }\n`;

  expect(problemsOf(`${parameter}${decoys}${silence}`)).toEqual([
    expect.stringContaining('silence[0].secrets[0]: "prod/backup" is a decoy'),
    expect.stringContaining('silence[0].parameters[0]: "/prod/trap" is a decoy'),
  ]);
});

test("more entries than a definition has room for are refused", () => {
  const many = Array.from(
    { length: 21 },
    (_, index) => `  - { reason: "Number ${index} of many", ${night}, secrets: [s-${index}] }\n`,
  );

  expect(problemsOf(`${correct}silence:\n${many.join("")}`).join("\n")).toContain("silence has at most 20 entries");
});

test("names that are too long together for messages to know are refused", () => {
  const names = (entry: number) => Array.from({ length: 20 }, (_, index) => `s${entry}-${index}-${"x".repeat(300)}`);
  const many = Array.from(
    { length: 8 },
    (_, index) => `  - { reason: "Number ${index} of many", ${night}, secrets: [${names(index).join(", ")}] }\n`,
  );

  expect(problemsOf(`${correct}silence:\n${many.join("")}`)).toEqual([
    expect.stringMatching(/silence: reasons and names of planned work have 5\d{4} characters; messages can know 50000/),
  ]);
});

test("of what has ended, or begins later, a note says so on the day that is asked about, and at no other time", () => {
  const text = entry(`${night}, accounts: [payments]`);

  expect(notesOf(text)).toEqual([]);
  expect(notesOf(text, "2026-03-01T18:59:59Z")).toEqual([expect.stringContaining("silence[0].from: it begins later")]);
  expect(notesOf(text, "2026-03-01T19:00:00Z")).toEqual([]);
  expect(notesOf(text, "2026-03-02T04:59:59Z")).toEqual([]);
  expect(notesOf(text, "2026-03-02T05:00:00Z")).toEqual([
    expect.stringContaining("silence[0].until: it has ended, on 2026-03-02T06:00+01:00"),
  ]);
});

test.each([
  [
    "that another covers",
    `silence:
  - { reason: "All of the account", ${night}, accounts: [payments] }
  - { reason: "One secret of it", ${night}, accounts: [payments], secrets: [prod/database] }
`,
    ["silence[1]: it changes nothing: silence[0] covers all of it."],
  ],
  [
    "in a quiet wave",
    `modes: { all: quiet, canary: quiet }
silence:
  - { reason: "All of the account", ${night}, accounts: [payments] }
`,
    ["silence[0].accounts: it changes nothing: they are in a quiet wave"],
  ],
  [
    "of parameters that nobody lists",
    `silence:
  - { reason: "Parameters of nobody", ${night}, parameters: [/prod/*] }
`,
    ["silence[0].parameters: it changes nothing: no account of these lists parameters"],
  ],
  [
    "that says something",
    `silence:
  - { reason: "One by its reader", ${night}, readers: [role/app] }
  - { reason: "One by its secret", ${night}, secrets: [prod/database] }
`,
    [],
  ],
])("of an entry %s, a note says so", (_, more, expected) => {
  expect(notesOf(`${correct}${more}`)).toEqual(expected.map((text) => expect.stringContaining(text) as string));
});
