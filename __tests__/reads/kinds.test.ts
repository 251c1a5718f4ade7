import fc from "fast-check";

import { forwardedReads } from "../../reads/kinds";
import { readPattern } from "../../reads/unexpected-reads";
import { MAX_WILDCARD_COMPLEXITY, wildcardComplexity } from "../../patterns/compile/wildcard-complexity";
import { evaluate } from "../../patterns/evaluate";

const conditionOf = (...decoyNames: readonly string[]) => forwardedReads(decoyNames)[0]!.condition;
const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${name}`;
const single = (secretId: string) => ({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  requestParameters: { secretId },
});
const batch = (...secretIdList: readonly string[]) => ({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "BatchGetSecretValue",
  requestParameters: { secretIdList },
});

/** Characters that names of secrets may have. */
const name = fc
  .array(fc.constantFrom("p", "ro", "d", "/", "-", "secret", "a", "+", "=", ".", "@", "_"), {
    minLength: 3,
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

test.each(["prod/db", arn("prod/db"), arn("prod/db-a1B2c3")])("a decoy is told by %s, alone and in a batch", (id) => {
  const condition = conditionOf("prod/db", "another");

  expect(evaluate(condition, single(id))).toBe(true);
  expect(evaluate(condition, batch("else", id))).toBe(true);
});

test.each(["prod/db2", "a/prod/db", arn("prod/db2-a1B2c3"), arn("a/prod/db-a1B2c3"), arn("x")])(
  "a decoy is not told by %s",
  (id) => {
    const condition = conditionOf("prod/db", "another");

    expect(evaluate(condition, single(id))).toBe(false);
    expect(evaluate(condition, batch("else", id))).toBe(false);
  },
);

test("three decoys are no more than EventBridge takes, whatever their names have in common", () => {
  expect(() => readPattern(conditionOf("prod/payments", "prod/passwords", "prod/prod/prod"))).not.toThrow();

  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 3, maxLength: 3 }), (names) => {
      const pattern = readPattern(conditionOf(...names));

      expect(wildcardComplexity(pattern)!.places).toBeLessThanOrEqual(MAX_WILDCARD_COMPLEXITY);
    }),
  );
});
