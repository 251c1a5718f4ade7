import Table from "cli-table3";

import { rolloutOf, type Rollout } from "../review/rollout";
import { borderless, withoutTrailingSpace } from "./borderless-table";
import { compareWith } from "./comparison";

export const affectedFormats = ["json", "github", "text"] as const;

export type AffectedFormat = (typeof affectedFormats)[number];

/** Prints the stacks whose JSON differs from that of a base, in the order in which to deploy them. */
export function affected(base: string, format: AffectedFormat): void {
  const rollout = rolloutOf(compareWith(base).stacks);
  const printed = {
    json: () => JSON.stringify(rollout, null, 2),
    // One line, as $GITHUB_OUTPUT takes it.
    github: () => JSON.stringify(rollout.matrix),
    text: () => asText(rollout),
  };
  console.log(printed[format]());
}

function asText({ waves, byHand, removed }: Rollout): string {
  if (waves.length + byHand.length + removed.length === 0) return "No stack differs.";
  const table = new Table(borderless(["wave", "stack", "account", "is"], ["left", "left", "left", "left"]));
  for (const { stack, account } of byHand) table.push(["by hand", stack, `${account.name} ${account.id}`, ""]);
  for (const { name, stacks } of waves) {
    for (const { stack, account, reason } of stacks) table.push([name, stack, `${account.name} ${account.id}`, reason]);
  }
  for (const { stack, account } of removed) table.push(["", stack, `${account.name} ${account.id}`, "removed"]);
  return withoutTrailingSpace(table.toString());
}
