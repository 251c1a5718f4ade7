import { LONGEST_COMMENT, fit, type Block, type Section as CommentSection } from "../text/fit";
import { code, codeBlock, inMarkdown, type Markdown } from "../text/markdown";
import { report, type Point, type Section } from "./report";
import type { Review } from "./review";

const LONGEST_BASE = 200;

/** A review as a comment on a pull request, which fits whatever changes: what is urgent is the last to be left out. */
export function reviewMarkdown(review: Review): Markdown {
  const sections = report(review);
  const title = inMarkdown`### Secretwatch: changes against ${code(review.base, LONGEST_BASE)}`;
  if (sections.length === 0) return inMarkdown`${title}\n\nNothing changes.`;
  const body = fit(sections.map(commentSection), {
    bytes: LONGEST_COMMENT - Buffer.byteLength(title.toString()) - 2,
    heading: "####",
    whole: inMarkdown`All of it is what \`secretwatch diff\` prints, with the same base, in other formats.`,
  });
  return inMarkdown`${title}\n\n${body}`;
}

function commentSection({ title, points, yaml }: Section): CommentSection {
  const urgentFirst = [...points.filter(({ urgent }) => urgent), ...points.filter(({ urgent }) => !urgent)];
  return { title, blocks: [...(yaml === undefined ? [] : [yamlBlock(yaml)]), ...urgentFirst.map(pointBlock)] };
}

/** No entry of its own: it is made of the points. */
function yamlBlock(yaml: string): Block {
  const text = inMarkdown`Add to organization.yaml:\n\n${codeBlock("yaml", yaml.split("\n"))}\n`;
  return {
    text,
    short: inMarkdown`The lines to add to organization.yaml are those that \`secretwatch diff\` prints.\n`,
    entries: 0,
  };
}

function pointBlock({ text, places, urgent }: Point): Block {
  const sign = urgent ? inMarkdown`⚠️ ` : "";
  return { text: inMarkdown`- ${sign}${text}${places === "" ? "" : inMarkdown` — ${places}`}` };
}
