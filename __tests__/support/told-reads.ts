import jsonata from "jsonata";

import { COMPARE_WITH_EXPECTED, expectedStates } from "../../messages/reads/expected";
import type { ComposerFacts } from "../../messages/reads/composer-facts";
import type { Account } from "../../organization/organization";
import type { Undecided, UndecidedParameters } from "../../organization/reads-of-account";
import { evaluate } from "../../patterns/evaluate";
import type { ExpectedReads } from "../../reads/expectations";
import { parameterRules } from "../../reads/parameter-rules";
import type { ListedParameters } from "../../reads/parameters";
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

/** The same of listed parameters. */
export function tellingOfParameters(
  listed: ListedParameters,
  longest?: number,
  mostRules?: number,
): (record: unknown) => Promise<ToldAs> {
  const { rules, undecided } = parameterRules(listed, longest, mostRules);
  return async (record) => {
    if (!rules.some(({ condition }) => evaluate(condition, record))) return "nothing";
    return undecided === undefined ? "unexpected" : tellingByComposer(undecided, record);
  };
}

export async function tellingByComposer(undecided: UndecidedParameters, record: unknown): Promise<ToldAs> {
  const { expected, from } = await verdictOf(undecided, { parameterDecisions: placed(undecided) }, record);
  return expected ? "nothing" : from === undefined ? "unexpected" : "elsewhere";
}

const compiled = new WeakMap<object, jsonata.Expression>();

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
  return verdictOf(undecided, { decisions: placed(undecided) }, record);
}

async function verdictOf(key: object, facts: Partial<ComposerFacts>, record: unknown): Promise<Verdict> {
  const expression = compiled.get(key) ?? jsonata(conditionOf(facts));
  compiled.set(key, expression);
  const received = { event: { account: "901234567803", region: "eu-west-1", detail: record } };
  const verdict = (await expression.evaluate(undefined, { received, parse: JSON.parse })) as Verdict;
  if (typeof verdict.expected !== "boolean") throw new TypeError(`neither true nor false: ${JSON.stringify(record)}`);
  return verdict;
}

function placed<Kind>(undecided: Kind) {
  return decisions([{ account: { id: "901234567803" } as Account, region: "eu-west-1", undecided }]);
}

function conditionOf(some: Partial<ComposerFacts>): string {
  const states = expectedStates({ ...exampleFacts, ...some }, { expected: "x", otherwise: "y" }) as {
    readonly [COMPARE_WITH_EXPECTED]: { readonly Assign: { readonly verdict: string } };
  };
  return states[COMPARE_WITH_EXPECTED].Assign.verdict.slice(2, -2);
}
