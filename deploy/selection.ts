import { matchesWildcards } from "../patterns/wildcards";
import { BY_HAND } from "../stacks/deployments";
import { suggest } from "../text/did-you-mean";
import { terminal, type TerminalText } from "../text/terminal";
import type { Stack } from "./stack";

/** Which stacks are meant; each kind of word narrows it. */
export interface Wanted {
  /** Names, or patterns with `*`. @default - all, but those that a person applies */
  readonly names: readonly string[];
  readonly waves: readonly string[];
  /** Ids or names. */
  readonly accounts: readonly string[];
}

export interface Selection {
  /** In the order in which they are deployed. */
  readonly stacks: readonly Stack[];
  /** Each word that fits nothing, with a remedy. */
  readonly problems: readonly TerminalText[];
}

/** The stacks that are meant. Those that a person applies have to be named, without `*`. */
export function selected(all: readonly Stack[], { names, waves, accounts }: Wanted): Selection {
  const problems: TerminalText[] = [];
  const oneOf = (words: readonly string[], what: string, fits: (stack: Stack, word: string) => boolean) => {
    for (const word of new Set(words)) {
      if (all.some((stack) => fits(stack, word))) continue;
      const allowed = all.flatMap(({ stack, wave, account }) =>
        what === "stack" ? [stack] : what === "wave" ? [wave] : [account.name, account.id],
      );
      const remedy = suggest(word, [...new Set(allowed)], "npx secretwatch synth lists what there is.");
      problems.push(terminal`There is no ${what} ${JSON.stringify(word)}. ${remedy}`);
    }
    return (stack: Stack) => words.length === 0 || words.some((word) => fits(stack, word));
  };
  const isNamed = oneOf(names, "stack", ({ stack }, word) => matchesWildcards(word, stack));
  const isInWave = oneOf(waves, "wave", ({ wave }, word) => wave === word);
  const isInAccount = oneOf(accounts, "account", ({ account }, word) => account.id === word || account.name === word);
  const stacks = all
    .filter((stack) => isNamed(stack) && isInWave(stack) && isInAccount(stack))
    .filter(({ stack, wave }) => wave !== BY_HAND || names.includes(stack));
  if (stacks.length === 0 && problems.length === 0) problems.push(terminal`No stack is all of what was asked for.`);
  return { stacks, problems };
}
