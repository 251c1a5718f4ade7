import { shortened } from "../../text/shortened";
import type { PatternDifference } from "../policies/pattern-difference";
import type { PolicyDifference } from "../policies/policy-difference";
import type { Grant } from "../policies/policy-grants";

const MOST_LINES = 60;
const LONGEST = 400;
const WIDTH = 110;

/** Who may do what on what, if what: a line each, added, removed, or under another condition. */
export function policyLines({ added, removed, changed }: PolicyDifference): readonly string[] {
  return capped([
    ...removed.flatMap((grant) => grantLines("-", grant)),
    ...added.flatMap((grant) => grantLines("+", grant)),
    ...changed.flatMap(({ before, after }) => [
      ...head("!", before),
      ...conditions(
        "-",
        before.conditions.filter((each) => !after.conditions.includes(each)),
      ),
      ...conditions(
        "+",
        after.conditions.filter((each) => !before.conditions.includes(each)),
      ),
    ]),
  ]);
}

export function patternLines({ added, removed }: PatternDifference): readonly string[] {
  return capped([...removed.map((each) => `- ${each}`), ...added.map((each) => `+ ${each}`)]);
}

function grantLines(sign: string, grant: Grant): readonly string[] {
  return [...head(sign, grant), ...conditions(sign, grant.conditions)];
}

function head(sign: string, { effect, principals, actions, resources }: Grant): readonly string[] {
  const what = actions.filter((action) => action !== "");
  return [
    ...wrapped(`${sign} ${effect} ${principals.join(", ")}:`, what, `${sign}    `),
    ...(resources.length === 0 ? [] : wrapped(`${sign}   on`, resources, `${sign}     `)),
  ];
}

function conditions(sign: string, all: readonly string[]): readonly string[] {
  return all.flatMap((condition) => wrapped(`${sign}   if`, condition.split(", "), `${sign}     `));
}

/** A list on as many lines as it needs: a comment scrolls sideways badly. */
function wrapped(start: string, items: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = start;
  for (const [index, item] of items.entries()) {
    const text = ` ${item}${index < items.length - 1 ? "," : ""}`;
    if (line.length + text.length > WIDTH && line !== start && line !== indent) {
      lines.push(line);
      line = indent;
    }
    line += text;
  }
  return [...lines, line];
}

function capped(lines: readonly string[]): readonly string[] {
  const short = lines.slice(0, MOST_LINES).map((line) => shortened(line, LONGEST));
  return lines.length > MOST_LINES ? [...short, `… ${lines.length - MOST_LINES} more lines`] : short;
}
