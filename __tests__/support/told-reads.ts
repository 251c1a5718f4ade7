import jsonata from "jsonata";

import { COMPARE_WITH_EXPECTED, expectedStates } from "../../messages/reads/expected";
import type { Account } from "../../organization/organization";
import type { Undecided } from "../../organization/reads-of-account";
import { evaluate } from "../../patterns/evaluate";
import type { ExpectedReads } from "../../reads/expectations";
import { decisions } from "../../reads/undecided-reads";
import { readRules } from "../../reads/unexpected-reads";
import { exampleFacts } from "../../scripts/messages/example-facts";

/** As what people are told of a read: a rule sends it, and the message composer does not find it expected. */
export type ToldAs = "nothing" | "unexpected" | "elsewhere";

export function tellingAs(expected: ExpectedReads, patternLength?: number): (record: unknown) => Promise<ToldAs> {
  const { rules, undecided } = readRules(expected, patternLength);
  return async (record) => {
    if (!rules.some(({ condition }) => evaluate(condition, record))) return "nothing";
    if (undecided === undefined) return "unexpected";
    const verdict = await verdictByComposer(undecided, record);
    return verdict.expected ? "nothing" : verdict.from === undefined ? "unexpected" : "elsewhere";
  };
}

/** Whether people are told of a read. */
export function tellingOf(expected: ExpectedReads, patternLength?: number): (record: unknown) => Promise<boolean> {
  const told = tellingAs(expected, patternLength);
  return async (record) => (await told(record)) !== "nothing";
}

const compiled = new WeakMap<Undecided, jsonata.Expression>();

interface Verdict {
  readonly expected: boolean;
  /** Where the reader is expected, if it is elsewhere. */
  readonly from?: readonly string[];
}

/** What the message composer says of a read of the account that all these tests are about. */
export async function isExpectedByComposer(undecided: Undecided, record: unknown): Promise<boolean> {
  return (await verdictByComposer(undecided, record)).expected;
}

export async function verdictByComposer(undecided: Undecided, record: unknown): Promise<Verdict> {
  const expression = compiled.get(undecided) ?? jsonata(conditionOf(undecided));
  compiled.set(undecided, expression);
  const received = { event: { account: "901234567803", region: "eu-west-1", detail: record } };
  const verdict = (await expression.evaluate(undefined, { received, parse: JSON.parse })) as Verdict;
  if (typeof verdict.expected !== "boolean") throw new TypeError(`neither true nor false: ${JSON.stringify(record)}`);
  return verdict;
}

function conditionOf(undecided: Undecided): string {
  const account = { id: "901234567803" } as Account;
  const facts = { ...exampleFacts, decisions: decisions([{ account, region: "eu-west-1", undecided }]) };
  const states = expectedStates(facts, { expected: "x", otherwise: "y" }) as {
    readonly [COMPARE_WITH_EXPECTED]: { readonly Assign: { readonly verdict: string } };
  };
  return states[COMPARE_WITH_EXPECTED].Assign.verdict.slice(2, -2);
}
