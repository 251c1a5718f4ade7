import type { Account } from "../organization/organization";
import type { EventPattern } from "../patterns/compile/event-pattern";
import { expectedReads, type ReadFacts } from "./expected-reads";
import { unexpectedReadPatterns } from "./unexpected-reads";

/**
 * Event patterns of the unexpected reads in each account and region. Each is compiled once, though the check of the
 * configuration asks for it before the stacks do: large organizations have thousands.
 */
export class ReadPatterns {
  readonly #compiled = new Map<string, readonly EventPattern[]>();

  constructor(private readonly facts: ReadFacts) {}

  /**
   * Those of one account and region, a rule for each; ARNs of the account's own secrets are those from beforehand.
   *
   * @throws ExpectedReadersError if its readers contradict each other or don't fit event patterns
   */
  of(account: Account, region: string): readonly EventPattern[] {
    const key = `${account.id} ${region}`;
    const patterns = this.#compiled.get(key) ?? unexpectedReadPatterns(expectedReads(this.facts, account, region));
    this.#compiled.set(key, patterns);
    return patterns;
  }
}
