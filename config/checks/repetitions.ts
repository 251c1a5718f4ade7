import type { Problem } from "../files/problem";
import { setsOf, strings, type ConfigView } from "./config-view";

/** No list says a thing twice, but for those in which order or number means something. */
export function checkRepetitions(view: ConfigView): Problem[] {
  return setsOf(view).flatMap(({ document, path, value }) => {
    const seen = new Set<string>();
    return strings(value).flatMap(({ text, index }) => {
      if (!seen.has(text)) {
        seen.add(text);
        return [];
      }
      return [
        document.problem([...path, index], `${JSON.stringify(text)} is in the list twice.`, "Remove one of them."),
      ];
    });
  });
}
