import type { Test } from "../condition";

export type LimitOperator = "<" | "<=" | ">" | ">=";

/** What holds for a number where the other does not. */
export const complement = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

/** The comparison that a test makes with a number, in the signs that all engines share; undefined if it makes none. */
export function limitOf(test: Test): readonly [LimitOperator, number] | undefined {
  if ("lessThan" in test) return ["<", test.lessThan];
  if ("atMost" in test) return ["<=", test.atMost];
  if ("greaterThan" in test) return [">", test.greaterThan];
  return "atLeast" in test ? [">=", test.atLeast] : undefined;
}
