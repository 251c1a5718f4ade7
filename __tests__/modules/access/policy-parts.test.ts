import { policyDocument, type PolicyStatement } from "../../../modules/access/policy-document";
import { MAX_POLICIES_OF_A_TARGET, MAX_POLICY_LENGTH, policyParts } from "../../../modules/access/policy-parts";

/** A statement that alone makes a policy of so many characters. */
function statement(length: number, Sid = "A"): PolicyStatement {
  const without: PolicyStatement = { Sid, Effect: "Deny", Action: "", Resource: "*" };
  return { ...without, Action: "a".repeat(length - policyDocument([without]).length) };
}

/** Two that together make a policy of so many characters. */
function two(length: number): readonly [PolicyStatement, PolicyStatement] {
  const first = statement(2000, "A");
  const rest = length - policyDocument([first, statement(200, "B")]).length;
  return [first, statement(200 + rest, "B")];
}

test("AWS takes 5,120 characters, and four policies beside its own", () => {
  expect([MAX_POLICY_LENGTH, MAX_POLICIES_OF_A_TARGET]).toEqual([5120, 4]);
});

test("statements that just fit stay together, in their order", () => {
  const [first, second] = two(5120);

  expect(policyParts([first, second])).toEqual([policyDocument([first, second])]);
  expect(policyParts([second, first])).toEqual([policyDocument([second, first])]);
});

test("one character more makes a second policy", () => {
  const [first, second] = two(5121);

  expect(policyParts([first, second])).toEqual([policyDocument([first]), policyDocument([second])]);
});

test("a statement goes where the one before went, not into a policy before that", () => {
  const [small, large] = [statement(200, "S"), statement(5000, "L")];

  expect(policyParts([small, large, small])).toEqual([small, large, small].map((each) => policyDocument([each])));
});

test("no statement makes no policy", () => {
  expect(policyParts([])).toEqual([]);
});

test("a statement may fill a policy, and one that is longer is refused by its name", () => {
  expect(policyParts([statement(5120)])).toHaveLength(1);
  expect(() => policyParts([statement(5121, "Longest")])).toThrow(
    new RangeError("Statement Longest makes a policy of 5121 characters; one has at most 5120."),
  );
});

test("four policies fit on a target, and five are refused", () => {
  const large = statement(5000);

  expect(policyParts([large, large, large, large])).toHaveLength(4);
  expect(() => policyParts([large, large, large, large, large])).toThrow(
    new RangeError("The statements need 5 policies; a target has room for 4."),
  );
});
