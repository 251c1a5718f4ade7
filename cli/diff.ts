import colors from "picocolors";

import { report, type Point, type Section } from "../review/report";
import { review, type Review } from "../review/review";
import { reviewJson } from "../review/review-json";
import { reviewMarkdown } from "../review/review-markdown";
import { compareWith } from "./comparison";

export type DiffFormat = "text" | "markdown" | "json";

/**
 * Says what changes against a base.
 *
 * @returns the exit code: 3 if a change needs an acknowledgement that is not there
 */
export function diff(base: string, format: DiffFormat): number {
  const { before, after, stacks } = compareWith(base);
  const result = review(base, before, after, stacks);
  const printed = {
    text: () => asText(result),
    markdown: () => reviewMarkdown(result),
    json: () => JSON.stringify(reviewJson(result), null, 2),
  };
  console.log(printed[format]());
  return result.acknowledgements.missing.length > 0 ? 3 : 0;
}

function asText(result: Review): string {
  const sections = report(result);
  return sections.length === 0 ? `Nothing changes against ${result.base}.` : sections.map(section).join("\n\n");
}

function section({ title, points, yaml }: Section): string {
  const lines = [colors.bold(title), ...points.map(point)];
  return [...lines, ...(yaml === undefined ? [] : ["", "  Add to organization.yaml:", "", indent(yaml)])].join("\n");
}

function point({ text, places, urgent }: Point): string {
  const place = places === "" ? "" : `  ${colors.dim(`[${places}]`)}`;
  return `  ${urgent ? colors.red("!") : "-"} ${text}${place}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
