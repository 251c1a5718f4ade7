import { mkdtempSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { loadOrganization } from "../config/load-organization";
import { type Bill, billReport, billReportJson, type Part } from "../costs/bill-report";
import { billOf } from "../costs/bill-of";
import { savings } from "../costs/savings";
import type { Usage } from "../costs/usage";
import { inMarkdown, joinedMarkdown, type Markdown, tableRow } from "../text/markdown";
import { print } from "../text/print";
import { joined, json, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { loadBase } from "./base-configuration";

export type CostFormat = "text" | "markdown" | "json";

export interface CostOptions {
  readonly format: CostFormat;
  /** Git ref, directory or file to compare with. */
  readonly base?: string;
  readonly usage: Usage;
}

/**
 * Says what the configuration costs a month, and what changes against a base.
 *
 * @throws ConfigError with the problems of the one or the other
 * @throws UsageError if there is no such base
 */
export function cost({ format, base, usage }: CostOptions): void {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  const directory = (name: string) => {
    const place = path.join(workspace, name);
    mkdirSync(place);
    return place;
  };
  try {
    const organization = loadOrganization(configurationFile());
    const before = base === undefined ? undefined : loadBase(base, directory("files"))?.organization;
    const items = billOf(organization, usage, directory("after"));
    const bill: Bill = {
      items,
      usage,
      ...(base === undefined
        ? {}
        : { base, before: before === undefined ? [] : billOf(before, usage, directory("before")) }),
      savings: savings(organization, usage, items),
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
