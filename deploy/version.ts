import { terminal, type TerminalText } from "../text/terminal";

/** What stacks are deployed with. */
export interface Program {
  readonly name: "Terraform" | "OpenTofu";
  /** Name or path of the executable, for commands. */
  readonly binary: string;
}

/** The oldest that have write-only values and lock state in S3 by themselves: https://opentofu.org/docs/intro/whats-new/ */
const OLDEST = [1, 11];

/**
 * The program that says so of its version, if it is one that stacks can be deployed with.
 *
 * @param output of `terraform version`
 * @returns the program, or what is wrong with it
 */
export function programOf(binary: string, output: string): Program | TerminalText {
  const [, name, major, minor] = /\b(Terraform|OpenTofu) v(\d+)\.(\d+)/.exec(output) ?? [];
  if (name === undefined) return terminal`${binary} is neither Terraform nor OpenTofu: it does not say its version.`;
  const [first, second] = OLDEST as [number, number];
  if (Number(major) > first || (Number(major) === first && Number(minor) >= second)) {
    return { name: name as Program["name"], binary };
  }
  return terminal`${binary} is ${name} ${major!}.${minor!}; ${first}.${second} or later is needed.`;
}
