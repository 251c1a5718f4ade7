/** Names that say nothing of the stack. */
const PLAIN = /^(tf|terraform)?-?plan$/;

/**
 * The stack of a plan: the file's name without .json, .plan.json or .tfplan.json; of a file that is just called
 * plan.json, the directory that it is in.
 */
export function stackOfFile(file: string): string {
  const parts = file.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const name = (parts.pop() ?? "").replace(/\.json$/, "").replace(/[.-](tf)?plan$/, "");
  return PLAIN.test(name) ? (parts.pop() ?? name) : name;
}
