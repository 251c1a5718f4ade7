import type { Account } from "../organization/organization";
import type { EventPattern } from "../patterns/compile/event-pattern";
import { expectedReads, type ReadFacts } from "./expected-reads";
import { unexpectedReadPatterns } from "./unexpected-reads";

/**
 * Event patterns of the unexpected reads in each account and region. Each is compiled once, though the check of the
 * configuration asks for it before the stacks do: large organizations have thousands.
 */
export class ReadPatterns {
  readonly #compiled = new WeakMap<Account, Map<string, readonly EventPattern[]>>();

  constructor(private readonly facts: ReadFacts) {}

  /**
   * Those of one account and region, a rule for each; ARNs of the account's own secrets are those from beforehand.
   *
   * @throws ExpectedReadersError if its readers contradict each other or don't fit event patterns
   */
  of(account: Account, region: string): readonly EventPattern[] {
    const known = this.#compiled.get(account) ?? new Map<string, readonly EventPattern[]>();
    const patterns = known.get(region) ?? unexpectedReadPatterns(expectedReads(this.facts, account, region));
    this.#compiled.set(account, known.set(region, patterns));
    return patterns;
  }
}
