import { readdirSync } from "node:fs";
import path from "node:path";

import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../../detections/alarm-description";
import { catalogue } from "../../../detections/catalogue/catalogue";
import { filterCount, filterPatternsOf } from "../../../detections/compiled";
import type { Detection } from "../../../detections/detection";
import { sharedFilters } from "../../../detections/shared-filters";
import { decoyRead } from "../../../detections/catalogue/secrets-decoys";
import { template } from "../../../detections/catalogue/template";
import { lint, lintGroup, match, MAX_FILTERS_OF_A_LOG_GROUP } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";
import { edited, organizationFrom } from "../../support/edited-organization";

const directory = path.join(__dirname, "../../../detections/catalogue");
const families = ["secrets", "tampering", "identity", "exposure", "cis"];
const find = (id: string) => catalogue.find((each) => each.id === id)!;
const eventsOf = (...detections: Detection[]) => detections.flatMap(({ matches }) => matches.map(({ event }) => event));

/** Root counts whatever it does, and the texts of the benchmark are what they are. */
const withoutSource = (detection: Detection) => detection.id === "root-used" || detection.filterPattern !== undefined;

const detections = [...catalogue, decoyRead(["decoy/root"]), template];

describe.each(detections.map((detection) => [detection.id, detection] as const))("%s", (_, detection) => {
  test.each(detection.matches.map(({ what, event }) => [what, event] as const))("matches: %s", (__, event) => {
    expect(evaluate(detection.condition, event)).toBe(true);
  });

  test.each(detection.ignores.map(({ what, event }) => [what, event] as const))("ignores: %s", (__, event) => {
    expect(evaluate(detection.condition, event)).toBe(false);
  });

  test("has one filter pattern", () => {
    expect(filterPatternsOf(detection)).toHaveLength(1);
  });

  test("has a mail that CloudWatch takes whole", () => {
    expect(alarmDescription(detection).length).toBeLessThanOrEqual(MAX_ALARM_DESCRIPTION_LENGTH);
  });

  test("is told apart from the others by a kebab-case id", () => {
    expect(detection.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(detections.filter(({ id }) => id === detection.id)).toHaveLength(1);
  });

  test("says in plain sentences what happened, why, and what to do", () => {
    const { title, why, likelyCauses, nextSteps, references } = detection;

    expect(title).not.toMatch(/[.!]$/);
    expect(why).toMatch(/[.]$/);
    expect([...likelyCauses, ...nextSteps].filter((sentence) => /[.!]$/.test(sentence))).toEqual([]);
    expect([likelyCauses.length, nextSteps.length, references.length]).not.toContain(0);
    expect(references.join()).toMatch(/ATT&CK T\d{4}/);
  });
});

test.each(catalogue.filter((detection) => !withoutSource(detection)).map((detection) => [detection.id, detection]))(
  "%s names the event source, so that no other service's events match",
  (_, detection) => {
    expect(filterPatternsOf(detection).join()).toContain("$.eventSource = ");
    expect(
      detection.matches.filter(({ event }) =>
        evaluate(detection.condition, { ...event, eventSource: "another.amazonaws.com" }),
      ),
    ).toEqual([]);
  },
);

test("each detection is in the catalogue, and in a file of its family", async () => {
  const files = readdirSync(directory).filter((file) => families.includes(file.split(/[-.]/)[0]!));
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = Object.values((await import(path.join(directory, file))) as Record<string, unknown>);
      return exported
        .filter((value) => Array.isArray(value))
        .flat()
        .map((detection) => ({ family: file.split(/[-.]/)[0], detection: detection as Detection }));
    }),
  );
  const all = found.flat();

  expect(all.filter(({ family, detection }) => detection.family !== family)).toEqual([]);
  expect(all.map(({ detection }) => detection.id).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  expect([...new Set(catalogue.map(({ family }) => family))]).toEqual(families);
});

test("with every detection on, the log group has filters left: the next detection, and the organization's own", () => {
  const detections = organizationFrom(
    edited((it) => (it.defaults.decoys = ["prod/a", "prod/b", "prod/c"].map((name) => ({ name })))),
  ).detections;
  // One more counts the events of a trail that was there already.
  const used = filterCount(detections) + 1;

  expect(detections.length).toBeGreaterThan(catalogue.length);
  expect(MAX_FILTERS_OF_A_LOG_GROUP - used).toBeGreaterThan(0);
});

test("the benchmark is whole: fourteen controls of Security Hub, and changes of the organization", () => {
  const benchmark = catalogue.filter(({ family }) => family === "cis");
  const sections = Array.from({ length: 15 }, (_, index) => `CIS 4.${index + 1}`);
  const controls = Array.from({ length: 14 }, (_, index) => `Security Hub CloudWatch.${index + 1}`);

  expect(benchmark.filter(({ filterPattern }) => filterPattern === undefined)).toEqual([]);
  expect(benchmark.map(({ title }) => title.split(":")[0]).sort()).toEqual(sections.sort());
  expect(benchmark.flatMap(({ references }) => references)).toEqual(expect.arrayContaining([...sections, ...controls]));
});

test("conditions say what was done, never with which tool or in which account", () => {
  const conditions = catalogue.map(({ condition }) => JSON.stringify(condition));

  expect(conditions.filter((text) => /userAgent|\d{12}|recipientAccountId|userIdentity\.accountId/.test(text))).toEqual(
    [],
  );
});

test("the mail says what happened, why it matters and what to do next", () => {
  expect(alarmDescription(find("secret-deleted"))).toBe(
    [
      "[high] A secret was deleted. What depends on the secret stops working; when its recovery window is over it is gone for good.",
      "Next:",
      "1. Find who deleted which secret in the log group.",
      "2. If it was not planned: restore the secret (RestoreSecret) within its recovery window.",
    ].join("\n"),
  );
});

test.each([
  ["secret-read", "secret-read-denied"],
  ["secret-deleted", "secret-deleted-for-good"],
  ["secret-policy-changed", "secret-policy-removed"],
  ["trail-stopped", "trail-changed"],
])("%s and %s never go off for the same event", (one, other) => {
  const [first, second] = [find(one), find(other)];

  expect(
    eventsOf(first, second).filter((event) => evaluate(first.condition, event) === evaluate(second.condition, event)),
  ).toEqual([]);
});

describe("a decoy", () => {
  const { condition } = decoyRead(["decoy/root", "decoy/payroll"]);
  const read = (secretId: string) =>
    evaluate(condition, {
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      requestParameters: { secretId },
    });
  const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;

  test.each(["decoy/payroll", arn("decoy/payroll"), arn("decoy/payroll-a1B2c3")])("is found as %s", (secretId) => {
    expect(read(secretId)).toBe(true);
  });

  test.each(["decoy/rooted", "a/decoy/root", arn("decoy/rooted-a1B2c3"), arn("a/decoy/root-a1B2c3")])(
    "is not mistaken for %s",
    (secretId) => {
      expect(read(secretId)).toBe(false);
    },
  );

  test("is found when the read is denied, as long as the request is recorded", () => {
    expect(
      evaluate(condition, {
        eventSource: "secretsmanager.amazonaws.com",
        eventName: "GetSecretValue",
        errorCode: "AccessDenied",
        requestParameters: { secretId: "decoy/root" },
      }),
    ).toBe(true);
  });

  test("still fits one filter pattern with two others", () => {
    expect(filterPatternsOf(decoyRead(["decoy/root", "decoy/payroll", "decoy/github"]))).toHaveLength(1);
  });
});

test("no filter pattern of ours has anything that the linter finds but that some are of any service", () => {
  const ours = catalogue.filter(({ family }) => family !== "cis").flatMap((detection) => filterPatternsOf(detection));
  const shared = sharedFilters(catalogue).flatMap(({ filterPatterns }) => filterPatterns);
  const alone = catalogue.filter(({ sharesFilter }) => sharesFilter === undefined).flatMap(filterPatternsOf);

  expect(
    [...ours, ...shared].flatMap((pattern) => lint(pattern)).filter(({ rule }) => rule !== "missing-event-source"),
  ).toEqual([]);
  expect(lintGroup([...alone, ...shared])).toEqual([]);
});

test("each filter pattern matches the examples that its condition matches, by AWS's rules, and no other", () => {
  const events = catalogue.flatMap(({ matches, ignores }) => [...matches, ...ignores].map(({ event }) => event));

  for (const detection of catalogue) {
    const patterns = filterPatternsOf(detection);
    const wrong = events.filter((event) => {
      const verdicts = patterns.map((pattern) => match(pattern, event));
      return verdicts.some((verdict) => verdict === true) !== evaluate(detection.condition, event);
    });

    expect({ id: detection.id, wrong }).toEqual({ id: detection.id, wrong: [] });
  }
});
