import jsonata from "jsonata";

import { expectedStates } from "../../messages/reads/expected";
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

/** Whether people are told of a read: a rule sends it, and the message composer does not find it expected. */
export function tellingOf(expected: ExpectedReads, patternLength?: number): (record: unknown) => Promise<boolean> {
  const { rules, undecided } = readRules(expected, patternLength);
  return async (record) => {
    if (!rules.some(({ condition }) => evaluate(condition, record))) return false;
    return undecided === undefined || !(await isExpectedByComposer(undecided, record));
  };
}

/** The same of listed parameters. */
export function tellingOfParameters(listed: ListedParameters, longest?: number): (record: unknown) => Promise<boolean> {
  const { rules, undecided } = parameterRules(listed, longest);
  return async (record) => {
    if (!rules.some(({ condition }) => evaluate(condition, record))) return false;
    return undecided === undefined || !(await isSilentByComposer(undecided, record));
  };
}

const compiled = new WeakMap<object, jsonata.Expression>();

/** What the message composer says of a read of the account that all these tests are about. */
export async function isExpectedByComposer(undecided: Undecided, record: unknown): Promise<boolean> {
  return isSilent(undecided, { decisions: placed(undecided) }, record);
}

/** The same of a read of a parameter. */
export async function isSilentByComposer(undecided: UndecidedParameters, record: unknown): Promise<boolean> {
  return isSilent(undecided, { parameterDecisions: placed(undecided) }, record);
}

async function isSilent(key: object, facts: Partial<ComposerFacts>, record: unknown): Promise<boolean> {
  const expression = compiled.get(key) ?? jsonata(conditionOf(facts));
  compiled.set(key, expression);
  const received = { event: { account: "901234567803", region: "eu-west-1", detail: record } };
  const silent: unknown = await expression.evaluate(undefined, { received, parse: JSON.parse });
  if (typeof silent !== "boolean") throw new TypeError(`neither true nor false: ${JSON.stringify(record)}`);
  return silent;
}

function placed<Kind>(undecided: Kind) {
  return decisions([{ account: { id: "901234567803" } as Account, region: "eu-west-1", undecided }]);
}

function conditionOf(some: Partial<ComposerFacts>): string {
  const states = expectedStates({ ...exampleFacts, ...some }, { expected: "x", otherwise: "y" }) as {
    readonly "Is it expected": { readonly Choices: readonly { readonly Condition: string }[] };
  };
  return states["Is it expected"].Choices[0]!.Condition.slice(2, -2);
}
