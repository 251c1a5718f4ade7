import type { ConfigDocument, Path } from "../files/config-document";
import type { Problem } from "../files/problem";

/** An entry that is right and changes nothing, and why. */
export function nothing(document: ConfigDocument, path: Path, reason: string, remedy: string): Problem {
  return document.problem(path, `it changes nothing: ${reason}.`, remedy);
}
