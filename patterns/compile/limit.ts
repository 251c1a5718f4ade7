import type { Test, TestBy } from "../condition";

export type LimitOperator = "<" | "<=" | ">" | ">=";

/** A comparison with a number. */
export type LimitTest = TestBy<"lessThan" | "atMost" | "greaterThan" | "atLeast">;

/** What holds for a number where the other does not. */
export const complement = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

export function isLimit<Each extends Test>(test: Each): test is Each & LimitTest {
  return "lessThan" in test || "atMost" in test || "greaterThan" in test || "atLeast" in test;
}

/** The comparison that a test makes with a number, in the signs that all engines share. */
export function limitOf(test: LimitTest): readonly [LimitOperator, number] {
  if ("lessThan" in test) return ["<", test.lessThan];
  if ("atMost" in test) return ["<=", test.atMost];
  if ("greaterThan" in test) return [">", test.greaterThan];
  return [">=", test.atLeast];
}
