import fc from "fast-check";

import { RefusedCall } from "../../aws/calls";
import { drill } from "../../drill/drill";
import type { Came, Drilled } from "../../drill/drilled";
import { percentile, secondsOf } from "../../drill/seconds";
import { type Target, targetsOf } from "../../drill/target";
import { DRILL_RUN, DrilledOrganization, type Fate } from "../support/drilled-organization";
import { edited, organizationFrom } from "../support/edited-organization";

/** One of its accounts is quiet. */
const organization = organizationFrom(
  edited((it) => {
    it.modes = { canary: "quiet" };
  }),
);
const SECRET = `secretwatch-drill-${DRILL_RUN}`;
const targets = targetsOf(organization, { secret: SECRET });
const well: Fate = { answer: "missing", delays: [20] };
const fated = (fateOf: (index: number) => Fate) => new DrilledOrganization(organization, targets, fateOf);
const called = ({ place: { account, region } }: Target) => `${account} ${region}`;
const nothingElse = { missing: [], notMade: [], existing: [], notTried: [], isInterrupted: false };

test("every account and governed region is read in once, and each read is seen to come, in quiet accounts, too", async () => {
  const aws = fated(() => well);

  const { came, ...others } = await drill(aws.props());

  expect([...new Set(targets.map(({ mode }) => mode))].sort()).toEqual(["notify", "quiet"]);
  expect(targets).toHaveLength(8);
  expect(aws.reads.map((place) => called({ place } as Target)).sort()).toEqual(targets.map(called).sort());
  expect(came.map(({ target }) => called(target)).sort()).toEqual(targets.map(called).sort());
  expect(came.map(secondsOf)).toEqual(targets.map(() => 20));
  expect(others).toEqual({ ...nothingElse, journalRefusal: undefined });
});

const arbitraryFate: fc.Arbitrary<Fate> = fc.record({
  answer: fc.constantFrom<Fate["answer"]>(
    ...(["missing", "missing", "missing", "missing"] as const),
    "denied",
    "value",
    "no role",
    "timeout",
  ),
  // Late, doubled, out of order, and never.
  delays: fc.array(fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 2000 })), { maxLength: 3 }),
});

test("whatever becomes of reads, each target is told of once, and as what became of it", async () => {
  const seen = new Map<keyof Drilled, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryFate, { minLength: targets.length, maxLength: targets.length }),
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 60, max: 1200 }),
      fc.integer({ min: 1, max: 9 }),
      async (fates, throttled, wait, parallel) => {
        const aws = fated((index) => fates[index]!);
        aws.refusesQuery = (query) => query > 1 && query % throttled === 0;
        const told: Came[] = [];

        const result = await drill({
          ...aws.props({ parallel, waitMs: wait * 1000 }),
          watched: { came: (came) => told.push(came) },
        });

        const { came, missing, notMade, existing, notTried, journalRefusal } = result;
        const all = [...came, ...notMade].map(({ target }) => target);
        expect([...all, ...missing, ...existing, ...notTried].map(called).sort()).toEqual(targets.map(called).sort());
        expect(told).toEqual(came);
        expect(aws.reads.length + notTried.length).toBe(targets.length);
        if (notTried.length > 0) expect(fates.slice(0, 3).map(({ answer }) => answer)).toEqual(Array(3).fill("denied"));
        for (const { target, ...each } of came) {
          const { answer, delays } = fates[targets.indexOf(target)]!;
          expect(["missing", "timeout"]).toContain(answer);
          expect(secondsOf(each)).toBe(Math.min(...delays));
        }
        for (const target of missing) {
          const { answer, delays } = fates[targets.indexOf(target)]!;
          expect(answer).toBe("missing");
          // Nothing that was there in time is said to be missing, unless the journal could not be asked at the end.
          if (journalRefusal === undefined) expect(Math.min(Infinity, ...delays)).toBeGreaterThan(wait);
        }
        for (const name of ["came", "missing", "notMade", "existing", "notTried", "journalRefusal"] as const) {
          const value = result[name];
          if (Array.isArray(value) ? value.length > 0 : value !== undefined) seen.set(name, (seen.get(name) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining(["came", "existing", "missing", "notMade", "journalRefusal"]),
  );
});

test("a role that is denied everywhere is not tried on: people are told of each denial", async () => {
  const aws = fated(() => ({ answer: "denied", delays: [20] }));

  const { came, notMade, notTried } = await drill(aws.props());

  expect(aws.reads).toHaveLength(3);
  expect(came).toEqual([]);
  expect(notMade.map(({ target, refusal }) => [target, refusal.code])).toEqual(
    targets.slice(0, 3).map((target) => [target, "AccessDeniedException"]),
  );
  expect(notTried).toEqual(targets.slice(3));
});

test("accounts without the role are told of, and stop nobody", async () => {
  const aws = fated((index) => (index < 4 ? { answer: "no role", delays: [] } : well));

  const { came, notMade, notTried } = await drill(aws.props());

  expect(came).toHaveLength(targets.length - 4);
  expect(notMade).toHaveLength(4);
  expect(notTried).toEqual([]);
});

test("without the journal nothing is read", async () => {
  const aws = fated(() => well);
  aws.refusesQuery = () => true;

  await expect(drill(aws.props())).rejects.toThrow(RefusedCall);
  expect(aws.reads).toEqual([]);
});

test("what others wrote into the journal counts for nothing", async () => {
  const aws = fated(() => ({ answer: "missing", delays: [] }));
  const { account, region } = targets[0]!.place;
  const arrival = (more: object, detail: object, session = DRILL_RUN) =>
    JSON.stringify({
      account,
      region,
      detail: {
        eventID: "forged",
        eventTime: "2026-11-28T19:05:02Z",
        errorCode: "ResourceNotFoundException",
        requestParameters: { secretId: SECRET },
        userIdentity: { arn: `arn:aws:sts::${account}:assumed-role/SecretwatchDrill/${session}` },
        ...detail,
      },
      ...more,
    });
  const journal = organization.names.reads.journalName;
  for (const message of [
    ...["", "null", "[]", "7", "{", '{"detail":null}', '{"detail":{"userIdentity":[]}}'],
    arrival({ account: "999999999999" }, {}),
    arrival({ region: "us-east-1" }, {}),
    arrival({ region: ["eu-west-1"] }, {}),
    arrival({}, { requestParameters: { secretId: "secretwatch-drill-another" } }),
    arrival({}, { errorCode: "AccessDenied" }),
    arrival({}, { errorCode: undefined }),
    arrival({}, { eventTime: "yesterday" }),
    arrival({}, { userIdentity: { arn: `arn:aws:sts::${account}:assumed-role/Developer/${DRILL_RUN}` } }),
    arrival({}, {}, "20261127190501-00000000"),
  ]) {
    aws.write(journal, message);
  }

  const { came, missing } = await drill(aws.props({ waitMs: 60_000 }));

  expect(came).toEqual([]);
  expect(missing).toEqual(targets);
  // The same, and right.
  const again = fated(() => ({ answer: "missing", delays: [] }));
  again.write(journal, arrival({}, {}));
  expect((await drill(again.props({ waitMs: 60_000 }))).came).toHaveLength(1);
});

test("Ctrl-C ends the waiting, and what came until then is there", async () => {
  const controller = new AbortController();
  const aws = fated((index) => ({ answer: "missing", delays: [index < 2 ? 20 : 500] }));

  const { came, missing, isInterrupted } = await drill({
    ...aws.props({ signal: controller.signal }),
    watched: {
      came: () => {
        controller.abort();
      },
    },
  });

  expect(isInterrupted).toBe(true);
  expect(came.map(({ target }) => called(target)).sort()).toEqual(targets.slice(0, 2).map(called).sort());
  expect(missing).toEqual(targets.slice(2));
  expect(aws.now).toBeLessThan(Date.parse("2026-11-28T19:06:00Z"));
});

test("what is no answer of AWS ends it, and is thrown", async () => {
  const aws = fated(() => well);
  const broken = { call: () => Promise.reject(new TypeError("broken")) };

  await expect(drill(aws.props({ reads: broken }))).rejects.toThrow("broken");
});

test("a percentile is one of the values, and so many percent are at most that", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const value = percentile(values, percent)!;

        const atMost = values.filter((each) => each <= value).length;
        const below = values.filter((each) => each < value).length;
        expect(values).toContain(value);
        expect(atMost * 100).toBeGreaterThanOrEqual(percent * values.length);
        expect(below * 100).toBeLessThan(percent * values.length);
      },
    ),
  );
  expect(percentile([], 50)).toBeUndefined();
});
