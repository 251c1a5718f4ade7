import { lint, match, parse, print } from "../../../patterns/cloudwatch-filter-pattern";
import { CIS_PATTERNS } from "./cis-patterns";

const UNRELATED = {
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  eventType: "AwsApiCall",
  userIdentity: { type: "AssumedRole" },
};

describe.each(CIS_PATTERNS)("The pattern of $control", ({ text, event }) => {
  test("is the same after printing", () => {
    expect(parse(print(parse(text)))).toEqual(parse(text));
  });

  test("matches what it was written for, and not the reading of a secret", () => {
    expect(match(text, event)).toBe(true);
    expect(match(text, UNRELATED)).toBe(false);
  });

  test("has no error but what AWS prescribes and leaves undefined", () => {
    const errors = lint(text).filter(({ severity }) => severity === "error");

    expect(errors.filter(({ rule }) => rule !== "unguarded-not-equal")).toEqual([]);
  });
});

test("Security Hub's patterns for logins and for root depend on what AWS leaves undefined", () => {
  const doubtful = CIS_PATTERNS.filter(({ text }) => lint(text).some(({ rule }) => rule === "unguarded-not-equal"));

  expect(doubtful.map(({ control }) => control)).toEqual(["CloudWatch.3"]);
});

test("Patterns that name an event but no service are reported", () => {
  const open = CIS_PATTERNS.filter(({ text }) => lint(text).some(({ rule }) => rule === "missing-event-source"));

  expect(open.map(({ control }) => control.replace("CloudWatch.", ""))).toEqual(
    ["1", "2", "3", "5", "6", "10", "11", "12", "14"], // prettier-ignore
  );
});
