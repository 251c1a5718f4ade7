import { report, type Point, type Section } from "../review/report";
import { review, type Review } from "../review/review";
import { reviewJson } from "../review/review-json";
import { reviewMarkdown } from "../review/review-markdown";
import { indented, joined, json, lines, painted, terminal, type TerminalText } from "../text/terminal";
import { compareWith } from "./comparison";
import { print } from "../text/print";

export type DiffFormat = "text" | "markdown" | "json";

/**
 * Says what changes against a base.
 *
 * @returns the exit code: 3 if a change needs an acknowledgement that is not there
 */
export function diff(base: string, format: DiffFormat): number {
  const result = review(base, compareWith(base));
  const printed = {
    text: () => asText(result),
    markdown: () => reviewMarkdown(result),
    json: () => json(reviewJson(result), 2),
  };
  print(printed[format]());
  return result.acknowledgements.missing.length > 0 ? 3 : 0;
}

function asText(result: Review): TerminalText {
  const sections = report(result);
  if (sections.length === 0) return terminal`Nothing changes against ${result.base}.`;
  return joined(sections.map(section), "\n\n");
}

function section({ title, points, yaml }: Section): TerminalText {
  const addition = yaml === undefined ? [] : ["", "  Add to organization.yaml:", "", indented(lines(yaml))];
  return joined([painted("bold", title), ...points.map(point), ...addition], "\n");
}

function point({ text, places, urgent }: Point): TerminalText {
  const place = places === "" ? "" : terminal`  ${painted("dim", `[${places}]`)}`;
  return terminal`  ${urgent ? painted("red", "!") : "-"} ${text}${place}`;
}
