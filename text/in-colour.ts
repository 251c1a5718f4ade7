/**
 * Whether output is for somebody who looks at a terminal, or who asks for colours by FORCE_COLOR. Not so because CI is set: what is piped there goes
 * to files and summaries, too.
 *
 * https://no-color.org, https://force-color.org
 */
export function isInColour(): boolean {
  const { NO_COLOR = "", FORCE_COLOR = "", TERM } = process.env;
  if (NO_COLOR !== "") return false;
  if (FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  // What is no terminal has no isTTY at all.
  const { isTTY } = process.stdout as { readonly isTTY?: boolean };
  return isTTY === true && TERM !== "dumb";
}
