import { terminal, type TerminalText } from "../text/terminal";

/** The oldest that have write-only values and lock state in S3 by themselves: https://opentofu.org/docs/intro/whats-new/ */
const OLDEST = [1, 11];

/**
 * Whether what a program says of its version is of one that stacks can be deployed with.
 *
 * @param output of `terraform version`
 * @returns what is wrong with it
 */
export function wrongVersion(binary: string, output: string): TerminalText | undefined {
  const [, name, major, minor] = /\b(Terraform|OpenTofu) v(\d+)\.(\d+)/.exec(output) ?? [];
  if (name === undefined) return terminal`${binary} is neither Terraform nor OpenTofu: it does not say its version.`;
  const [first, second] = OLDEST as [number, number];
  if (Number(major) > first || (Number(major) === first && Number(minor) >= second)) return undefined;
  return terminal`${binary} is ${name} ${major!}.${minor!}; ${first}.${second} or later is needed.`;
}
