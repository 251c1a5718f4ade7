import { code, codeBlock, escaped } from "../text/markdown";
import { report, type Point, type Section } from "./report";
import type { Review } from "./review";

/** A review as a comment on a pull request. */
export function reviewMarkdown(review: Review): string {
  const sections = report(review);
  const title = `### Secretwatch: changes against ${code(review.base)}`;
  if (sections.length === 0) return `${title}\n\nNothing changes.`;
  return [title, ...sections.map(section)].join("\n\n");
}

function section({ title, points, yaml }: Section): string {
  const lines = [`#### ${title}`, "", ...points.map(point)];
  return [
    ...lines,
    ...(yaml === undefined ? [] : ["", "Add to organization.yaml:", "", codeBlock("yaml", yaml.split("\n"))]),
  ].join("\n");
}

function point({ text, places, urgent }: Point): string {
  return `- ${urgent ? "⚠️ " : ""}${escaped(text)}${places === "" ? "" : ` — ${escaped(places)}`}`;
}
