import fc from "fast-check";

import { catalogue } from "../../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../../detections/detection";
import { MOST_EXAMPLES } from "../../history/history";
import type { Observations } from "../../history/observation";
import { Observer, UNTIMED } from "../../history/observer";

const read = (more: CloudTrailRecord): CloudTrailRecord => ({
  eventTime: "2026-11-22T08:00:00Z",
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  recipientAccountId: "333333333333",
  awsRegion: "eu-west-1",
  userIdentity: { type: "IAMUser", arn: "arn:aws:iam::333333333333:user/jane" },
  requestParameters: { secretId: "db" },
  ...more,
});

/** In an order that says nothing. */
function sorted({ reads, hits, seen }: Observations) {
  const inOrder = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();
  return {
    ...{ reads: inOrder(reads), hits: inOrder(hits) },
    seen: { ...seen, passedOver: [...seen.passedOver].sort(), problems: inOrder(seen.problems) },
  };
}

function observed(events: readonly CloudTrailRecord[]): Observer {
  const observer = new Observer(catalogue);
  for (const event of events) observer.take(event, "a.json");
  return observer;
}

const arbitraryEvent = fc
  .record({
    minute: fc.nat(40),
    id: fc.constantFrom("00000000-0000-4000-8000-00000000000", "not a UUID "),
    number: fc.nat(9),
    secretId: fc.constantFrom("db", "api"),
    call: fc.constantFrom("GetSecretValue", "GetSecretValue", "DescribeInstances", "StopLogging"),
    errorCode: fc.constantFrom(undefined, undefined, "AccessDenied"),
  })
  // One id is one event, and all that it says.
  .map(({ id, number, call, ...rest }) => ({ key: `${id}${number}`, call, ...rest }));

const arbitraryEvents = fc
  .array(arbitraryEvent, { maxLength: 40 })
  .map((all) => new Map(all.map((each) => [each.key, each])))
  .chain((byId) =>
    byId.size === 0
      ? fc.array(arbitraryEvent, { maxLength: 0 })
      : fc.array(fc.constantFrom(...byId.values()), { maxLength: 60 }),
  )
  .map((all) =>
    all.map(({ key, minute, call, secretId, errorCode }) =>
      read({
        eventID: key,
        eventTime: `2026-11-22T08:${String(minute).padStart(2, "0")}:30Z`,
        eventName: call,
        eventSource: call === "StopLogging" ? "cloudtrail.amazonaws.com" : "secretsmanager.amazonaws.com",
        requestParameters: { secretId },
        ...(errorCode === undefined ? {} : { errorCode }),
      }),
    ),
  );

test("several observers, put together in any order, have what one of all events has", () => {
  fc.assert(
    fc.property(arbitraryEvents, fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }), (events, shares) => {
      const parts = [0, 1, 2, 3].map((part) => observed(events.filter((_, index) => shares[index] === part)));
      const [first, second, third, fourth] = parts;
      third!.merge(fourth!.observed());
      second!.merge(third!.observed());
      const whole = observed([]);
      whole.merge(structuredClone(second!.observed()));
      whole.merge(first!.observed());

      expect(sorted(whole.observations())).toEqual(sorted(observed(events).observations()));
    }),
  );
});

test("each id counts once, whatever the order, and events without one each by themselves", () => {
  fc.assert(
    fc.property(arbitraryEvents, (events) => {
      const unique = [...new Map(events.map((event) => [event.eventID, event])).values()].reverse();
      const kept = ({ reads, hits }: Observations) => sorted({ reads, hits, seen: observed([]).observations().seen });

      expect(kept(observed(events).observations())).toEqual(kept(observed(unique).observations()));
    }),
  );
  const { reads, seen } = observed([read({}), read({})]).observations();
  expect(reads.map(({ count }) => count)).toEqual([2]);
  expect([seen.events, seen.doubled]).toEqual([2, 0]);
});

test("reads are counted by window, and hits by minute", () => {
  const times = ["08:00:00", "08:14:59", "08:15:00", "08:15:01"];

  const { reads, hits, seen } = observed(
    times.map((time) => read({ eventTime: `2026-11-22T${time}Z`, eventID: time })),
  ).observations();

  const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
  expect(reads.map(({ window, count, first, last }) => ({ window, count, first, last }))).toEqual([
    { window: at("08:00:00"), count: 2, first: at("08:00:00"), last: at("08:14:59") },
    { window: at("08:15:00"), count: 2, first: at("08:15:00"), last: at("08:15:01") },
  ]);
  expect(reads.map(({ record }) => [record.eventTime, record.eventID])).toEqual([
    ["2026-11-22T08:00:00Z", "08:00:00"],
    ["2026-11-22T08:15:00Z", "08:15:00"],
  ]);
  const ofReads = hits.filter(({ detection }) => detection === "secret-read");
  expect(ofReads.map(({ minute, count }) => [minute, count])).toEqual([
    [at("08:00:00"), 1],
    [at("08:14:00"), 1],
    [at("08:15:00"), 2],
  ]);
  expect([seen.from, seen.to]).toEqual([at("08:00:00"), at("08:15:01")]);
});

test("of each detection, the earliest records are kept", () => {
  const events = Array.from({ length: 20 }, (_, index) =>
    read({ eventID: `e-${index}`, eventTime: `2026-11-22T08:${String(59 - index).padStart(2, "0")}:00Z` }),
  );

  const { hits } = observed(events).observations();

  const kept = hits.filter(({ detection, record }) => detection === "secret-read" && record !== undefined);
  expect(kept.map(({ record }) => record!.eventID).sort()).toEqual(["e-15", "e-16", "e-17", "e-18", "e-19"]);
  expect(kept).toHaveLength(MOST_EXAMPLES);
});

test.each([[undefined], ["yesterday"], [0], ["0001-01-01T00:00:00Z"], ["9999-01-01T00:00:00Z"]])(
  "an event of the time %p is left out, and said so",
  (eventTime) => {
    const { reads, hits, seen } = observed([read({ eventTime }), read({ eventTime })]).observations();

    expect([reads, hits]).toEqual([[], []]);
    expect(seen.problems).toEqual([{ place: "a.json", problem: UNTIMED, count: 2 }]);
  },
);
