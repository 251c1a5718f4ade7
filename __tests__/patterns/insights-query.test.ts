import { toInsightsQuery } from "../../patterns/compile/insights-query";
import { NotExpressibleError } from "../../patterns/compile/normal-form";
import { all, any, field, not } from "../../patterns/condition";

const eventName = field("eventName");
const name = field("requestParameters.name");
const count = field("requestParameters.count");

test("shows who did what, from where, the latest first", () => {
  expect(toInsightsQuery(eventName.equals("GetSecretValue"))).toBe(
    [
      "fields eventTime, eventName, errorCode, userIdentity.arn, requestParameters.secretId, recipientAccountId, awsRegion, sourceIPAddress",
      '| filter eventName = "GetSecretValue"',
      "| sort eventTime desc",
      "| limit 100",
    ].join("\n"),
  );
});

test.each([
  ["a quote and a backslash", eventName.equals('a"b\\c'), 'eventName = "a\\"b\\\\c"'],
  ["a number", count.equals(0.5), "requestParameters.count = 0.5"],
  ["one of", eventName.isOneOf("A", 'B"'), 'eventName in ["A", "B\\""]'],
  ["starts with", eventName.startsWith("Get"), "eventName like /^Get/"],
  ["ends with", eventName.endsWith("Value"), "eventName like /Value$/"],
  ["contains, which is no regex", name.contains("a.b/c[d]"), 'requestParameters.name like "a.b/c[d]"'],
  ["matches", eventName.matches("Get**Value*"), "eventName like /^Get[\\s\\S]*Value[\\s\\S]*$/"],
  [
    "regex characters as themselves",
    name.startsWith("\\^$.|?*+()[]{}/"),
    "requestParameters.name like /^\\\\\\^\\$\\.\\|\\?\\*\\+\\(\\)\\[\\]\\{\\}\\//",
  ],
  ["a slash in a wildcard", name.matches("prod/*.db"), "requestParameters.name like /^prod\\/[\\s\\S]*\\.db$/"],
  [
    "none of, on a field that is there",
    eventName.isNoneOf("A", "B"),
    '(ispresent(eventName) and (not ispresent(eventName) or not (eventName in ["A", "B"])))',
  ],
  ["exists", eventName.exists(), "ispresent(eventName)"],
  ["is absent", eventName.isAbsent(), "not ispresent(eventName)"],
  ["not absent", not(eventName.isAbsent()), "ispresent(eventName)"],
  ["less than", count.isLessThan(1), "requestParameters.count < 1"],
  ["at most", count.isAtMost(1), "requestParameters.count <= 1"],
  ["greater than", count.isGreaterThan(1), "requestParameters.count > 1"],
  ["at least", count.isAtLeast(-1), "requestParameters.count >= -1"],
  ["a name with a hyphen", field("requestParameters.x-acl").equals("x"), '`requestParameters.x-acl` = "x"'],
  [
    "a negation, true where the field is absent",
    not(name.equals("x")),
    '(not ispresent(requestParameters.name) or not (requestParameters.name = "x"))',
  ],
  [
    "all and any",
    all(eventName.equals("A"), any(field("errorCode").isAbsent(), field("errorCode").equals("x"))),
    '(eventName = "A" and (not ispresent(errorCode) or errorCode = "x"))',
  ],
])("writes %s", (_, condition, filter) => {
  expect(toInsightsQuery(condition).split("\n")[1]).toBe(`| filter ${filter}`);
});

test.each([
  [
    "an element of a list",
    field("requestParameters.items[].group").equals("x"),
    "requestParameters.items[].group: Logs Insights has no test for any element of a list.",
  ],
  [
    "a flag",
    field("requestParameters.flag").isTrue(),
    "requestParameters.flag: AWS does not say how Logs Insights compares true, false and null.",
  ],
  [
    "a negated null",
    not(field("requestParameters.flag").isNull()),
    "requestParameters.flag: AWS does not say how Logs Insights compares true, false and null.",
  ],
  [
    "the presence of what may be null",
    name.exists(),
    "requestParameters.name: AWS does not say whether Logs Insights finds a null present.",
  ],
  [
    "none of some values, where there may be a null",
    name.isNoneOf("x"),
    "requestParameters.name: AWS does not say whether Logs Insights finds a null present.",
  ],
  ["no condition", any(), "A list without conditions can't be compiled. Add a condition."],
])("refuses %s", (_, condition, message) => {
  expect(() => toInsightsQuery(condition)).toThrow(new NotExpressibleError(message));
});
