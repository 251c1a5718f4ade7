import { assert, constantFrom, property, string } from "fast-check";

import { all, any, field, not } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";

const event = { eventName: "GetSecretValue", userIdentity: { type: "AssumedRole" }, requestParameters: null };

test.each([
  ["equals", field("eventName").equals("GetSecretValue"), true],
  ["equals is case-sensitive", field("eventName").equals("getsecretvalue"), false],
  ["one of", field("eventName").isOneOf("PutSecretValue", "GetSecretValue"), true],
  ["starts with", field("eventName").startsWith("Get"), true],
  ["a nested field", field("userIdentity.type").equals("AssumedRole"), true],
  ["exists", field("eventName").exists(), true],
  ["nothing exists below a null", field("requestParameters.x").exists(), false],
  ["all of them", all(field("eventName").startsWith("Get"), field("userIdentity.type").equals("Root")), false],
  ["any of them", any(field("eventName").startsWith("Get"), field("userIdentity.type").equals("Root")), true],
])("%s", (_, condition, expected) => {
  expect(evaluate(condition, event)).toBe(expected);
  expect(evaluate(not(condition), event)).toBe(!expected);
});

test.each<[string, unknown, boolean]>([
  ["another text", { name: "c" }, true],
  ["one of them", { name: "a" }, false],
  ["null", { name: null }, true],
  ["a number", { name: 5 }, true],
  ["an absent field", {}, false],
  ["a field below null", null, false],
])("none of some texts: %s", (_, requestParameters, expected) => {
  const condition = field("requestParameters.name").isNoneOf("a", "b");

  expect(evaluate(condition, { requestParameters })).toBe(expected);
  expect(evaluate(not(condition), { requestParameters })).toBe(!expected);
});

test.each<[string, unknown, boolean]>([
  ["other texts only", ["c"], true],
  ["another text beside one of them", ["a", "c"], true],
  ["a null beside one of them", ["a", null], true],
  ["only some of them", ["a", "b", "a"], false],
  ["no element", [], false],
  ["no list", undefined, false],
])("none of some texts, in a list of %s", (_, ids, expected) => {
  const condition = field("requestParameters.ids[]").isNoneOf("a", "b");

  expect(evaluate(condition, { requestParameters: { ids } })).toBe(expected);
});

test.each([
  ["equals", field("errorCode").equals("")],
  ["one of", field("errorCode").isOneOf("AccessDenied")],
  ["none of", field("errorCode").isNoneOf("AccessDenied")],
  ["starts with", field("errorCode").startsWith("")],
  ["exists", field("errorCode").exists()],
  ["a path through a string", field("requestParameters.secretId").equals("x")],
])("on an absent field %s is false, and its negation true", (_, condition) => {
  expect(evaluate(condition, event)).toBe(false);
  expect(evaluate(not(condition), event)).toBe(true);
});

test("a wildcard is any characters or none, wherever it stands", () => {
  const text = string({ unit: constantFrom("a", "b", "*", "\n", "."), maxLength: 8 });

  assert(
    property(text, text, (pattern, value) => {
      const parts = pattern.split("*").map((part) => part.replaceAll(".", "\\."));
      const reference = new RegExp(`^${parts.join("[^]*")}$`);

      expect(evaluate(field("eventName").matches(pattern), { eventName: value })).toBe(reference.test(value));
    }),
    { numRuns: 2_000 },
  );
});
