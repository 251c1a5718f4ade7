import { catalogue } from "../../detections/catalogue/catalogue";
import { all, any, field, not, type Condition } from "../../patterns/condition";
import { nearMiss } from "../../patterns/near-miss";

const secretRead = catalogue.find(({ id }) => id === "secret-read")!.condition;
const read = { eventSource: "secretsmanager.amazonaws.com", eventName: "GetSecretValue" };
const name = field("requestParameters.name");
const calledA = field("eventName").equals("A");

test("a denied read is no read, because it has an error", () => {
  expect(nearMiss(secretRead, { ...read, errorCode: "AccessDenied" })).toEqual([
    'errorCode is "AccessDenied", has to be absent',
  ]);
});

test.each([
  ["that matches", read],
  ["of another name", { ...read, eventName: "PutSecretValue", errorCode: "AccessDenied" }],
  ["of another service", { ...read, eventSource: "ssm.amazonaws.com", errorCode: "AccessDenied" }],
  ["without a name", { eventSource: read.eventSource, errorCode: "AccessDenied" }],
  ["without anything", {}],
])("there is nothing to say about an event %s", (_, event) => {
  expect(nearMiss(secretRead, event)).toBeUndefined();
});

test("a condition that is about no call in particular is never missed narrowly", () => {
  expect(nearMiss(field("errorCode").exists(), { eventName: "A" })).toBeUndefined();
});

test.each<[Condition, string]>([
  [name.equals("x"), 'has to be "x"'],
  [name.isOneOf("x", "y"), 'has to be one of "x", "y"'],
  [name.isNoneOf("x", "y"), "has to be there"],
  [name.startsWith("x"), 'has to start with "x"'],
  [name.endsWith("x"), 'has to end with "x"'],
  [name.contains("x"), 'has to contain "x"'],
  [name.matches("x*"), 'has to match "x*"'],
  [name.exists(), "has to be there"],
  [name.isTrue(), "has to be true"],
  [name.isNull(), "has to be null"],
  [name.isLessThan(3), "has to be less than 3"],
  [name.isAtMost(3), "has to be at most 3"],
  [name.isGreaterThan(3), "has to be greater than 3"],
  [name.isAtLeast(3), "has to be at least 3"],
])("an absent field fails %j", (condition, reason) => {
  expect(nearMiss(all(calledA, condition), { eventName: "A" })).toEqual([
    `requestParameters.name is absent, ${reason}`,
  ]);
});

test.each<[string, Condition, unknown, string]>([
  ["a text", name.equals("x"), "y", 'is "y", has to be "x"'],
  ["a number where a text is asked for", name.equals("5"), 5, 'is 5, has to be "5"'],
  ["null", name.equals("x"), null, 'is null, has to be "x"'],
  ["a value that is excluded", not(name.equals("x")), "x", 'is "x", must not be "x"'],
  ["one of the values that are excluded", name.isNoneOf("x", "y"), "x", 'is "x", must not be one of "x", "y"'],
  ["something where nothing may be", name.isAbsent(), "x", 'is "x", has to be absent'],
  ["something that must not be there", not(name.exists()), null, "is null, must not be there"],
])("the reason shows %s", (_, condition, value, reason) => {
  expect(nearMiss(all(calledA, condition), { eventName: "A", requestParameters: { name: value } })).toEqual([
    `requestParameters.name ${reason}`,
  ]);
});

test("the reason shows every element of a list", () => {
  const condition = all(calledA, field("requestParameters.items[].group").equals("all"));

  expect(
    nearMiss(condition, { eventName: "A", requestParameters: { items: [{ group: "one" }, { group: 2 }] } }),
  ).toEqual(['requestParameters.items[].group is "one", 2, has to be "all"']);
});

test("the reason shows that every element of a list is one of the values that are not enough", () => {
  const condition = all(calledA, field("requestParameters.ids[]").isNoneOf("x", "y"));

  expect(nearMiss(condition, { eventName: "A", requestParameters: { ids: ["x", "x"] } })).toEqual([
    'requestParameters.ids[] is "x", "x", has to have an element other than "x", "y"',
  ]);
});

test("every failing part of an all is told, once", () => {
  const condition = all(calledA, name.equals("x"), all(name.equals("x"), field("errorCode").isAbsent()));

  expect(nearMiss(condition, { eventName: "A", errorCode: "E" })).toEqual([
    'requestParameters.name is absent, has to be "x"',
    'errorCode is "E", has to be absent',
  ]);
});

test("of alternatives the one that comes closest is told", () => {
  const condition = all(calledA, any(all(name.equals("x"), field("errorCode").exists()), field("awsRegion").exists()));

  expect(nearMiss(condition, { eventName: "A" })).toEqual(["awsRegion is absent, has to be there"]);
});
