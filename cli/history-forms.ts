import path from "node:path";

import type { ComparedHistory } from "../history/compare";
import type { History } from "../history/history";
import type { ReportAbout } from "../history/page/about";
import { historyPage, PAGE_BEGINNING } from "../history/page/page";
import { CSV_BEGINNING, historyCsv } from "../history/rows/csv";
import { historyJson, JSON_BEGINNING } from "../history/rows/json";
import { accountsOf, type Organization } from "../organization/organization";
import { print } from "../text/print";
import { joined, terminal } from "../text/terminal";
import { changesText } from "./history-changes";
import { shortForm } from "./history-short";
import { assertWritable, type Report, writeReport } from "./write-report";
import { UsageError } from "./usage-error";

/** Files that a history is to be written to, as options name them; "-" is standard output. */
export interface HistoryForms {
  readonly html?: string;
  readonly json?: string;
  readonly csv?: string;
}

const STDOUT = "-";

/**
 * That all of them can be written: to be asked before anything is read, for that may take hours.
 *
 * @throws UsageError that says what is in the way
 */
export function assertForms(forms: HistoryForms): void {
  if (forms.html === STDOUT) throw new UsageError(terminal`--html: name a file; a page is nothing for a terminal.`);
  if (forms.json === STDOUT && forms.csv === STDOUT) {
    throw new UsageError(terminal`--json and --csv can't both go to standard output. Name a file for one of them.`);
  }
  const reports = reportsOf(forms);
  const places = reports.map(({ file }) => path.resolve(file));
  if (new Set(places).size < places.length) {
    const options = reports.map(({ option }) => option);
    throw new UsageError(terminal`${joined(options, ", ")}: they name the same file. Name one for each.`);
  }
  for (const report of reports) assertWritable(report);
}

/**
 * Shows a history in the forms that were asked for; its short form, too, unless another goes to standard output.
 *
 * @param compared what changes against a base, which is then what a terminal shows @default - there is none
 */
export function showHistory(
  history: History,
  about: ReportAbout,
  forms: HistoryForms,
  compared?: ComparedHistory,
): void {
  const texts = {
    html: () => historyPage(history, about, compared),
    json: () => historyJson(history, about.configuration, compared),
    csv: () => historyCsv(history),
  };
  const reports = reportsOf(forms);
  for (const report of reports) writeReport(report, texts[report.form]());
  if (forms.json === STDOUT) print(texts.json());
  else if (forms.csv === STDOUT) print(texts.csv());
  else {
    print(compared === undefined ? shortForm(history) : changesText(compared.base, compared.changes));
    for (const { file } of reports) print(terminal`Written: ${file}`);
  }
}

/** What a report says of a configuration. @param file as it was named */
export function reportAbout(file: string, organization: Organization): ReportAbout {
  const accounts = new Map(accountsOf(organization).map(({ id, name }) => [id, name]));
  return { configuration: file, accounts, detections: organization.detections };
}

const beginnings = { html: PAGE_BEGINNING, json: JSON_BEGINNING, csv: CSV_BEGINNING } as const;

function reportsOf(forms: HistoryForms): readonly (Report & { readonly form: keyof HistoryForms })[] {
  return (["html", "json", "csv"] as const).flatMap((form) => {
    const file = forms[form];
    if (file === undefined || file === STDOUT) return [];
    return [{ form, file, option: `--${form}`, beginning: beginnings[form] }];
  });
}
