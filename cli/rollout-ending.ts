import { goingOn, type RunResult } from "../deploy/rollout";
import { complain, print } from "../text/print";
import { asWord } from "../text/shell-command";
import { INTERRUPTED } from "./interruptible";
import type { DeployOptions, RunOptions } from "./rollout-options";

/** Exit code where something dangerous was not applied because nobody was asked: that of plan-summary. */
const DANGEROUS = 20;

interface Asked extends RunOptions, Pick<DeployOptions, "reviewed" | "planRole"> {
  /** Stacks as they were typed. */
  readonly names: readonly string[];
  readonly isInterrupted: boolean;
}

/** Says what became of the stacks, and how to go on. @returns the exit code */
export function ended(command: "deploy" | "destroy", { fates, isRefused }: RunResult, asked: Asked): number {
  print(fates.summary());
  // Waves that are over need not be planned again.
  const waves = command === "deploy" ? [...new Set(fates.left.map(({ wave }) => wave))] : asked.wave;
  const words = [
    ...asked.names,
    ...waves.flatMap((each) => ["--wave", each]),
    ...asked.account.flatMap((each) => ["--account", each]),
  ];
  // Where nothing was begun, there is something to do first.
  const next =
    command === "deploy" || fates.of("destroyed").length > 0
      ? goingOn(fates, ...again(command, words, asked))
      : undefined;
  if (next !== undefined) complain(next);
  if (asked.isInterrupted) return INTERRUPTED;
  if (isRefused) return DANGEROUS;
  return fates.left.length === 0 ? 0 : 1;
}

/** What the next commands do, and what they are. */
function again(
  command: "deploy" | "destroy",
  words: readonly string[],
  { reviewed, planRole = false }: Asked,
): [string, readonly string[]] {
  const typed = (...all: readonly string[]) => ["npx secretwatch", ...all.map(asWord)].join(" ");
  const role = planRole ? ["--plan-role"] : [];
  if (reviewed === undefined) {
    return ["which plans again and passes over what is as it should be", [typed(command, ...role, ...words)]];
  }
  return [
    "plan what is left again, have that reviewed, and apply it",
    [
      typed("deploy", "--plan-only", ...role, "--plans", reviewed, ...words),
      typed("deploy", "--reviewed", reviewed, ...role, ...words),
    ],
  ];
}
