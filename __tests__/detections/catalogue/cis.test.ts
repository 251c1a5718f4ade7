import { catalogue } from "../../../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../../../detections/detection";
import { MAX_FILTER_PATTERN_LENGTH, match, parse } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";

const prescribed = catalogue.flatMap(({ id, condition, filterPattern }) =>
  filterPattern === undefined ? [] : [[id, { condition, filterPattern }] as const],
);

/** Values that a text compares a field with, in quotation marks or without. */
function valuesIn(text: string, field: string): readonly string[] {
  const values = [...text.matchAll(new RegExp(`\\$\\.${field}\\s*=\\s*"?([\\w.*]+)"?`, "g"))];
  return values.map(([, value]) => value!);
}

const eventNames = [
  ...new Set([...prescribed.flatMap(([, { filterPattern }]) => valuesIn(filterPattern, "eventName")), "ListUsers"]),
];
const eventSources = [
  ...new Set(prescribed.flatMap(([, { filterPattern }]) => valuesIn(filterPattern, "eventSource"))),
  "another.amazonaws.com",
  undefined,
];
const errors = [
  "AccessDenied",
  "AccessDeniedException",
  "Client.UnauthorizedOperation",
  "UnauthorizedOperation",
  "UnauthorizedOperation.Again",
  "NotAccessDenied",
  "accessdenied",
  "",
  undefined,
];
const identities = [
  { type: "Root" },
  { type: "Root", invokedBy: "s3.amazonaws.com" },
  { type: "IAMUser" },
  { type: "AssumedRole" },
  {},
  undefined,
];
const messages = ["Failed authentication", "Failed", undefined];
const logins = ["Success", "Failure", undefined].flatMap((ConsoleLogin) =>
  ["Yes", "No", undefined].map((MFAUsed) => ({
    responseElements: { ConsoleLogin },
    additionalEventData: { MFAUsed },
  })),
);

/** JSON has no undefined: what is not there is not there. */
const written = (event: object) => JSON.parse(JSON.stringify(event)) as CloudTrailRecord;

const events: readonly CloudTrailRecord[] = [
  ...eventNames.flatMap((eventName) => eventSources.map((eventSource) => ({ eventName, eventSource }))),
  ...errors.map((errorCode) => ({ eventName: "ListUsers", errorCode })),
  ...identities.flatMap((userIdentity) =>
    ["AwsApiCall", "AwsServiceEvent", undefined].map((eventType) => ({ eventName: "A", eventType, userIdentity })),
  ),
  ...identities.flatMap((userIdentity) =>
    messages.flatMap((errorMessage) =>
      logins.map((login) => ({ eventName: "ConsoleLogin", userIdentity, errorMessage, ...login })),
    ),
  ),
].map(written);

test("the texts that Security Hub compares are those of fifteen detections", () => {
  expect(prescribed).toHaveLength(15);
  expect(eventNames.length).toBeGreaterThan(80);
  expect(eventSources).toHaveLength(8);
});

describe.each(prescribed)("%s", (_, { condition, filterPattern }) => {
  test("has a text that CloudWatch Logs takes", () => {
    expect(() => parse(filterPattern)).not.toThrow();
    expect(filterPattern.length).toBeLessThanOrEqual(MAX_FILTER_PATTERN_LENGTH);
  });

  test("has a condition that means what the text says", () => {
    const verdicts = events.map((event) => ({
      event,
      text: match(filterPattern, event),
      condition: evaluate(condition, event),
    }));

    expect(verdicts.filter(({ text, condition: meant }) => text !== meant)).toEqual([]);
    expect(verdicts.filter(({ text }) => text)).not.toEqual([]);
    expect(verdicts.filter(({ text }) => !text)).not.toEqual([]);
  });
});

test("a login without the flag is not seen by the prescribed text, but by the detection beside it", () => {
  const detection = (id: string) => catalogue.find((each) => each.id === id)!;
  const { condition, filterPattern } = detection("cis-console-login-without-mfa");
  const event = {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    userIdentity: { type: "IAMUser" },
    responseElements: { ConsoleLogin: "Success" },
  };

  expect(match(filterPattern!, event)).toBe(false);
  expect(evaluate(condition, event)).toBe(false);
  expect(evaluate(detection("console-login-without-mfa").condition, event)).toBe(true);
});
