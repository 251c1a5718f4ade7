import { policyDocument, type PolicyStatement } from "../../modules/access/policy-document";
import { decide } from "./policy-decision";

const allow: PolicyStatement = { Sid: "Allow", Effect: "Allow", Principal: "*", Action: "s3:Get*", Resource: "a/*" };
const get = { principal: "somebody", action: "s3:GetObject", resource: "a/b" };

test("what no statement allows is not allowed", () => {
  expect(decide(policyDocument([]), get)).toBe("not allowed");
  expect(decide(policyDocument([allow]), get)).toBe("allowed");
  expect(decide(policyDocument([allow]), { ...get, action: "s3:PutObject" })).toBe("not allowed");
  expect(decide(policyDocument([allow]), { ...get, resource: "b/a/b" })).toBe("not allowed");
});

test("a deny wins, in whatever order", () => {
  const deny: PolicyStatement = { ...allow, Effect: "Deny" };

  expect(decide(policyDocument([allow, deny]), get)).toBe("denied");
  expect(decide(policyDocument([deny, allow]), get)).toBe("denied");
});

test("the root of an account stands for its principals, not for those of another", () => {
  const policy = policyDocument([{ ...allow, Principal: { AWS: "arn:aws:iam::111111111111:root" } }]);

  expect(decide(policy, { ...get, principal: "arn:aws:iam::111111111111:role/Admin" })).toBe("allowed");
  expect(decide(policy, { ...get, principal: "arn:aws:iam::222222222222:role/Admin" })).toBe("not allowed");
});

test("a provider of tokens stands for its tokens, not for those of another", () => {
  const policy = policyDocument([{ ...allow, Principal: { Federated: "provider" } }]);

  expect(decide(policy, { ...get, principal: "provider" })).toBe("allowed");
  expect(decide(policy, { ...get, principal: "another" })).toBe("not allowed");
});

test.each([
  ["StringEquals", { k: "v" }, true],
  ["StringEquals", {}, false],
  ["StringNotEquals", { k: "w" }, true],
  ["StringNotEquals", {}, true],
  ["StringNotEquals", { k: "v" }, false],
  ["ArnLike", {}, false],
  ["Bool", {}, false],
  ["BoolIfExists", {}, true],
  ["BoolIfExists", { k: "w" }, false],
  ["StringNotEqualsIfExists", {}, true],
  ["StringNotEqualsIfExists", { k: "v" }, false],
  ["ArnNotLike", {}, true],
  ["ArnNotLike", { k: "v" }, false],
  ["ForAnyValue:StringLike", {}, false],
  ["ForAnyValue:StringLike", { k: ["w", "v"] }, true],
  ["ForAnyValue:StringEquals", { k: ["w"] }, false],
])("%s on %j holds: %s", (operator, context, holds) => {
  const policy = policyDocument([{ ...allow, Condition: { [operator]: { k: "v" } } }]);

  expect(decide(policy, { ...get, context })).toBe(holds ? "allowed" : "not allowed");
});

test("an operator that is not known here fails the test instead of passing it", () => {
  const policy = policyDocument([{ ...allow, Condition: { DateGreaterThan: { k: "v" } } }]);

  expect(() => decide(policy, get)).toThrow("DateGreaterThan");
});

test("a wildcard in an ARN stays in its part", () => {
  const policy = policyDocument([{ ...allow, Condition: { ArnLike: { k: "arn:aws:iam::*:role/Deploy" } } }]);
  const asked = (k: string) => decide(policy, { ...get, context: { k } });

  expect(asked("arn:aws:iam::111111111111:role/Deploy")).toBe("allowed");
  expect(asked("arn:aws:iam::111111111111:role/path/Deploy")).toBe("not allowed");
  expect(asked("arn:aws:iam::111111111111:user/x:role/Deploy")).toBe("not allowed");
});

test("several values without a word on how many have to match fail the test", () => {
  const policy = policyDocument([{ ...allow, Condition: { StringEquals: { k: "v" } } }]);

  expect(() => decide(policy, { ...get, context: { k: ["v"] } })).toThrow("ForAnyValue");
});
