import { MAX_FILTER_PATTERN_LENGTH, match, parse } from "../../patterns/cloudwatch-filter-pattern";
import { toFilterPatterns } from "../../patterns/compile/filter-pattern";
import { NotExpressibleError } from "../../patterns/compile/normal-form";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { customField } from "../../patterns/fields";

const eventName = field("eventName");
const name = field("requestParameters.name");
const count = field("requestParameters.count");
const flag = field("requestParameters.flag");
const group = field("requestParameters.items[].group");

const numbered = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${index}`);

/** How many of the patterns match an event; more than one would count it twice. */
const timesMatched = (patterns: readonly string[], event: unknown) =>
  patterns.filter((pattern) => match(pattern, event) === true).length;

test.each([
  ["equals", eventName.equals("DeleteSecret"), '{ ($.eventName = "DeleteSecret") }'],
  ["an apostrophe", eventName.equals("it's"), '{ ($.eventName = "it\'s") }'],
  ["a number", count.equals(0.5), "{ ($.requestParameters.count = 0.5) }"],
  ["one of", eventName.isOneOf("A", "B"), '{ (($.eventName = "A") || ($.eventName = "B")) }'],
  ["one of one", eventName.isOneOf("A"), '{ ($.eventName = "A") }'],
  ["starts with", field("errorCode").startsWith("Access"), '{ ($.errorCode = "Access*") }'],
  ["ends with", field("errorCode").endsWith("Denied"), '{ ($.errorCode = "*Denied") }'],
  ["contains", name.contains("a.b/c[d]"), '{ ($.requestParameters.name = "*a.b/c[d]*") }'],
  ["matches the whole text", eventName.matches("Get"), '{ ($.eventName = "Get") }'],
  ["matches the start", eventName.matches("Get*"), '{ ($.eventName = "Get*") }'],
  ["matches the end", eventName.matches("*Value"), '{ ($.eventName = "*Value") }'],
  ["asterisks in a row", eventName.matches("**Secret**"), '{ ($.eventName = "*Secret*") }'],
  ["an empty text", eventName.equals(""), '{ ($.eventName = "") }'],
  ["an empty part, which every text has", eventName.contains(""), '{ ($.eventName = "*") }'],
  ["any text of a list", group.matches("*"), '{ ($.requestParameters.items[*].group = "*") }'],
  [
    "no text",
    not(name.startsWith("")),
    "{ (($.requestParameters.name NOT EXISTS) || ($.requestParameters.name IS NULL)) }",
  ],
  ["exists", field("errorCode").exists(), '{ ($.errorCode = "*") }'],
  ["exists, of a boolean", field("readOnly").exists(), "{ (($.readOnly IS TRUE) || ($.readOnly IS FALSE)) }"],
  [
    "exists, in the detail of an event",
    field(customField("detail.errorCode")).exists(),
    '{ ($.detail.errorCode = "*") }',
  ],
  [
    "none of, on a field that is there",
    eventName.isNoneOf("A", "B"),
    '{ (($.eventName = "*") && (($.eventName NOT EXISTS) || (($.eventName != "A") && ($.eventName != "B")))) }',
  ],
  ["is absent", field("errorCode").isAbsent(), "{ ($.errorCode NOT EXISTS) }"],
  [
    "exists, of whatever type, also as null",
    name.exists(),
    '{ (($.requestParameters.name = "*") || ($.requestParameters.name IS TRUE) || ($.requestParameters.name IS FALSE) || ($.requestParameters.name IS NULL)) }',
  ],
  ["is absent, not null", name.isAbsent(), "{ ($.requestParameters.name NOT EXISTS) }"],
  ["is true", flag.isTrue(), "{ ($.requestParameters.flag IS TRUE) }"],
  ["is false", flag.isFalse(), "{ ($.requestParameters.flag IS FALSE) }"],
  ["is null", flag.isNull(), "{ ($.requestParameters.flag IS NULL) }"],
  ["less than", count.isLessThan(-1), '{ (($.requestParameters.count < -1) && ($.requestParameters.count = "*")) }'],
  ["at most", count.isAtMost(20), '{ (($.requestParameters.count <= 20) && ($.requestParameters.count = "*")) }'],
  [
    "greater than",
    count.isGreaterThan(0),
    '{ (($.requestParameters.count > 0) && ($.requestParameters.count = "*")) }',
  ],
  [
    "at least",
    count.isAtLeast(1e21),
    '{ (($.requestParameters.count >= 1e+21) && ($.requestParameters.count = "*")) }',
  ],
  [
    "a text that a null may be taken for",
    name.startsWith("nu"),
    '{ (($.requestParameters.name = "nu*") && ($.requestParameters.name = "*")) }',
  ],
  ["it on a field that is never null", eventName.startsWith("nu"), '{ ($.eventName = "nu*") }'],
  ["any element of a list", group.equals("all"), '{ ($.requestParameters.items[*].group = "all") }'],
  ["an element itself", field("requestParameters.ids[]").equals("x"), '{ ($.requestParameters.ids[*] = "x") }'],
  ["a hyphen in a name", field("requestParameters.x-acl").equals("x"), '{ ($.requestParameters.x-acl = "x") }'],
  [
    "all and any",
    all(eventName.equals("A"), any(field("errorCode").isAbsent(), field("errorCode").equals("x"))),
    '{ (($.eventName = "A") && (($.errorCode NOT EXISTS) || ($.errorCode = "x"))) }',
  ],
])("writes %s", (_, condition, pattern) => {
  expect(toFilterPatterns(condition)).toEqual([pattern]);
  expect(() => parse(pattern)).not.toThrow();
});

describe("a negation is guarded, because != does not match what is not there", () => {
  test.each([
    ["equals", not(eventName.equals("A")), '{ (($.eventName NOT EXISTS) || ($.eventName != "A")) }'],
    [
      "one of",
      not(eventName.isOneOf("A", "B")),
      '{ (($.eventName NOT EXISTS) || (($.eventName != "A") && ($.eventName != "B"))) }',
    ],
    ["starts with", not(eventName.startsWith("A")), '{ (($.eventName NOT EXISTS) || ($.eventName != "A*")) }'],
    ["exists", not(eventName.exists()), "{ ($.eventName NOT EXISTS) }"],
    ["is absent", not(eventName.isAbsent()), '{ ($.eventName = "*") }'],
    ["is true", not(field("readOnly").isTrue()), "{ (($.readOnly NOT EXISTS) || ($.readOnly IS FALSE)) }"],
  ])("on an absent field: not %s", (_, condition, pattern) => {
    expect(toFilterPatterns(condition)).toEqual([pattern]);
  });

  test.each([
    ["equals", name.equals("A"), '($.requestParameters.name != "A")'],
    ["one of", name.isOneOf("A", "B"), '(($.requestParameters.name != "A") && ($.requestParameters.name != "B"))'],
    ["contains", name.contains("A"), '($.requestParameters.name != "*A*")'],
  ])("on an absent field and on null below requestParameters: not %s", (_, condition, opposite) => {
    expect(toFilterPatterns(not(condition))).toEqual([
      `{ (($.requestParameters.name NOT EXISTS) || ($.requestParameters.name IS NULL) || ${opposite}) }`,
    ]);
  });

  test.each([
    ["equal to", count.equals(1), "!="],
    ["less than", count.isLessThan(1), ">="],
    ["at most", count.isAtMost(1), ">"],
    ["greater than", count.isGreaterThan(1), "<="],
    ["at least", count.isAtLeast(1), "<"],
  ])("of a number turns the comparison round: not %s", (_, condition, operator) => {
    expect(toFilterPatterns(not(condition))).toEqual([
      `{ (($.requestParameters.count NOT EXISTS) || ($.requestParameters.count IS NULL) || ($.requestParameters.count ${operator} 1)) }`,
    ]);
  });
});

test("a negation is pushed down to the tests", () => {
  const condition = not(any(eventName.exists(), all(field("errorCode").exists(), field("awsRegion").exists())));

  expect(toFilterPatterns(condition)).toEqual([
    "{ (($.eventName NOT EXISTS) && (($.errorCode NOT EXISTS) || ($.awsRegion NOT EXISTS))) }",
  ]);
});

const unsayable = (text: string) => `eventName: ${JSON.stringify(text)} has a character that a pattern can't hold.`;
const noElement =
  "requestParameters.items[].group: AWS does not say what CloudWatch Logs makes of a list in which no element matches.";

test.each<[string, Condition, string]>([
  ["an asterisk, which would be a wildcard", eventName.equals("Get*"), unsayable("Get*")],
  ["an asterisk in the middle", eventName.matches("Get*Value"), unsayable("Get*Value")],
  ["a quote, which the grammar can't escape", eventName.equals('"'), unsayable('"')],
  ["a backslash, which may be an escape", eventName.startsWith("a\\b"), unsayable("a\\b")],
  ["a line break", eventName.isOneOf("A", "a\nb"), unsayable("a\nb")],
  ...["3", "aa", "111.111", "abcab"].map((end): [string, Condition, string] => [
    `the end ${end}, which easily stands in a text before its end`,
    eventName.endsWith(end),
    `eventName: CloudWatch Logs may not see that a text ends in "${end}", which easily stands in it before as well. Use more of the end, or startsWith or contains.`,
  ]),
  ["a number that is none", count.equals(Number.NaN), "NaN is not a number that a pattern can hold."],
  ["no condition at all", all(), "A list without conditions can't be compiled. Add a condition."],
  ["one of no values", eventName.isOneOf(), "eventName: one of no values is never true."],
  ["that no element of a list matches", not(group.equals("all")), noElement],
  ["that an element exists", group.exists(), noElement],
  [
    "a text of a list that a null may be taken for",
    group.contains("ul"),
    "requestParameters.items[].group: AWS does not say whether CloudWatch Logs takes a null in a list for the text null, which fits.",
  ],
  [
    "an element of a list that is none of some values",
    group.isNoneOf("a"),
    "requestParameters.items[].group: AWS does not say what CloudWatch Logs makes of != on a list.",
  ],
  [
    "a list in a list",
    field("requestParameters.a[].b[].c").equals("x"),
    "requestParameters.a[].b[].c: CloudWatch Logs goes through one list in a path, not through more.",
  ],
  [
    "anything but null",
    not(flag.isNull()),
    "requestParameters.flag: CloudWatch Logs can't say that a field is anything but null.",
  ],
  ...["a b", "a'b", "a/b", "a:b", "a[0]", "$a", "ü"].map((odd): [string, Condition, string] => [
    `the name ${odd}`,
    field(customField(`requestParameters.${odd}`)).equals("x"),
    `requestParameters.${odd}: a name in the path has a character that a selector can't hold.`,
  ]),
])("refuses %s", (_, condition, message) => {
  expect(() => toFilterPatterns(condition)).toThrow(new NotExpressibleError(message));
});

describe("at the longest pattern that CloudWatch Logs takes", () => {
  const overhead = toFilterPatterns(eventName.equals("x"))[0].length - 1;
  const longest = "x".repeat(MAX_FILTER_PATTERN_LENGTH - overhead);

  test("a pattern of exactly 1,024 characters fits", () => {
    const [pattern, ...others] = toFilterPatterns(eventName.equals(longest));

    expect(pattern).toHaveLength(1024);
    expect(others).toEqual([]);
  });

  test("one character more is refused if it can't be split", () => {
    expect(() => toFilterPatterns(eventName.equals(`${longest}x`))).toThrow(
      new NotExpressibleError(
        "The filter pattern has 1025 characters; CloudWatch Logs takes 1024, and it can't be split without counting events twice. Split the condition into several detections.",
      ),
    );
  });

  test("one character more splits a list of values into patterns of which each event matches one", () => {
    const names = numbered("Event", 30);
    const room = MAX_FILTER_PATTERN_LENGTH - toFilterPatterns(eventName.isOneOf(...names, "x"))[0].length;
    const fitting = [...names, "x".repeat(room + 1)];
    const tooLong = [...names, "x".repeat(room + 2)];

    const whole = toFilterPatterns(eventName.isOneOf(...fitting));
    const halves = toFilterPatterns(eventName.isOneOf(...tooLong));

    expect(whole.map((pattern) => pattern.length)).toEqual([1024]);
    expect(halves).toHaveLength(2);
    expect(tooLong.map((each) => timesMatched(halves, { eventName: each }))).toEqual(tooLong.map(() => 1));
    expect(["Event30", "Event", "xx", undefined].map((each) => timesMatched(halves, { eventName: each }))).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test("the other tests of an all are in every part", () => {
    const names = numbered("SomeEvent", 60);
    const condition = all(
      field("eventSource").equals("kms"),
      eventName.isOneOf(...names),
      field("errorCode").isAbsent(),
    );

    const patterns = toFilterPatterns(condition);

    expect(patterns.length).toBeGreaterThan(1);
    expect(patterns.filter((pattern) => pattern.length > MAX_FILTER_PATTERN_LENGTH)).toEqual([]);
    for (const each of names) {
      const event = { eventSource: "kms", eventName: each };
      expect(timesMatched(patterns, event)).toBe(1);
      expect(timesMatched(patterns, { ...event, eventSource: "s3" })).toBe(0);
      expect(timesMatched(patterns, { ...event, errorCode: "x" })).toBe(0);
    }
  });

  const about = (event: string, letter: string) => all(eventName.equals(event), name.equals(letter.repeat(600)));

  test("alternatives with other event names are split", () => {
    const patterns = toFilterPatterns(any(about("A", "x"), about("B", "y")));

    expect(patterns).toHaveLength(2);
    expect(timesMatched(patterns, { eventName: "A", requestParameters: { name: "x".repeat(600) } })).toBe(1);
    expect(timesMatched(patterns, { eventName: "B", requestParameters: { name: "y".repeat(600) } })).toBe(1);
    expect(timesMatched(patterns, { eventName: "A", requestParameters: { name: "y".repeat(600) } })).toBe(0);
  });

  test("alternatives with the same event name are not, because an event may meet both", () => {
    expect(() =>
      toFilterPatterns(any(about("A", "x"), all(eventName.equals("A"), field("errorCode").contains("y".repeat(600))))),
    ).toThrow("it can't be split without counting events twice");
  });

  test("a part that is still too long is split again", () => {
    const alternative = (event: string) =>
      all(eventName.equals(event), field("awsRegion").isOneOf(...numbered("region", 40)));

    const patterns = toFilterPatterns(any(alternative("A"), alternative("B")));

    expect(patterns).toHaveLength(4);
    for (const awsRegion of numbered("region", 40)) {
      expect(timesMatched(patterns, { eventName: "A", awsRegion })).toBe(1);
      expect(timesMatched(patterns, { eventName: "B", awsRegion })).toBe(1);
    }
  });

  test("a value that is listed twice does not make its events count twice", () => {
    const names = numbered("SomeEvent", 40);

    const patterns = toFilterPatterns(eventName.isOneOf(...names, names[0]!));

    expect(timesMatched(patterns, { eventName: names[0] })).toBe(1);
  });

  test("values of a list's elements are not split: two elements may each meet another part", () => {
    const condition = group.isOneOf("a", "b", "c", "d");

    expect(() => toFilterPatterns(condition)).toThrow(NotExpressibleError);
  });
});

test("three list selectors fit, the fourth is refused", () => {
  const groups = ["a", "b", "c"].map((each) => group.equals(each));

  expect(toFilterPatterns(all(...groups))).toHaveLength(1);
  expect(() => toFilterPatterns(all(...groups, group.equals("d")))).toThrow(NotExpressibleError);
});
