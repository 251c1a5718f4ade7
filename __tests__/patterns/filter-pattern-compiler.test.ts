import { all, any, field, not } from "../../patterns/condition";
import { MAX_FILTER_PATTERN_LENGTH, NotExpressibleError, toFilterPattern } from "../../patterns/filter-pattern";

test.each([
  [field("eventName").equals("DeleteSecret"), '{ ($.eventName = "DeleteSecret") }'],
  [field("eventName").isOneOf("A", "B"), '{ (($.eventName = "A") || ($.eventName = "B")) }'],
  [field("errorCode").startsWith("AccessDenied"), '{ ($.errorCode = "AccessDenied*") }'],
  [field("errorCode").isAbsent(), "{ ($.errorCode NOT EXISTS) }"],
  [field("errorCode").exists(), '{ ($.errorCode = "*") }'],
  [not(field("errorCode").isAbsent()), '{ ($.errorCode = "*") }'],
  [
    all(field("eventName").equals("A"), any(field("errorCode").isAbsent(), field("errorCode").equals("x"))),
    '{ (($.eventName = "A") && (($.errorCode NOT EXISTS) || ($.errorCode = "x"))) }',
  ],
])("compiles %j", (condition, pattern) => {
  expect(toFilterPattern(condition)).toBe(pattern);
});

test("a negated test is guarded, because AWS does not say what != gives on an absent key", () => {
  expect(toFilterPattern(not(field("userIdentity.type").equals("Root")))).toBe(
    '{ (($.userIdentity.type NOT EXISTS) || ($.userIdentity.type != "Root")) }',
  );
  expect(toFilterPattern(not(field("eventName").isOneOf("A", "B")))).toBe(
    '{ (($.eventName NOT EXISTS) || (($.eventName != "A") && ($.eventName != "B"))) }',
  );
});

test("a negation is pushed down to the tests", () => {
  const condition = not(
    any(field("eventName").exists(), all(field("errorCode").exists(), field("awsRegion").exists())),
  );

  expect(toFilterPattern(condition)).toBe(
    "{ (($.eventName NOT EXISTS) && (($.errorCode NOT EXISTS) || ($.awsRegion NOT EXISTS))) }",
  );
});

test.each([
  ["an asterisk, which would be a wildcard", field("eventName").equals("Get*")],
  ["a quote, which the grammar can't escape", field("eventName").equals('"')],
  ["no condition at all", all()],
  ["one of no values", field("eventName").isOneOf()],
])("refuses %s", (_, condition) => {
  expect(() => toFilterPattern(condition)).toThrow(NotExpressibleError);
});

test("refuses one character more than CloudWatch Logs takes", () => {
  const overhead = toFilterPattern(field("eventName").equals("")).length;
  const longest = "x".repeat(MAX_FILTER_PATTERN_LENGTH - overhead);

  expect(toFilterPattern(field("eventName").equals(longest))).toHaveLength(1024);
  expect(() => toFilterPattern(field("eventName").equals(`${longest}x`))).toThrow(
    "The filter pattern has 1025 characters; CloudWatch Logs takes 1024. Split the condition into several detections.",
  );
});
