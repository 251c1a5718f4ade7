import type { Refusal } from "../aws/calls";
import { type Change, type ChangeKind, changeKinds } from "../discover/change";
import type { LeftOutRegion, LeftToHand } from "../discover/compare";
import type { Draft } from "../discover/draft";
import type { Found } from "../discover/found";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { indented, joined, painted, terminal, type TerminalText } from "../text/terminal";

/** All that `discover` found out. */
export interface DiscoveredReport {
  readonly found: Found;
  /** Of a configuration that was not there. */
  readonly draft?: Draft;
  readonly changes: readonly Change[];
  readonly byHand: readonly LeftToHand[];
  readonly unusedRegions: readonly string[];
  readonly leftOut: readonly LeftOutRegion[];
  readonly files: readonly { readonly file: string; readonly diff: string }[];
  readonly written: boolean;
  /** Directory in which the patch is applied. @default - the working directory */
  readonly place?: string;
}

/** Of one kind that are shown; all are in the JSON. */
const MOST_SHOWN = 20;

/** For people, up to the patch. */
export function discoveredText(report: DiscoveredReport): TerminalText {
  const { found, draft, changes, byHand, unusedRegions, leftOut } = report;
  const parts = [
    summary(found),
    ...(draft === undefined ? [] : [choices(draft)]),
    ...(changes.length > 0 || draft !== undefined ? [] : [terminal`Nothing is new, closed, moved or renamed.`]),
    ...changesText(changes),
    ...(unusedRegions.length === 0
      ? []
      : [terminal`On in some accounts, without secrets and not governed: ${andMore(unusedRegions, MOST_SHOWN)}.`]),
    ...(leftOut.length === 0 ? [] : [leftOutText(leftOut)]),
    ...unknownText(found),
    ...byHand.map(
      ({ place, reason }) => terminal`${place}: the file ${reason}, and can't be edited. Change it by hand.`,
    ),
    ...(draft === undefined || draft.open.length === 0 ? [] : [openText(draft)]),
    ...filesText(report),
  ];
  return joined(parts, "\n\n");
}

function summary({ organizationId, accounts, inactive, units, without }: Found): TerminalText {
  const secrets = accounts.flatMap((account) => account.secrets);
  const left = inactive.map(({ name, id, state }) => terminal`${name} (${id}) is ${state}`);
  return joined(
    [
      terminal`${organizationId}: ${plural(accounts.length, "active account")} in ${plural(units.length - 1, "unit")}, ${plural(secrets.length, "secret")}.`,
      ...(left.length === 0 ? [] : [terminal`Left out: ${someOf(left)}.`]),
      ...(without.length === 0 ? [] : [terminal`Not asked about: ${plural(without.length, "account")}.`]),
    ],
    "\n",
  );
}

function someOf(texts: readonly TerminalText[]): TerminalText {
  const rest = texts.length - MOST_SHOWN;
  if (rest <= 1) return joined(texts, ", ");
  return terminal`${joined(texts.slice(0, MOST_SHOWN), ", ")} and ${rest} more`;
}

/** What was chosen for a new file, and why. */
function choices({ security, logArchive, trail, homeRegion, governedRegions }: Draft): TerminalText {
  const chosen = (what: string, { account, reason }: NonNullable<Draft["security"]>) =>
    terminal`${what}: ${account.name} (${account.id}), ${reason}`;
  return joined(
    [
      painted("bold", "Proposed:"),
      ...[
        ...(security === undefined ? [] : [chosen("security account", security)]),
        ...(logArchive === undefined ? [] : [chosen("log archive", logArchive)]),
        ...(trail.existing === undefined
          ? []
          : [terminal`trail: ${trail.existing.trail.name}, which is there already`]),
        ...trail.comments.map((comment) => terminal`trail: ${comment.toString()}`),
        terminal`home region ${homeRegion}, governed ${governedRegions.join(", ")}`,
      ].map(indented),
    ],
    "\n",
  );
}

function changesText(changes: readonly Change[]): readonly TerminalText[] {
  return (Object.keys(changeKinds) as ChangeKind[]).flatMap((kind) => {
    const own = changes.filter((each) => each.kind === kind);
    if (own.length === 0) return [];
    const shown = own.length - MOST_SHOWN <= 1 ? own : own.slice(0, MOST_SHOWN);
    const rest = own.length - shown.length;
    return [
      joined([...shown.map(changeText), ...(rest === 0 ? [] : [terminal`… and ${rest} more: --json has all`])], "\n"),
    ];
  });
}

function changeText({ kind, account, subject, was, now, consequence }: Change): TerminalText {
  const whose = account === undefined || kind.startsWith("account-") ? terminal`` : terminal`${account.name}: `;
  const id = account !== undefined && kind.startsWith("account-") ? terminal` (${account.id})` : terminal``;
  const states = [was, now].filter((each) => each !== undefined).map((each) => terminal`${each}`);
  const arrow =
    states.length === 2
      ? terminal`: ${states[0]!} → ${states[1]!}`
      : states.length === 1
        ? terminal`: ${states[0]!}`
        : terminal``;
  const line = terminal`${whose}${painted("bold", subject)}${id} ${changeKinds[kind]}${arrow}`;
  return consequence === undefined ? line : terminal`${line}\n${indented(painted("yellow", consequence))}`;
}

function leftOutText(leftOut: readonly LeftOutRegion[]): TerminalText {
  const texts = leftOut.map(({ account, region, secrets }) => terminal`${account} in ${region} (${secrets})`);
  return terminal`Left out by accounts that have secrets there, whose reads nobody is told of: ${someOf(texts)}.`;
}

/** What nobody could be asked, so that it is not in the file, and not told as gone. */
function unknownText({ refusals, accounts }: Found): readonly TerminalText[] {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const key = JSON.stringify([refusal.operation, refusal.code, isByPolicy(refusal)]);
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  if (groups.size === 0) return [];
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const texts = [...groups.values()].map((group) => {
    const [{ operation, code, message }] = group as [Refusal];
    const ids = [...new Set(group.map(({ place }) => place.account))].filter((id) => id !== "");
    const where =
      ids.length === 0
        ? ""
        : ` in ${andMore(
            ids.map((id) => `${names.get(id) ?? id} (${id})`),
            3,
            "account",
          )}`;
    const why = isByPolicy(group[0]!) ? "a service control policy forbids it" : `${code}: ${message}`;
    return indented(terminal`${operation}${where}, ${plural(group.length, "time")}: ${why}`);
  });
  return [joined([painted("yellow", "Not known, for AWS refused:"), ...texts], "\n")];
}

/** As where whole regions are closed: nobody has anything there. */
export function isByPolicy({ kind, message }: Refusal): boolean {
  return kind === "denied" && /explicit deny in a service control policy/i.test(message);
}

const questions: Readonly<Record<Draft["open"][number], string>> = {
  "--email": "--email ADDRESS: who is told of everything",
  "--security": "--security ID: the account that the watch lives in",
};

function openText({ open }: Draft): TerminalText {
  const texts = open.map((option) => indented(terminal`${questions[option]}`));
  return joined([painted("bold", "Left to answer; secretwatch check refuses what stands there:"), ...texts], "\n");
}

function filesText({ files, written, place }: DiscoveredReport): readonly TerminalText[] {
  if (files.length === 0) return [];
  if (written) return [joined([terminal`Written:`, ...files.map(({ file }) => indented(terminal`${file}`))], "\n")];
  return [terminal`With --write, or git apply${place === undefined ? "" : terminal` in ${place}`}:`];
}

/** For machines. */
export function discoveredJson(report: DiscoveredReport): object {
  const { found, draft, changes, byHand, unusedRegions, leftOut, files, written, place } = report;
  return {
    version: 1,
    organization: found.organizationId,
    accounts: found.accounts.length,
    secrets: found.accounts.reduce((sum, { secrets }) => sum + secrets.length, 0),
    leftOut: found.inactive,
    notAsked: found.without,
    changes: changes.map(({ consequence, ...change }) => ({
      ...change,
      ...(consequence === undefined ? {} : { consequence: consequence.toString() }),
    })),
    security: draft?.security && { id: draft.security.account.id, reason: draft.security.reason },
    open: draft?.open ?? [],
    unusedRegions,
    leftOutRegions: leftOut,
    refused: found.refusals.map(({ operation, place: { account, region }, kind, code, message }) => ({
      ...{ operation, account, region, kind, code, message },
    })),
    byHand,
    files,
    directory: place ?? ".",
    written,
  };
}
