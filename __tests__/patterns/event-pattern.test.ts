import {
  eventPatternLength,
  MAX_EVENT_PATTERN_LENGTH,
  toEventPattern,
  toEventPatternOfAnyLength,
} from "../../patterns/compile/event-pattern";
import { NotExpressibleError } from "../../patterns/compile/normal-form";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import recording from "./recorded-verdicts.json";

const eventName = field("eventName");
const source = field("eventSource").equals("s");
const name = field("requestParameters.name");
const count = field("requestParameters.count");
const flag = field("requestParameters.flag");
const group = field("requestParameters.items[].group");
const absent = { exists: false };

test.each<[string, Condition, unknown]>([
  ["equals", eventName.equals("A"), { eventName: ["A"] }],
  ["one of", eventName.isOneOf("A", "B"), { eventName: ["A", "B"] }],
  ["starts with", eventName.startsWith("Get"), { eventName: [{ prefix: "Get" }] }],
  ["ends with", eventName.endsWith("Value"), { eventName: [{ suffix: "Value" }] }],
  ["a start that ends in a quotation mark", eventName.startsWith('a"'), { eventName: [{ wildcard: 'a"*' }] }],
  ["an end that starts with one", eventName.endsWith('"'), { eventName: [{ wildcard: '*"' }] }],
  ["contains", eventName.contains("Secret"), { eventName: [{ wildcard: "*Secret*" }] }],
  ["matches", eventName.matches("Get*Value"), { eventName: [{ wildcard: "Get*Value" }] }],
  ["asterisks in a row as one", eventName.matches("**A***"), { eventName: [{ wildcard: "*A*" }] }],
  ["a literal asterisk and a backslash", eventName.contains("a*b\\c"), { eventName: [{ wildcard: "*a\\*b\\\\c*" }] }],
  ["a backslash in a wildcard", eventName.matches("a\\*"), { eventName: [{ wildcard: "a\\\\*" }] }],
  ["exists", eventName.exists(), { eventName: [{ exists: true }] }],
  ["is absent", eventName.isAbsent(), { eventName: [absent] }],
  ["is true", flag.isTrue(), { requestParameters: { flag: [true] } }],
  ["is null", flag.isNull(), { requestParameters: { flag: [null] } }],
  ["a number", count.equals(1), { requestParameters: { count: [{ numeric: ["=", 1] }] } }],
  ["less than", count.isLessThan(1), { requestParameters: { count: [{ numeric: ["<", 1] }] } }],
  ["at most", count.isAtMost(1), { requestParameters: { count: [{ numeric: ["<=", 1] }] } }],
  ["greater than", count.isGreaterThan(1), { requestParameters: { count: [{ numeric: [">", 1] }] } }],
  ["at least", count.isAtLeast(1), { requestParameters: { count: [{ numeric: [">=", 1] }] } }],
  ["any element of a list", group.equals("all"), { requestParameters: { items: { group: ["all"] } } }],
  ["an odd name", field("requestParameters.a b").equals("x"), { requestParameters: { "a b": ["x"] } }],
])("writes %s", (_, condition, detail) => {
  expect(toEventPattern(condition)).toEqual({ detail });
});

test.each<[string, Condition, unknown]>([
  ["equals", not(eventName.equals("A")), { eventName: [{ "anything-but": ["A"] }, absent] }],
  ["one of", not(eventName.isOneOf("A", "B")), { eventName: [{ "anything-but": ["A", "B"] }, absent] }],
  ["starts with", not(eventName.startsWith("A")), { eventName: [{ "anything-but": { prefix: "A" } }, absent] }],
  [
    "an end in quotation marks, and others",
    not(any(eventName.endsWith('"'), eventName.endsWith("B"))),
    { eventName: [{ "anything-but": { wildcard: ['*"', "*B"] } }, absent] },
  ],
  ["contains", not(eventName.contains("A")), { eventName: [{ "anything-but": { wildcard: "*A*" } }, absent] }],
  ["exists", not(eventName.exists()), { eventName: [absent] }],
  ["is absent", not(eventName.isAbsent()), { eventName: [{ exists: true }] }],
  ["is true", not(flag.isTrue()), { requestParameters: { flag: [false, null, absent] } }],
  ["a number", not(count.equals(1)), { requestParameters: { count: [{ "anything-but": [1] }, null, absent] } }],
  ["less than", not(count.isLessThan(1)), { requestParameters: { count: [{ numeric: [">=", 1] }, null, absent] } }],
  ["at most", not(count.isAtMost(1)), { requestParameters: { count: [{ numeric: [">", 1] }, null, absent] } }],
  [
    "greater than",
    not(count.isGreaterThan(1)),
    { requestParameters: { count: [{ numeric: ["<=", 1] }, null, absent] } },
  ],
  ["at least", not(count.isAtLeast(1)), { requestParameters: { count: [{ numeric: ["<", 1] }, null, absent] } }],
])("the negation of %s allows the field to be absent", (_, condition, detail) => {
  expect(toEventPattern(condition)).toEqual({ detail });
});

test.each<[string, Condition, unknown]>([
  [
    "what all alternatives ask for stands beside $or",
    any(all(source, eventName.equals("A"), name.equals("x")), all(source, eventName.equals("B"), count.isAtLeast(2))),
    {
      eventSource: ["s"],
      $or: [
        { eventName: ["A"], requestParameters: { name: ["x"] } },
        { eventName: ["B"], requestParameters: { count: [{ numeric: [">=", 2] }] } },
      ],
    },
  ],
  [
    "alternatives that differ in one field become one",
    any(all(source, eventName.equals("A")), all(source, eventName.equals("B"))),
    { eventSource: ["s"], eventName: ["A", "B"] },
  ],
  [
    "an absent field or a value are two matchers of one field",
    all(eventName.equals("A"), any(field("errorCode").isAbsent(), field("errorCode").equals("x"))),
    { eventName: ["A"], errorCode: [absent, "x"] },
  ],
  [
    "an alternative that asks for less swallows the one that asks for more",
    any(eventName.equals("A"), all(eventName.equals("A"), name.equals("x"))),
    { eventName: ["A"] },
  ],
  ["values are cut by a negation", all(eventName.isOneOf("A", "B"), not(eventName.equals("B"))), { eventName: ["A"] }],
  ["a value that exists is the value", all(eventName.exists(), eventName.equals("A")), { eventName: ["A"] }],
  [
    "an alternative that is never true is left out",
    any(all(eventName.equals("A"), eventName.equals("B")), eventName.equals("C")),
    { eventName: ["C"] },
  ],
  [
    "negated values become one list",
    all(not(eventName.equals("A")), not(eventName.isOneOf("B", "A"))),
    { eventName: [{ "anything-but": ["A", "B"] }, absent] },
  ],
  [
    "negated ends become one list",
    all(not(eventName.endsWith("A")), not(eventName.endsWith("B"))),
    { eventName: [{ "anything-but": { suffix: ["A", "B"] } }, absent] },
  ],
  [
    "negated wildcards become one list, however they were written",
    all(not(eventName.contains("A")), not(eventName.matches("B*C"))),
    { eventName: [{ "anything-but": { wildcard: ["*A*", "B*C"] } }, absent] },
  ],
])("%s", (_, condition, detail) => {
  expect(toEventPattern(condition)).toEqual({ detail });
});

test.each<[string, Condition, unknown]>([
  ["a plain field, which has to be there", eventName.isNoneOf("A", "B"), [{ "anything-but": ["A", "B"] }]],
  [
    "a plain field, told in two tests",
    all(eventName.isNoneOf("A"), eventName.isNoneOf("B")),
    [{ "anything-but": ["A", "B"] }],
  ],
  [
    "a plain field, of which starts are excluded too",
    all(eventName.isNoneOf("A"), not(eventName.startsWith("B"))),
    [{ "anything-but": { wildcard: ["A", "B*"] } }],
  ],
  ["no values, which is any value", eventName.isNoneOf(), [{ exists: true }]],
  ["some values or absent, negated", not(eventName.isNoneOf("A", "B")), [absent, "A", "B"]],
])("none of: %s", (_, condition, matchers) => {
  expect(toEventPattern(condition)).toEqual({ detail: { eventName: matchers } });
});

test("an element of a list that is none of some values is anything but them", () => {
  const items = (matcher: unknown) => ({ detail: { requestParameters: { items: { group: [matcher] } } } });

  expect(toEventPattern(group.isNoneOf("a", "b"))).toEqual(items({ "anything-but": ["a", "b"] }));
  expect(toEventPattern(group.isNoneOf())).toEqual(items({ exists: true }));
});

test("there, but not a value, is anything but the value", () => {
  const there = (path: string, matchers: unknown) => ({ detail: { requestParameters: { [path]: matchers } } });

  expect(toEventPattern(all(name.exists(), not(name.equals("A"))))).toEqual(there("name", [{ "anything-but": ["A"] }]));
  expect(toEventPattern(all(flag.exists(), not(flag.isTrue())))).toEqual(there("flag", [false, null]));
  expect(toEventPattern(all(name.exists(), not(name.isAbsent())))).toEqual(there("name", [{ exists: true }]));
  expect(() => toEventPattern(all(name.exists(), name.isAbsent()))).toThrow(new NotExpressibleError(never));
});

test.each<[string, Condition, readonly string[]]>([
  ["a text has no asterisk", any(eventName.equals("A"), eventName.startsWith("B")), ["A", "B*"]],
  [
    "all kinds",
    any(
      eventName.isOneOf("A", "B"),
      eventName.startsWith("C"),
      eventName.endsWith("D"),
      eventName.contains("E"),
      eventName.matches("F*G"),
    ),
    ["A", "B", "C*", "*D", "*E*", "F*G"],
  ],
  ["starts and ends", any(eventName.startsWith("A"), eventName.endsWith("B")), ["A*", "*B"]],
  [
    "asterisks and backslashes are escaped",
    any(eventName.equals("a*b\\c"), eventName.startsWith("d*"), eventName.endsWith("\\e")),
    ["a\\*b\\\\c", "d\\**", "*\\\\e"],
  ],
  ["each once", any(eventName.equals("A"), eventName.matches("A"), eventName.startsWith("B")), ["A", "B*"]],
])("excluded texts of several kinds become wildcards: %s", (_, excluded, wildcard) => {
  expect(toEventPattern(not(excluded))).toEqual({
    detail: { eventName: [{ "anything-but": { wildcard } }, absent] },
  });
});

const twoThingsOf = (path: string) => `${path}: an event pattern can't ask for two things of one field.`;
const twoThings = twoThingsOf("eventName");
const listOnce = "requestParameters.items[].group: an event pattern tests a list once.";
const largest = "requestParameters.count: EventBridge compares numbers between -5e9 and 5e9.";
const never = "The condition is never true, whatever the event.";

function oneElement(path: string, other: string): string {
  return `${path}: an event pattern wants one element of the list to fit ${other} as well; here, it may be another.`;
}

test.each([
  ["a start and an end", all(eventName.startsWith("A"), eventName.endsWith("B")), twoThings],
  [
    "a negated value and a negated number",
    all(not(name.equals("A")), not(name.equals(5))),
    twoThingsOf("requestParameters.name"),
  ],
  ["absent, or not a value", all(eventName.isAbsent(), not(eventName.equals("A"))), twoThings],
  ["two tests of one list", all(group.equals("a"), group.equals("b")), listOnce],
  ["two elements of one list that are none of some values", all(group.isNoneOf("a"), group.isNoneOf("b")), listOnce],
  [
    "that no element of a list is none of some values",
    not(group.isNoneOf("a")),
    "requestParameters.items[].group: an event pattern can't say that no element of a list matches.",
  ],
  [
    "two fields of one list, which EventBridge wants in one element",
    all(group.equals("a"), field("requestParameters.items[].name").equals("b")),
    oneElement("requestParameters.items[].name", "requestParameters.items[].group"),
  ],
  [
    "that none of a list has one field, and one has another",
    all(group.isAbsent(), field("requestParameters.items[].tags[].key").equals("b")),
    oneElement("requestParameters.items[].tags[].key", "requestParameters.items[].group"),
  ],
  [
    "no element of a list",
    not(group.equals("a")),
    "requestParameters.items[].group: an event pattern can't say that no element of a list matches.",
  ],
  [
    "a field and what is below it",
    all(field("requestParameters.a").exists(), field("requestParameters.a.b").equals("x")),
    "requestParameters.a: an event pattern can't test a field and what is below it.",
  ],
  [
    "anything but null",
    not(flag.isNull()),
    "requestParameters.flag: an event pattern can't say that a field is anything but null.",
  ],
  ["a number above the largest", count.equals(5e9 + 1), largest],
  ["a number below the smallest", count.isLessThan(-5e9 - 1), largest],
  ["an empty start", eventName.startsWith(""), "eventName: EventBridge takes no empty text here."],
  ["two values of one field", all(eventName.equals("A"), eventName.equals("B")), never],
  ["one of no values", eventName.isOneOf(), never],
  ["not one of no values", not(eventName.isOneOf()), "eventName: none of no values is always true."],
  [
    "an empty start among others",
    not(any(eventName.equals("A"), eventName.startsWith(""))),
    "eventName: EventBridge takes no empty text here.",
  ],
  ["no condition", any(), "A list without conditions can't be compiled. Add a condition."],
])("refuses %s", (_, condition, message) => {
  expect(() => toEventPattern(condition)).toThrow(new NotExpressibleError(message));
});

test("numbers up to the largest are compared", () => {
  expect(toEventPattern(count.isAtMost(5e9))).toEqual({
    detail: { requestParameters: { count: [{ numeric: ["<=", 5e9] }] } },
  });
});

test("a thousand alternatives are multiplied out, one more is refused", () => {
  const errors = (first: string, length: number) =>
    any(...Array.from({ length }, (_, index) => field("errorCode").equals(`${first}${index}`)));

  expect(() => toEventPattern(errors("a", 1000))).toThrow(/^The event pattern has \d+ characters/);
  expect(() => toEventPattern(errors("a", 1001))).toThrow(
    new NotExpressibleError("The condition has more than 1000 alternatives."),
  );
});

test("a pattern of 2,048 characters fits, one more is refused", () => {
  const overhead = JSON.stringify(toEventPattern(eventName.equals(""))).length;
  const longest = "x".repeat(MAX_EVENT_PATTERN_LENGTH - overhead);

  expect(JSON.stringify(toEventPattern(eventName.equals(longest)))).toHaveLength(2048);
  expect(() => toEventPattern(eventName.equals(`${longest}x`))).toThrow(
    new NotExpressibleError("The event pattern has 2049 characters; EventBridge takes 2048."),
  );
});

test("a pattern of any length can be had and measured, but not one of another meaning", () => {
  const long = toEventPatternOfAnyLength(eventName.equals("x".repeat(5000)));

  expect(long).toEqual({ detail: { eventName: ["x".repeat(5000)] } });
  expect(eventPatternLength(long)).toBe(JSON.stringify(long).length);
  expect(toEventPatternOfAnyLength(eventName.equals("A"))).toEqual(toEventPattern(eventName.equals("A")));
  expect(() => toEventPatternOfAnyLength(eventName.isOneOf())).toThrow(new NotExpressibleError(never));
});

describe("what AWS's event-ruler said of random conditions", () => {
  const { events } = recording;
  const recorded = recording.recorded as readonly { condition: Condition; pattern: object; verdicts: string }[];

  test("is recorded for enough of them, some true and some false", () => {
    const verdicts = recorded.map((each) => each.verdicts);

    expect(recorded.length).toBeGreaterThanOrEqual(50);
    expect(events.length).toBeGreaterThanOrEqual(40);
    expect(verdicts.filter((each) => each.length !== events.length)).toEqual([]);
    expect(verdicts.filter((each) => each.includes("1") && each.includes("0")).length).toBeGreaterThan(30);
  });

  test.each(recorded.map((each, index) => [index, each] as const))(
    "is what condition %i means, compiled to the pattern that was asked about",
    (_, { condition, pattern, verdicts }) => {
      expect(toEventPattern(condition)).toEqual(pattern);
      expect(events.map((event) => (evaluate(condition, event) ? "1" : "0")).join("")).toBe(verdicts);
    },
  );
});
