import { code, inMarkdown, joinedMarkdown, type Markdown } from "../text/markdown";
import { plural } from "../text/plural";
import { indented, joined, painted, terminal, type TerminalText } from "../text/terminal";
import type { Urgency } from "./kinds/kind";
import { exitCodeOf, type FindingGroup, type Report, type ReportedFinding, urgencies } from "./report";

/** @param page where a page of docs/ is, for whoever reads it */
export function reportText(report: Report, page: (docs: string) => string): TerminalText {
  const groups = report.groups.map(({ stack, account, findings }) =>
    joined(
      [
        painted("bold", placeText({ stack, account, findings })),
        ...findings.map((each) => indented(findingText(each, page))),
      ],
      "\n",
    ),
  );
  return joined([...groups, terminal`${healthLine(report)}`], "\n\n");
}

const colors = { blind: "red", weak: "yellow", unknown: "cyan" } as const satisfies Record<Urgency, string>;

function findingText(finding: ReportedFinding, page: (docs: string) => string): TerminalText {
  const { urgency, title, what, blind, concerned, place, address, mend, docs } = finding;
  const where = address === undefined ? terminal`${place.region}` : terminal`${place.region}, ${address}`;
  return joined(
    [
      terminal`${painted(colors[urgency], urgency)}: ${title} (${where})`,
      ...[
        terminal`${what}`,
        terminal`Blind meanwhile: ${blind}`,
        terminal`Concerns the ${concerned}. More: ${page(docs)}`,
        isCommand(mend) ? terminal`Mend it: ${mend}` : terminal`What to do: ${mend}`,
      ].map(indented),
    ],
    "\n",
  );
}

export function reportMarkdown(report: Report): Markdown {
  const groups = report.groups.flatMap((group) => [
    inMarkdown`#### ${placeText(group)}`,
    joinedMarkdown(group.findings.map(findingMarkdown), "\n"),
  ]);
  return joinedMarkdown([inMarkdown`### Secretwatch: doctor`, inMarkdown`${healthLine(report)}`, ...groups], "\n\n");
}

function findingMarkdown(finding: ReportedFinding): Markdown {
  const { urgency, title, what, blind, concerned, place, address, mend } = finding;
  const where = address === undefined ? code(place.region) : inMarkdown`${code(place.region)}, ${code(address)}`;
  return joinedMarkdown(
    [
      inMarkdown`- **${urgency}**: ${title} (${where})`,
      inMarkdown`  - ${what}`,
      inMarkdown`  - Blind meanwhile: ${blind} Concerns the ${concerned}.`,
      isCommand(mend) ? inMarkdown`  - Mend it: ${code(mend)}` : inMarkdown`  - What to do: ${mend}`,
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

function placeText({ stack, account }: FindingGroup): string {
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
