import fc from "fast-check";
import { parse } from "yaml";

import { notifiedSeverities, severities } from "../../detections/detection";
import { changesBetween } from "../../review/organization-changes";
import { edited, uncheckedOrganization, type OrganizationText } from "../support/edited-organization";

type Edit = (organization: OrganizationText) => void;

const organization = (edit: Edit) => uncheckedOrganization(parse(edited(edit)) as object);

/** What is said of a change from one edit of the small organization to another. */
function between(before: Edit, after: Edit) {
  return changesBetween(organization(before), organization(after)).map(
    ({ id, watch, text }) => `${watch} ${id}: ${text}`,
  );
}

/** Every two different values of a list, the first before the second in it. */
function ordered<Value>(values: readonly Value[]): readonly (readonly [Value, Value])[] {
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => [one, other] as const));
}

const lock = (mode: string, days: number) => (it: OrganizationText) => (it.archive = { objectLock: { mode, days } });

describe("the lock of new files", () => {
  test.each([
    [
      "none any more",
      lock("governance", 30),
      () => undefined,
      "less object-lock-off: New files in the bucket are not locked any more.",
    ],
    [
      "one",
      () => undefined,
      lock("governance", 30),
      "more object-lock-on: New files in the bucket are locked for 30 days.",
    ],
    [
      "a shorter one",
      lock("compliance", 365),
      lock("compliance", 364),
      "less object-lock-shortened: New files in the bucket are locked for 364 days, not 365.",
    ],
    [
      "a longer one",
      lock("compliance", 364),
      lock("compliance", 365),
      "more object-lock-extended: New files in the bucket are locked for 365 days, not 364.",
    ],
    [
      "one that can be lifted",
      lock("compliance", 365),
      lock("governance", 365),
      "less object-lock-mode/governance: The lock of new files is in governance mode, not in compliance mode.",
    ],
    [
      "one that nobody lifts",
      lock("governance", 365),
      lock("compliance", 365),
      "more object-lock-mode/compliance: The lock of new files is in compliance mode, not in governance mode.",
    ],
  ])("%s", (_, before, after, expected) => {
    expect(between(before, after)).toEqual([expected]);
  });

  test("is both shorter and harder to lift: each is said for itself", () => {
    expect(between(lock("governance", 365), lock("compliance", 30)).map((each) => each.split(":")[0])).toEqual([
      "less object-lock-shortened",
      "more object-lock-mode/compliance",
    ]);
  });
});

describe("a detection's severity", () => {
  const severity = (value: string) => (it: OrganizationText) => (it.detections["secret-deleted"] = { severity: value });

  test.each(ordered(severities))("from %s to %s is lowered, and raised the other way", (urgent, other) => {
    const [lowered, raised] = [between(severity(urgent), severity(other)), between(severity(other), severity(urgent))];

    expect(lowered).toEqual([
      other === "info"
        ? `less severity-lowered/secret-deleted/info: secret-deleted is only counted: it was ${urgent} and raised an alarm.`
        : `less severity-lowered/secret-deleted/${other}: secret-deleted is ${other}, not ${urgent}.`,
    ]);
    expect(raised).toEqual([
      `more severity-raised/secret-deleted/${urgent}: secret-deleted is ${urgent}, not ${other}.`,
    ]);
  });
});

describe("a detection's alarm", () => {
  const alarm =
    (threshold: number, period: number, severity = "high") =>
    (it: OrganizationText) =>
      (it.detections["secret-deleted"] = { threshold, period, severity });

  test.each([
    ["more events in the same time", [1, 300], [2, 300], "less", "harder"],
    ["fewer events in the same time", [3, 300], [2, 300], "more", "easier"],
    ["any event in the same time", [2, 300], [1, 300], "more", "easier"],
    ["as many events in less time", [2, 300], [2, 240], "less", "harder"],
    ["as many events in more time", [2, 240], [2, 300], "more", "easier"],
    ["fewer events in less time, which may be either", [3, 300], [2, 240], "less", "harder"],
    ["more events in more time, which may be either", [2, 240], [3, 300], "less", "harder"],
    ["one event in less time, which is any event", [1, 300], [1, 240], "more", "easier"],
  ] as const)("wants %s", (_, [threshold, period], [events, seconds], watch, kind) => {
    expect(between(alarm(threshold, period), alarm(events, seconds))).toEqual([
      `${watch} alarm-${kind}/secret-deleted: secret-deleted raises its alarm at ${events} in ${seconds} seconds, not at ${threshold} in ${period} seconds.`,
    ]);
  });

  test("is none where events are counted only, whatever it would want", () => {
    expect(between(alarm(1, 60, "info"), alarm(5, 300, "info"))).toEqual([]);
    expect(between(alarm(1, 60, "high"), alarm(5, 300, "info")).map((each) => each.split(":")[0])).toEqual([
      "less severity-lowered/secret-deleted/info",
    ]);
    expect(between(alarm(5, 300, "info"), alarm(1, 60, "high")).map((each) => each.split(":")[0])).toEqual([
      "more severity-raised/secret-deleted/high",
      "more alarm-easier/secret-deleted",
    ]);
  });
});

describe("the least severity", () => {
  const words = { critical: "what is critical", high: "high and above", medium: "medium and above", low: "everything" };
  const route = (key: string) => (value: string) => (it: OrganizationText) => (it.alerts.routes[0]![key] = value);
  const floors = {
    route: [route("minimumSeverity"), "floor-raised/pager", "floor-lowered/pager", "The route pager gets"],
    owners: [
      (minimumSeverity: string) => (it: OrganizationText) => (it.alerts.owners = { minimumSeverity }),
      "floor-raised/owners",
      "floor-lowered/owners",
      "Owners get",
    ],
  } as const;
  const atOnce = {
    route: [route("alarmsAtOnce"), "pager", "The route pager"],
    team: [
      (value: string) => (it: OrganizationText) => (it.alerts.alarmsAtOnce = value),
      "security-team",
      "The security team",
    ],
  } as const;

  test.each(ordered(notifiedSeverities))("%s instead of %s is less, and more the other way", (urgent, other) => {
    for (const [edit, raised, lowered, who] of Object.values(floors)) {
      expect(between(edit(other), edit(urgent))).toEqual([
        `less ${raised}/${urgent}: ${who} ${words[urgent]} instead of ${words[other]}.`,
      ]);
      expect(between(edit(urgent), edit(other))).toEqual([
        `more ${lowered}/${other}: ${who} ${words[other]} instead of ${words[urgent]}.`,
      ]);
    }
    for (const [edit, who, subject] of Object.values(atOnce)) {
      const text = (now: keyof typeof words, then: keyof typeof words) =>
        `${subject} is mailed at once of alarms: ${words[now]}, not ${words[then]}; the others come in the digest of alarms.`;
      expect(between(edit(other), edit(urgent))).toEqual([
        `less alarms-at-once-fewer/${who}/${urgent}: ${text(urgent, other)}`,
      ]);
      expect(between(edit(urgent), edit(other))).toEqual([
        `more alarms-at-once-more/${who}/${other}: ${text(other, urgent)}`,
      ]);
    }
  });

  test("of owners who get no mail is none", () => {
    const silent = (minimumSeverity: string) => (it: OrganizationText) =>
      (it.alerts.owners = { notify: false, minimumSeverity });

    expect(between(silent("low"), silent("high"))).toEqual([]);
    expect(between(() => undefined, silent("high"))).toEqual([
      "less owners-mail-off: Owners get no mail about their accounts any more.",
    ]);
    expect(between(silent("high"), () => undefined)).toEqual([
      "more owners-mail-on: Owners get mail about their accounts.",
    ]);
  });
});

describe("times", () => {
  const alerts = (key: string) => (value: number) => (it: OrganizationText) => (it.alerts[key] = value);
  const archive = (key: string) => (value: unknown) => (it: OrganizationText) => (it.archive = { [key]: value });
  const athena = (key: string) => (value: number) => archive("athena")({ [key]: value });

  test.each([
    ["archiveDays", alerts("archiveDays"), "less replay-archive-shortened", "more replay-archive-extended"],
    ["expireAfterDays", archive("expireAfterDays"), "less archive-expiry-shortened", "more archive-expiry-extended"],
    ["heartbeatMinutes", alerts("heartbeatMinutes"), "more heartbeat-sooner", "less heartbeat-later"],
    ["archiveAfterDays", archive("archiveAfterDays"), "same glacier-changed", "same glacier-changed"],
    ["scanLimitGigabytes", athena("scanLimitGigabytes"), "same athena-limit-changed", "same athena-limit-changed"],
    ["resultDays", athena("resultDays"), "same athena-results-changed", "same athena-results-changed"],
  ])("%s: any number against any other", (_, edit, shorter, longer) => {
    const days = fc.integer({ min: 90, max: 1000 });

    fc.assert(
      fc.property(days, days, (one, other) => {
        const [short, long] = [Math.min(one, other), Math.max(one, other)];
        const kinds = (before: number, after: number) =>
          between(edit(before), edit(after)).map((each) => each.split(":")[0]);

        expect(kinds(long, short)).toEqual(short === long ? [] : [shorter]);
        expect(kinds(short, long)).toEqual(short === long ? [] : [longer]);
      }),
      { numRuns: 50 },
    );
  });

  test("between roll calls mean nothing where there are no signs of life", () => {
    const silent = (heartbeatMinutes: number) => (it: OrganizationText) =>
      Object.assign(it.alerts, { heartbeat: false, heartbeatMinutes });

    expect(between(silent(30), silent(60))).toEqual([]);
  });
});
