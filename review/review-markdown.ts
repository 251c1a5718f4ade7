import { LONGEST_COMMENT, fit, type Block, type Section as CommentSection } from "../text/fit";
import { code, codeBlock, escaped } from "../text/markdown";
import { shortened } from "../text/shortened";
import { report, type Point, type Section } from "./report";
import type { Review } from "./review";

const LONGEST_BASE = 200;
const LONGEST_POINT = 1000;
const LINES = "Add to organization.yaml:";

/** A review as a comment on a pull request, which fits whatever changes: what is urgent is the last to be left out. */
export function reviewMarkdown(review: Review): string {
  const sections = report(review);
  const title = `### Secretwatch: changes against ${code(shortened(review.base, LONGEST_BASE))}`;
  if (sections.length === 0) return `${title}\n\nNothing changes.`;
  const body = fit(sections.map(commentSection), {
    bytes: LONGEST_COMMENT - Buffer.byteLength(`${title}\n\n`),
    heading: "####",
    whole: "All of it is what `secretwatch diff` prints, with the same base, in other formats.",
  });
  return `${title}\n\n${body.trimEnd()}`;
}

function commentSection({ title, points, yaml }: Section): CommentSection {
  const urgentFirst = [...points.filter(({ urgent }) => urgent), ...points.filter(({ urgent }) => !urgent)];
  return { title, blocks: [...(yaml === undefined ? [] : [yamlBlock(yaml)]), ...urgentFirst.map(pointBlock)] };
}

/** No entry of its own: it is made of the points. */
function yamlBlock(yaml: string): Block {
  const text = `${LINES}\n\n${codeBlock("yaml", yaml.split("\n"))}\n`;
  return {
    text,
    short: "The lines to add to organization.yaml are those that `secretwatch diff` prints.\n",
    entries: 0,
  };
}

function pointBlock({ text, places, urgent }: Point): Block {
  const line = (what: string) =>
    `- ${urgent ? "⚠️ " : ""}${escaped(what)}${places === "" ? "" : ` — ${escaped(places)}`}`;
  return { text: line(text), short: line(shortened(text, LONGEST_POINT)) };
}
