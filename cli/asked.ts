import { dayAfter, type EventLimits } from "../events/limits";
import { accountIdPattern, accountsOf, type Organization } from "../organization/organization";
import { regionPattern } from "../organization/regions";
import { suggest } from "../text/did-you-mean";
import { joined, terminal, type TerminalText } from "../text/terminal";
import { DEFAULT_BYTES, DEFAULT_DAYS, type PlaceOptions } from "./place-options";
import { UsageError } from "./usage-error";

/** Which events to read, and how much at most. */
export interface Asked {
  readonly limits: EventLimits;
  /** Whether a bucket is read for the last `DEFAULT_DAYS` only, because no day was given. */
  readonly isUndated: boolean;
  readonly maxBytes: number;
  readonly requesterPays: boolean;
}

const UNITS: Readonly<Record<string, number>> = { "": 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/**
 * @param organization in which accounts have names @default - there is no configuration
 * @throws UsageError with everything that is wrong
 */
export function asked(options: PlaceOptions, organization: Organization | undefined, now = new Date()): Asked {
  const problems: TerminalText[] = [];
  const days = daysOf(options, now.toISOString().slice(0, 10), problems);
  const accounts = options.account?.map((each) => accountOf(each, organization, problems));
  for (const each of options.region ?? []) {
    if (!regionPattern.test(each)) problems.push(terminal`--region ${each} is no region, such as eu-west-1.`);
  }
  const maxBytes = bytesOf(options.maxBytes ?? DEFAULT_BYTES);
  if (maxBytes === undefined)
    problems.push(terminal`--max-bytes ${options.maxBytes!} is no amount, such as 500MB or 20GB.`);
  if (problems.length > 0) throw new UsageError(joined(problems, "\n"));
  const limits = { ...days, ...(accounts && { accounts }), ...(options.region && { regions: options.region }) };
  return {
    limits,
    isUndated: options.from === undefined && options.to === undefined && options.days === undefined,
    maxBytes: maxBytes!,
    requesterPays: options.requesterPays ?? false,
  };
}

function daysOf({ from, to, days }: PlaceOptions, today: string, problems: TerminalText[]): EventLimits {
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && !isDay(day)) problems.push(terminal`--${name} ${day} is no day: write it as ${today}.`);
  }
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) {
    problems.push(terminal`--days ${days} is no number of days, such as ${DEFAULT_DAYS}.`);
  }
  if (from !== undefined && days !== undefined) {
    problems.push(terminal`--from and --days both say when to begin: leave one of them out.`);
  }
  if (problems.length > 0) return {};
  if (from !== undefined && to !== undefined && from > to) problems.push(terminal`--from ${from} is after --to ${to}.`);
  const first = days === undefined ? from : dayAfter(to ?? today, 1 - Number(days));
  return { ...(first !== undefined && { from: first }), ...(to !== undefined && { to }) };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // 30 February is 2 March to some.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function accountOf(typed: string, organization: Organization | undefined, problems: TerminalText[]): string {
  if (accountIdPattern.test(typed)) return typed;
  const accounts = organization === undefined ? [] : accountsOf(organization);
  const ids = new Map(accounts.map(({ name, id }) => [name, id]));
  const id = ids.get(typed);
  if (id !== undefined) return id;
  const remedy = suggest(typed, [...ids.keys()], "Write its id, which has 12 digits.");
  problems.push(terminal`--account ${typed} is no account of the configuration. ${remedy}`);
  return typed;
}

function bytesOf(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,15}(?:\.\d{1,6})?)\s?([kmgt]b)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * UNITS[unit.toLowerCase()]!;
}
