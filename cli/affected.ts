import { rolloutOf, type Rollout } from "../review/rollout";
import type { RolloutStack } from "../review/rollout-stack";
import { json, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { compareWith } from "./comparison";
import { print } from "../text/print";

export const affectedFormats = ["json", "github", "text"] as const;

export type AffectedFormat = (typeof affectedFormats)[number];

/** Prints the stacks whose JSON differs from that of a base, in the order in which to deploy them. */
export function affected(base: string, format: AffectedFormat): void {
  const rollout = rolloutOf(compareWith(base).stacks);
  const printed = {
    json: () => json(rollout, 2),
    // One line, as $GITHUB_OUTPUT takes it.
    github: () => json(rollout.matrix),
    text: () => asText(rollout),
  };
  print(printed[format]());
}

function asText({ waves, byHand, removed }: Rollout): TerminalText {
  const row = (wave: string, { stack, account }: RolloutStack, is: string) => [
    ...[wave, stack, `${account.name} ${account.id}`, is],
  ];
  const rows = [
    ...byHand.map((each) => row("by hand", each, "")),
    ...waves.flatMap(({ name, stacks }) => stacks.map((each) => row(name, each, each.reason))),
    ...removed.map((each) => row("", each, "removed")),
  ];
  if (rows.length === 0) return terminal`No stack differs.`;
  return borderlessTable({ wave: "left", stack: "left", account: "left", is: "left" }, rows);
}
