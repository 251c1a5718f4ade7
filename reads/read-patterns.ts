import { createHash } from "node:crypto";

import type { Account } from "../organization/organization";
import type { PatternsOfReads } from "../organization/reads-of-account";
import { stores } from "../detections/stores";
import { expectedReads, type ReadFacts } from "./expected-reads";
import { type ParameterRule, parameterRules } from "./parameter-rules";
import { listedParameters } from "./parameters";
import { patternIn, type ReadRule, readPattern, readRules } from "./unexpected-reads";

/**
 * Event patterns of the unexpected reads in each account and region. Each is compiled once, though the check of the
 * configuration asks for it before the stacks do: large organizations have thousands.
 */
export class ReadPatterns {
  readonly #compiled = new WeakMap<Account, Map<string, PatternsOfReads>>();

  constructor(
    private readonly facts: ReadFacts,
    /** Longest event pattern, in characters. */
    private readonly patternLength: number,
  ) {}

  /** Those of one account and region, a rule for each; ARNs of the account's own secrets are those from beforehand. */
  of(account: Account, region: string): PatternsOfReads {
    const known = this.#compiled.get(account) ?? new Map<string, PatternsOfReads>();
    const patterns = known.get(region) ?? this.compile(account, region);
    this.#compiled.set(account, known.set(region, patterns));
    return patterns;
  }

  private compile(account: Account, region: string): PatternsOfReads {
    const { rules, undecided, strangers } = readRules(expectedReads(this.facts, account, region), this.patternLength);
    const parameters = parameterRules(listedParameters(this.facts, account, region), this.patternLength);
    return {
      patterns: [
        ...rules.map((rule) => ({
          key: keyOf(rule),
          reader: rule.reader,
          store: "secrets" as const,
          pattern: readPattern(rule.condition),
        })),
        ...parameters.rules.map((rule) => ({
          key: keyOfParameters(rule),
          store: "parameters" as const,
          pattern: patternIn(stores.parameters, rule.condition),
        })),
      ],
      undecided,
      undecidedParameters: parameters.undecided,
      strangers,
    };
  }
}

/** By the reader and not by a number: who comes or goes leaves the rules of the others as they are. */
function keyOf({ reader, part }: ReadRule): string | undefined {
  const parts = [...(reader === undefined ? [] : [hashOf(reader)]), ...(part === 1 ? [] : [String(part)])];
  return parts.length === 0 ? undefined : parts.join("-");
}

/** By all readers of the parameters. */
function keyOfParameters({ readers, part }: ParameterRule): string {
  const group = readers === undefined ? [] : [readers.length === 0 ? "nobody" : hashOf([...readers].sort().join(" "))];
  return ["parameters", ...group, ...(part === 1 ? [] : [String(part)])].join("-");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
