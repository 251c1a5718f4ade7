import { mkdtempSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { readRegularFile, UnreadableFile } from "../config/files/regular-file";
import { loadOrganization } from "../config/load-organization";
import { type Bill, billReport, billReportJson, type Part } from "../costs/bill-report";
import { billOf } from "../costs/bill-of";
import { savings } from "../costs/savings";
import { searchesOf } from "../costs/searches";
import type { Usage } from "../costs/usage";
import { usageOfHistory } from "../costs/usage-of-history";
import type { Organization } from "../organization/organization";
import { decoded } from "../text/decoded";
import { inMarkdown, joinedMarkdown, type Markdown, tableRow } from "../text/markdown";
import { print } from "../text/print";
import { joined, json, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { loadBase } from "./base-configuration";
import { documentation } from "./package-root";
import { UsageError } from "./usage-error";

export type CostFormat = "text" | "markdown" | "json";

export interface CostOptions {
  readonly format: CostFormat;
  /** Git ref, directory or file to compare with. */
  readonly base?: string;
  /** Management events of the organization in a month. @default - those of the history */
  readonly events?: number;
  /** File with what `secretwatch history --json` wrote. @default - what depends on it is left out, and said */
  readonly history?: string;
  /** How often a month's history is asked of Athena. @default - never */
  readonly searches?: number;
}

/**
 * Says what the configuration costs a month, and what changes against a base.
 *
 * @throws ConfigError with the problems of the one or the other
 * @throws UsageError if there is no such base, or no history in the file
 */
export function cost({ format, base, events, history, searches }: CostOptions): void {
  const known = history === undefined ? {} : usageIn(history);
  const usage: Usage = {
    ...known,
    ...(events === undefined ? {} : { events }),
    ...(searches === undefined ? {} : { searches }),
  };
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  const directory = (name: string) => {
    const place = path.join(workspace, name);
    mkdirSync(place);
    return place;
  };
  try {
    const organization = loadOrganization(configurationFile());
    assertSearched(organization, usage);
    const before = base === undefined ? undefined : loadBase(base, directory("files"))?.organization;
    const items = billOf(organization, usage, directory("after"));
    const bill: Bill = {
      items,
      usage,
      ...(base === undefined
        ? {}
        : { base, before: before === undefined ? [] : billOf(before, usage, directory("before")) }),
      savings: savings(organization, usage, items),
      searches: searchesOf(organization, usage),
    };
    const printed = {
      text: () => joined(billReport(bill).map(asText), "\n\n"),
      markdown: () =>
        joinedMarkdown([inMarkdown`### Secretwatch: what it costs`, ...billReport(bill).map(asMarkdown)], "\n\n"),
      json: () => json(billReportJson(bill), 2),
    };
    print(printed[format]());
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

/** @throws UsageError where searches are to be counted that can't be made, or whose size nobody knows */
function assertSearched({ archive }: Organization, { events, searches = 0 }: Usage): void {
  if (searches === 0) return;
  if (archive.athena === undefined) {
    throw new UsageError(
      terminal`--searches: there is no table to ask. Set archive.athena: ${documentation("athena.md")}`,
    );
  }
  if (events === undefined) {
    throw new UsageError(terminal`--searches: say --history or --events, too; what a search reads follows from it.`);
  }
}

/** A history of thousands of accounts has some ten MB. */
const MOST_BYTES = 512 * 1024 ** 2;

function usageIn(file: string): Usage {
  const none = (why: string) =>
    new UsageError(terminal`${file} ${why}. Write it with: secretwatch history <events> --json ${file}`);
  try {
    const usage = usageOfHistory(JSON.parse(decoded(readRegularFile(file, MOST_BYTES))));
    if (usage !== undefined) return usage;
  } catch (error) {
    if (error instanceof UnreadableFile) throw none(error.message);
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw none("is not what secretwatch history --json writes");
}

function asText({ title, columns, rows, notes }: Part): TerminalText {
  const table = rows.length === 0 ? [] : [borderlessTable(columns, rows)];
  return joined([painted("bold", title), ...table, ...notes.map((note) => terminal`${note}`)], "\n");
}

function asMarkdown({ title, columns, rows, notes }: Part): Markdown {
  const rule = tableRow(Object.values(columns).map((side) => (side === "left" ? inMarkdown`---` : inMarkdown`---:`)));
  const table =
    rows.length === 0 ? [] : [joinedMarkdown([tableRow(Object.keys(columns)), rule, ...rows.map(tableRow)], "\n")];
  return joinedMarkdown([inMarkdown`**${title}**`, ...table, ...notes.map((note) => inMarkdown`${note}`)], "\n\n");
}
