import { andMore } from "../text/and-more";
import { code, inMarkdown, joinedMarkdown, type Markdown } from "../text/markdown";
import { plural } from "../text/plural";
import { indented, joined, painted, terminal, type TerminalText } from "../text/terminal";
import type { Urgency } from "./kinds/kind";
import { exitCodeOf, type FindingGroup, type Report, type ReportedFinding, urgencies } from "./report";
import { type AlikeFindings, type LeftFindings, shownOf } from "./shown";

/** Accounts that are named where the same is found in more. */
const MOST_NAMED = 10;

/** @param page where a page of docs/ is, for whoever reads it */
export function reportText(report: Report, page: (docs: string) => string): TerminalText {
  const { parts, left } = shownOf(report);
  const texts = parts.map((part) =>
    joined(
      [painted("bold", headingOf(part)), ...saidIn(part).map((each) => indented(findingText(each, part, page)))],
      "\n",
    ),
  );
  const rest = left.length === 0 ? [] : [leftText(left)];
  return joined([...texts, ...rest, terminal`${healthLine(report)}`], "\n\n");
}

function leftText(left: readonly LeftFindings[]): TerminalText {
  const lines = left.map(({ urgency, ...each }) => terminal`${painted(colors[urgency], urgency)}: ${leftLine(each)}`);
  return joined([painted("bold", LEFT), ...lines.map(indented)], "\n");
}

const colors = { blind: "red", weak: "yellow", unknown: "cyan" } as const satisfies Record<Urgency, string>;

function findingText(finding: ReportedFinding, part: Part, page: (docs: string) => string): TerminalText {
  const { urgency, title, what, blind, concerned, place, address, docs } = finding;
  const where = address === undefined ? terminal`${place.region}` : terminal`${place.region}, ${address}`;
  return joined(
    [
      terminal`${painted(colors[urgency], urgency)}: ${title} (${where})`,
      ...[
        terminal`${exampleOf(finding, part)}${what}`,
        terminal`Blind meanwhile: ${blind}`,
        terminal`Concerns the ${concerned}. More: ${page(docs)}`,
        terminal`${mendLabel(finding, part)}: ${finding.mend}`,
      ].map(indented),
    ],
    "\n",
  );
}

export function reportMarkdown(report: Report): Markdown {
  const { parts, left } = shownOf(report);
  const texts = parts.flatMap((part) => [
    inMarkdown`#### ${headingOf(part)}`,
    joinedMarkdown(
      saidIn(part).map((each) => findingMarkdown(each, part)),
      "\n",
    ),
  ]);
  const rest = left.length === 0 ? [] : [inMarkdown`#### ${LEFT}`, leftMarkdown(left)];
  const title = inMarkdown`### Secretwatch: doctor`;
  return joinedMarkdown([title, inMarkdown`${healthLine(report)}`, ...texts, ...rest], "\n\n");
}

function leftMarkdown(left: readonly LeftFindings[]): Markdown {
  return joinedMarkdown(
    left.map(({ urgency, ...each }) => inMarkdown`- **${urgency}**: ${leftLine(each)}`),
    "\n",
  );
}

function findingMarkdown(finding: ReportedFinding, part: Part): Markdown {
  const { urgency, title, what, blind, concerned, place, address, mend } = finding;
  const where = address === undefined ? code(place.region) : inMarkdown`${code(place.region)}, ${code(address)}`;
  return joinedMarkdown(
    [
      inMarkdown`- **${urgency}**: ${title} (${where})`,
      inMarkdown`  - ${exampleOf(finding, part)}${what}`,
      inMarkdown`  - Blind meanwhile: ${blind} Concerns the ${concerned}.`,
      inMarkdown`  - ${mendLabel(finding, part)}: ${isCommand(mend) ? code(mend) : mend}`,
    ],
    "\n",
  );
}

export function reportJson(report: Report): object {
  const { groups, counts, looked } = report;
  return {
    exitCode: exitCodeOf(report),
    healthy: groups.length === 0,
    counts,
    looked,
    findings: groups
      .flatMap(({ findings }) => findings)
      .map(({ kind, urgency, title, what, blind, concerned, account, place, stack, address, mend, docs }) => ({
        ...{ kind, urgency, title, what, blind, concerned, account, region: place.region, stack, address },
        ...(isCommand(mend) ? { command: mend } : { todo: mend }),
        docs,
      })),
  };
}

/** Whether it can be pasted into a shell; it is a sentence otherwise. */
export function isCommand(mend: string): boolean {
  return /^(aws|npx) /.test(mend);
}

type Part = FindingGroup | AlikeFindings;

const LEFT = "What is not shown here, and is in --json:";

function leftLine({ title, count, accounts }: Omit<LeftFindings, "urgency">): string {
  return `${title}: ${plural(count, "finding")} in ${plural(accounts, "account")}`;
}

function saidIn(part: Part): readonly ReportedFinding[] {
  return "example" in part ? [part.example] : part.findings;
}

function headingOf(part: Part): string {
  if (!("example" in part)) return placeText(part);
  const { accounts, count } = part;
  const often = count === accounts.length ? "" : `, ${plural(count, "time")}`;
  return `The same in ${plural(accounts.length, "account")}${often}: ${andMore(accounts, MOST_NAMED)}`;
}

function exampleOf({ account }: ReportedFinding, part: Part): string {
  return "example" in part ? `In ${account.name ?? account.id}: ` : "";
}

function mendLabel({ mend, account }: ReportedFinding, part: Part): string {
  const label = isCommand(mend) ? "Mend it" : "What to do";
  return "example" in part && !part.hasOneMend ? `${label} in ${account.name ?? account.id}` : label;
}

function placeText({ stack, account }: FindingGroup): string {
  // Where AWS could not be asked at all.
  if (account.id === "") return "All accounts";
  const its = account.name === undefined ? account.id : `${account.name} ${account.id}`;
  return stack === undefined ? its : `${stack} (${its})`;
}

/** One line on health. */
function healthLine({ counts, looked }: Report): string {
  const { before, stacks, resources, unread } = looked;
  const found = urgencies.filter((each) => counts[each] > 0).map((each) => `${String(counts[each])} ${each}`);
  const what = before
    ? `what ${plural(stacks, "stack")} need before they are deployed`
    : `${plural(resources, "resource")} of ${plural(stacks, "stack")}`;
  const left = unread === 0 || before ? "" : `, ${String(unread)} of them not read`;
  return found.length === 0
    ? `Healthy: ${what}${left}.`
    : `Not healthy: ${found.join(", ")}. Looked at: ${what}${left}.`;
}
