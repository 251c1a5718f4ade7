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

test.each([
  ["equals", field("errorCode").equals("")],
  ["one of", field("errorCode").isOneOf("AccessDenied")],
  ["starts with", field("errorCode").startsWith("")],
  ["exists", field("errorCode").exists()],
  ["a path through a string", field("requestParameters.secretId").equals("x")],
])("on an absent field %s is false, and its negation true", (_, condition) => {
  expect(evaluate(condition, event)).toBe(false);
  expect(evaluate(not(condition), event)).toBe(true);
});
