import type { Finding } from "../doctor/finding";
import { kindOf } from "../doctor/kinds";
import { isCommand } from "../doctor/report-forms";
import type { Came } from "../drill/drilled";
import type { LeftOutBy } from "../drill/left-out";
import type { DrillPlan } from "../drill/plan";
import { secondsOf } from "../drill/seconds";
import type { Target } from "../drill/target";
import type { Lost } from "../drill/where-lost";
import { firstOf } from "../text/and-more";
import { plural } from "../text/plural";
import { indented, joined, painted, terminal, type TerminalText } from "../text/terminal";
import { type DrillReport, secondsOfAll } from "./drill-report";

/** More of a kind than this are counted. */
const MOST_SHOWN = 50;

/** What is going to happen, before it does. */
export function drillStart({ run, notify, decoys, targets, leftOut }: DrillPlan): TerminalText {
  const secret = targets[0]?.secret ?? "";
  const where = terminal`in ${targets.length === 1 ? "one account and region" : `${targets.length} accounts and regions`}`;
  const what = decoys
    ? terminal`a decoy is read ${where}`
    : terminal`${secret}, which does not exist, is asked for ${where}`;
  const quiet = targets.filter(({ mode }) => mode === "quiet");
  const whom = !notify
    ? terminal`Nobody is told.`
    : terminal`People are told${quiet.length === 0 ? "" : terminal`, but not of what is quiet: ${plural(quiet.length, "read")}`}.`;
  return joined([terminal`Drill ${run}: ${what}. ${whom}`, ...leftOutTexts(leftOut)], "\n");
}

function leftOutTexts(leftOut: DrillPlan["leftOut"]): readonly TerminalText[] {
  const why = {
    rules: "where the configuration expects the drill role to read, so that no rule sends it",
    composer: "where the configuration expects the drill role to read, so that people would not be told",
  } as const satisfies Record<LeftOutBy, string>;
  return (["rules", "composer"] as const).flatMap((by) => {
    const targets = leftOut.filter((each) => each.by === by).map(({ target }) => target);
    return targets.length === 0
      ? []
      : [terminal`${painted("yellow", "Left out")}: ${why[by]}; see expectedReaders.`, ...listed(targets, placeText)];
  });
}

/** A read that came, as soon as it did. */
export function cameText(came: Came): TerminalText {
  return terminal`${placeText(came.target)}: came after ${String(secondsOf(came))} s`;
}

/** What became of the others, and how long it took. */
export function drillEnd(report: DrillReport): TerminalText {
  const { targets, came, missing, lost, notMade, existing, notTried, waitMinutes, isInterrupted } = report;
  const refusals = notMade.map(({ target, refusal }) => ({
    target,
    why: terminal`${refusal.code}: ${refusal.message}`,
  }));
  const sections: readonly (readonly TerminalText[])[] = [
    section("Not made", refusals, ({ target, why }) => terminal`${placeText(target)}: ${why}`),
    section(
      "There is a secret of that name, which nothing should have. It was read, and people are told",
      existing,
      placeText,
    ),
    section(
      isInterrupted ? "Not made before the end" : "Not made, because the first ones were denied",
      notTried,
      placeText,
    ),
    isInterrupted
      ? section("Did not come before the end", missing, placeText)
      : section(`Did not come within ${plural(waitMinutes, "minute")}`, lost, lostText),
    report.journalRefusal === undefined
      ? []
      : [
          terminal`The journal did not answer at the end: ${report.journalRefusal.code}: ${report.journalRefusal.message}`,
        ],
  ];
  return joined([...sections.flat(), summary(targets.length, came)], "\n");
}

function summary(reads: number, came: readonly Came[]): TerminalText {
  const seconds = secondsOfAll(came);
  const count = terminal`${String(came.length)} of ${plural(reads, "read")} came`;
  return seconds === undefined
    ? terminal`${count}.`
    : terminal`${count}; from the call, as CloudTrail dates it, until the journal had it: p50 ${String(seconds.p50)} s, p95 ${String(seconds.p95)} s.`;
}

function section<Each>(
  title: string,
  some: readonly Each[],
  text: (each: Each) => TerminalText,
): readonly TerminalText[] {
  return some.length === 0
    ? []
    : [terminal`${painted("red", terminal`${title} (${String(some.length)}):`)}`, ...listed(some, text)];
}

function listed<Each>(some: readonly Each[], text: (each: Each) => TerminalText): readonly TerminalText[] {
  const [shown, rest] = firstOf(some, MOST_SHOWN);
  return [...shown.map((each) => indented(text(each))), ...(rest === undefined ? [] : [terminal`  and ${rest}`])];
}

function placeText({ accountName, place: { account, region } }: Target): TerminalText {
  return terminal`${accountName} (${account}) ${region}`;
}

function lostText({ target, findings, isLookedAt }: Lost): TerminalText {
  const found = !isLookedAt
    ? [terminal`Not looked at. This does: npx secretwatch doctor --account ${target.place.account}`]
    : findings.length === 0
      ? [terminal`On its way nothing is otherwise than it should be: ${onTheWay}.`]
      : findings.map(findingText);
  return joined([placeText(target), ...found.map(indented)], "\n");
}

const onTheWay = "trail, rule, target, role, central bus, its rule, journal";

function findingText({ kind, what, address, mend }: Finding): TerminalText {
  const { title } = kindOf(kind);
  return joined(
    [
      terminal`${title}${address === undefined ? "" : terminal` (${address})`}`,
      ...(what === "" ? [] : [indented(terminal`${what}`)]),
      indented(terminal`${isCommand(mend) ? "Mend it" : "What to do"}: ${mend}`),
    ],
    "\n",
  );
}
