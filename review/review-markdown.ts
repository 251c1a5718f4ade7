import { code, codeBlock, joinedMarkdown, inMarkdown, type Markdown } from "../text/markdown";
import { report, type Point, type Section } from "./report";
import type { Review } from "./review";

/** A review as a comment on a pull request. */
export function reviewMarkdown(review: Review): Markdown {
  const sections = report(review);
  const title = inMarkdown`### Secretwatch: changes against ${code(review.base)}`;
  if (sections.length === 0) return inMarkdown`${title}\n\nNothing changes.`;
  return joinedMarkdown([title, ...sections.map(section)], "\n\n");
}

function section({ title, points, yaml }: Section): Markdown {
  const lines = [inMarkdown`#### ${title}`, "", ...points.map(point)];
  const addition = yaml === undefined ? [] : ["", "Add to organization.yaml:", "", codeBlock("yaml", yaml.split("\n"))];
  return joinedMarkdown([...lines, ...addition], "\n");
}

function point({ text, places, urgent }: Point): Markdown {
  const sign = urgent ? inMarkdown`⚠️ ` : "";
  return inMarkdown`- ${sign}${text}${places === "" ? "" : inMarkdown` — ${places}`}`;
}
