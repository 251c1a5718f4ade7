import { readConfigFiles } from "../config/files/config-files";
import { ConfigError } from "../config/files/problem";
import { loadOrganization } from "../config/load-organization";
import type { History } from "../history/history";
import { historyOf } from "../history/history-of";
import { observeFiles } from "../history/observe-files";
import { fileEdits, type FileEdit } from "../learn/file-edits";
import { hiddenBy } from "../learn/hidden";
import { propose } from "../learn/propose";
import { patchText } from "../text/patch";
import { complain, print } from "../text/print";
import { json, terminal } from "../text/terminal";
import { learnedJson, learnedText, type LearnedReport } from "./learned-text";
import { replaceFiles } from "./replace-files";
import { UsageError } from "./usage-error";

export interface LearnOptions {
  /** Days with reads that make a reader one to expect. */
  readonly days: number;
  /** Change the files. */
  readonly write?: boolean;
  /** End with an exit code of its own if there is something to propose. */
  readonly check?: boolean;
  readonly json?: boolean;
}

/** With --check: there is something to propose. */
const PROPOSALS = 10;

/**
 * Proposes expected readers from events that were, as a patch of the configuration.
 *
 * @returns the exit code: 1 if something could not be read; `PROPOSALS`
 */
export async function learn(configuration: string, places: readonly string[], options: LearnOptions): Promise<number> {
  const organization = loadOrganization(configuration);
  const observer = await observeFiles(places, organization.detections);
  const history = await historyOf(observer.observations(), organization);
  for (const { place, problem } of history.seen.problems) complain(terminal`${place}: ${problem}`);

  const { proposals, leftOut } = propose(history, organization, options.days);
  const { edits, byHand } = fileEdits(readConfigFiles(configuration).documents, proposals);
  checkEdited(configuration, edits);
  const written = options.write === true && edits.length > 0 && write(configuration, history, edits);
  const report: LearnedReport = {
    ...{ history, leftOut, edits, byHand, written },
    hidden: hiddenBy(proposals, history.days),
  };
  if (options.json === true) print(json(learnedJson(report), 2));
  else {
    print(learnedText(report));
    if (edits.length > 0) print(patchText(edits.map(({ diff }) => diff).join("")));
  }
  if (!isWhole(history)) return 1;
  return options.check === true && proposals.length > 0 && !written ? PROPOSALS : 0;
}

/** Who did what is not known may have done what keeps him from being proposed. */
function isWhole({ seen }: History): boolean {
  return seen.isWhole && seen.problems.length === 0;
}

/** What is proposed is a correct configuration. @throws ConfigError */
function checkEdited(configuration: string, edits: readonly FileEdit[]): void {
  const texts = new Map(edits.map(({ place, after }) => [place, after]));
  try {
    loadOrganization(configuration, undefined, undefined, texts);
  } catch (error) {
    if (error instanceof ConfigError) complain(terminal`With what was learned the configuration would have problems:`);
    throw error;
  }
}

function write(configuration: string, history: History, edits: readonly FileEdit[]): boolean {
  if (!isWhole(history)) {
    throw new UsageError(
      terminal`Not all events could be read, and what is missing may change what is proposed. Nothing was written.`,
    );
  }
  const problems: ConfigError[] = [];
  const isWritten = replaceFiles(edits, () => {
    try {
      loadOrganization(configuration);
      return true;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(error);
      return false;
    }
  });
  if (problems[0] !== undefined) throw problems[0];
  return isWritten;
}
