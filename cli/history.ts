import { loadOrganization } from "../config/load-organization";
import { historyOf } from "../history/history-of";
import { observeFiles } from "../history/observe-files";
import { complain } from "../text/print";
import { terminal } from "../text/terminal";
import { assertForms, type HistoryForms, reportAbout, showHistory } from "./history-forms";

export type HistoryOptions = HistoryForms;

/**
 * Says what the configuration would have made of events that were.
 *
 * @returns the exit code: 1 if something could not be read
 */
export async function history(
  configuration: string,
  places: readonly string[],
  options: HistoryOptions,
): Promise<number> {
  assertForms(options);
  const organization = loadOrganization(configuration);
  const observer = await observeFiles(places, organization.detections);
  const result = await historyOf(observer.observations(), organization);
  const { problems } = result.seen;
  for (const { place, problem } of problems) complain(terminal`${place}: ${problem}`);
  showHistory(result, reportAbout(configuration, organization), options);
  return problems.length > 0 ? 1 : 0;
}
