import jsonata from "jsonata";

import { expectedStates } from "../../messages/reads/expected";
import type { Account } from "../../organization/organization";
import type { Undecided } from "../../organization/reads-of-account";
import { evaluate } from "../../patterns/evaluate";
import type { ExpectedReads } from "../../reads/expectations";
import { decisions } from "../../reads/undecided-reads";
import { readRules } from "../../reads/unexpected-reads";
import { exampleFacts } from "../../scripts/messages/example-facts";

/** Whether people are told of a read: a rule sends it, and the message composer does not find it expected. */
export function tellingOf(expected: ExpectedReads, patternLength?: number): (record: unknown) => Promise<boolean> {
  const { rules, undecided } = readRules(expected, patternLength);
  return async (record) => {
    if (!rules.some(({ condition }) => evaluate(condition, record))) return false;
    return undecided === undefined || !(await isExpectedByComposer(undecided, record));
  };
}

const compiled = new WeakMap<Undecided, jsonata.Expression>();

/** What the message composer says of a read of the account that all these tests are about. */
export async function isExpectedByComposer(undecided: Undecided, record: unknown): Promise<boolean> {
  const expression = compiled.get(undecided) ?? jsonata(conditionOf(undecided));
  compiled.set(undecided, expression);
  const received = { event: { account: "901234567803", region: "eu-west-1", detail: record } };
  const expected: unknown = await expression.evaluate(undefined, { received, parse: JSON.parse });
  if (typeof expected !== "boolean") throw new TypeError(`neither true nor false: ${JSON.stringify(record)}`);
  return expected;
}

function conditionOf(undecided: Undecided): string {
  const account = { id: "901234567803" } as Account;
  const facts = { ...exampleFacts, decisions: decisions([{ account, region: "eu-west-1", undecided }]) };
  const states = expectedStates(facts, { expected: "x", otherwise: "y" }) as {
    readonly "Is it expected": { readonly Choices: readonly { readonly Condition: string }[] };
  };
  return states["Is it expected"].Choices[0]!.Condition.slice(2, -2);
}
