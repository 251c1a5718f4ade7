import { historyOf, madeReads, personOf, roleOf, type MadeReads } from "../support/made-history";
import { unusualReaders } from "../../history/unusual";

const ACCOUNT = "333333333333";
const DAYS = 30;

const steady = (index: number, more: Partial<MadeReads> = {}) =>
  madeReads({
    ...{ accountId: ACCOUNT, secret: `prod/${index}`, reader: roleOf(ACCOUNT, `job-${index}`), verdict: "unexpected" },
    ...{ days: DAYS, from: 0, each: 24, address: "10.0.0.7", ...more },
  });
const jobs = Array.from({ length: 40 }, (_, index) => steady(index));

function firstOf(reads: Parameters<typeof historyOf>[0]) {
  const [first] = unusualReaders(historyOf(reads, DAYS));
  return { name: first!.reader.name, signs: first!.signs.map(({ said }) => said) };
}

test.each<[what: string, reads: readonly Partial<MadeReads>[], signs: readonly string[]]>([
  [
    "a role that came late, once",
    [{ reader: roleOf(ACCOUNT, "new"), days: 1, from: 20, each: 1 }],
    ["first seen on day 21 of 30", "on one day only"],
  ],
  [
    "a role that was there once, on the first day",
    [{ reader: roleOf(ACCOUNT, "new"), days: 1, each: 1 }],
    ["on one day only"],
  ],
  [
    "a role that reads everything",
    Array.from({ length: 12 }, (_, index) => ({ reader: roleOf(ACCOUNT, "new"), secret: `prod/${index}` })),
    ["12 different secrets"],
  ],
  [
    "a role that reads when nobody does",
    [{ reader: roleOf(ACCOUNT, "new"), secret: "prod/day", hour: 3, each: 2 }],
    ["at hours when nobody else reads it (03:00 UTC)"],
  ],
  ["a role of another account", [{ reader: roleOf("999999999999", "new") }], ["from another account (999999999999)"]],
  ["a person", [{ reader: personOf(ACCOUNT, "new") }], ["a person"]],
  ["a user", [{ reader: { ...roleOf(ACCOUNT, "new"), type: "IAMUser" } }], ["a user with keys of its own"]],
  [
    "a role of administrators",
    [{ reader: { ...roleOf(ACCOUNT, "new"), isAdministrator: true } }],
    ["a role of administrators, not of an application"],
  ],
  ["the root user", [{ reader: { name: "root", type: "Root" } }], ["the root user"]],
  [
    "a role that comes from where none of the others does",
    [{ reader: roleOf(ACCOUNT, "new"), address: "203.0.113.7" }],
    ["from an address that nobody else has"],
  ],
])("%s comes before all who read day after day, unexpected as they are", (_, reads, signs) => {
  const byDay = steady(99, { secret: "prod/day", reader: roleOf(ACCOUNT, "by-day"), hour: 12 });

  const first = firstOf([...jobs, byDay, ...reads.map((read) => steady(0, read))]);

  expect(first.name).toMatch(/new|root/);
  expect(first.signs).toEqual(expect.arrayContaining([...signs]));
});

test("whoever came once comes before any number of jobs that keep an hour of their own", () => {
  const alone = Array.from({ length: 20 }, (_, index) =>
    steady(index, { secret: "prod/shared", hour: index % 2 ? 4 : 16 }),
  );
  const byDay = steady(99, { secret: "prod/shared", reader: roleOf(ACCOUNT, "by-day"), hour: 10, each: 48 });
  const once = steady(0, { reader: roleOf(ACCOUNT, "new"), days: 1, each: 1 });

  expect(firstOf([...alone, byDay, once])).toEqual({ name: "role/new", signs: ["on one day only"] });
});

test("hours when nobody reads tell more of who came on a few days than of who keeps them", () => {
  const byDay = steady(99, { secret: "prod/shared", reader: roleOf(ACCOUNT, "by-day"), hour: 10, each: 48 });
  const kept = Array.from({ length: 9 }, (_, index) =>
    steady(index, { secret: "prod/shared", hour: 16, address: `203.0.113.${index}` }),
  );
  const nights = steady(0, { reader: roleOf(ACCOUNT, "new"), secret: "prod/shared", days: 5, hour: 3, each: 1 });

  expect(firstOf([byDay, ...kept, nights])).toEqual({
    name: "role/new",
    signs: ["at hours when nobody else reads it (03:00 UTC)"],
  });
});

test("whoever goes from secret to secret, slowly and asking for none again, comes before the jobs", () => {
  const inTurn = [0, 1, 2, 3].map((index) =>
    steady(index, { reader: roleOf(ACCOUNT, "new"), days: 1, from: index * 7, each: 1 }),
  );

  expect(firstOf([...jobs, ...inTurn])).toEqual({ name: "role/new", signs: ["4 secrets, each on one day only"] });
});

test("who read a decoy comes before everybody, however steady", () => {
  const stranger = steady(0, { reader: personOf(ACCOUNT, "new"), days: 1, from: 20, each: 1 });

  const first = firstOf([...jobs, stranger, steady(7, { verdict: "decoy" })]);

  expect(first.name).toBe("role/job-7");
});

test("who reads as expected is not there, whatever sets it apart", () => {
  const reads = [steady(1, { verdict: "expected", days: 1, from: 20 }), steady(2)];

  expect(unusualReaders(historyOf(reads, DAYS)).map(({ reader }) => reader.name)).toEqual(["role/job-2"]);
});

test("nobody is new in a history of a few days", () => {
  const reads = [steady(1), steady(2, { from: 3, days: 1 })].map((read) => ({ ...read }));

  const signs = unusualReaders(historyOf(reads, 4)).flatMap((each) => each.signs);

  expect(signs).toEqual([]);
});

test("persons behind one role are told apart, and a role over its secrets is one", () => {
  const reads = [
    ...["jane", "joe"].map((name) => steady(1, { reader: personOf(ACCOUNT, name) })),
    ...[1, 2, 3].map((index) => steady(index, { reader: roleOf(ACCOUNT, "one") })),
  ];

  expect(unusualReaders(historyOf(reads, DAYS)).map(({ reader, reads: its }) => [reader.name, its.length])).toEqual([
    ["jane (PowerUser)", 1],
    ["joe (PowerUser)", 1],
    ["role/one", 3],
  ]);
});

test("who is always in one place is told to have been in another", () => {
  const read = steady(1);
  const elsewhere = { place: "198.51.100.77", kind: "address", count: 3, days: 1 } as const;

  const [first] = unusualReaders(
    historyOf([...jobs.slice(2), { ...read, places: [...read.places, elsewhere], count: read.count + 3 }], DAYS),
  );

  expect(first!.signs.map(({ said }) => said)).toEqual(["mostly from 10.0.0.7, and from 198.51.100.77"]);
});

test("a reader of many things on most days is told to have read one of them once", () => {
  const reads = [...jobs, steady(3, { secret: "prod/other", days: 1, from: 9, each: 1 })];

  const [first] = unusualReaders(historyOf(reads, DAYS));

  expect(first!.signs.map(({ said }) => said)).toEqual(["prod/other on one day only"]);
});
