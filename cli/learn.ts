import path from "node:path";

import type { ConfigDocument } from "../config/files/config-document";
import { readConfigFiles } from "../config/files/config-files";
import { ConfigError } from "../config/files/problem";
import { loadOrganization } from "../config/load-organization";
import type { History } from "../history/history";
import { historyOf } from "../history/history-of";
import { acceptable } from "../learn/acceptable";
import { fileEdits, patchDirectory, type FileEdit } from "../learn/file-edits";
import { hiddenBy } from "../learn/hidden";
import type { LeftOut, Proposal } from "../learn/proposal";
import { propose } from "../learn/propose";
import { patchText } from "../text/patch";
import { complain, print } from "../text/print";
import { json, terminal } from "../text/terminal";
import { learnedJson, learnedText, type LearnedReport } from "./learned-text";
import { INTERRUPTED } from "./interruptible";
import { observePlaces, saySeen } from "./observed-places";
import { asked } from "./asked";
import type { PlaceOptions } from "./place-options";
import { replaceFiles } from "./replace-files";

export interface LearnOptions extends PlaceOptions {
  /** Days (UTC) with reads that make a reader one to expect. */
  readonly fewestDays: number;
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
 * @returns the exit code: 1 if something could not be read; `PROPOSALS`; 130 after Ctrl-C
 * @throws ConfigError with the problems of the configuration
 * @throws UsageError if a file can't be written
 */
export async function learn(configuration: string, places: readonly string[], options: LearnOptions): Promise<number> {
  const organization = loadOrganization(configuration);
  // Before the events, which may take hours: a file that is changed meanwhile is not written.
  const { documents } = readConfigFiles(configuration);
  const { detections } = organization;
  const what = asked(options, organization);
  const interrupted = terminal`Interrupted: nothing is proposed of a part of the events.`;
  const { observations, isInterrupted } = await observePlaces({ places, what, detections, interrupted });
  if (isInterrupted) return INTERRUPTED;
  const history = await historyOf(observations, organization);
  saySeen(history);

  const learned = propose(history, organization, options.fewestDays);
  const { taken: proposals, refused } = acceptable(learned.proposals, (some) =>
    isCorrect(configuration, fileEdits(documents, some).edits),
  );
  const { edits, byHand } = fileEdits(documents, proposals);
  const leftOut = [...learned.leftOut, ...refused.flatMap(leftOutAsUnfit)];
  const isToWrite = options.write === true && isWhole(history);
  const written = isToWrite && edits.length > 0 && write(configuration, edits);
  const report: LearnedReport = {
    ...{ history, leftOut, edits, byHand, written },
    hidden: hiddenBy(proposals, history),
    ...placeOf(documents),
  };
  if (options.json === true) print(json(learnedJson(report), 2));
  else {
    print(learnedText(report));
    if (edits.length > 0) print(patchText(edits.map(({ diff }) => diff).join("")));
  }
  if (!isWhole(history)) {
    if (options.write === true)
      complain(terminal`What could not be read may speak against a reader: nothing was written.`);
    return 1;
  }
  return options.check === true && proposals.length > 0 && !written ? PROPOSALS : 0;
}

/** Who did what is not known may have done what keeps him from being proposed. */
function isWhole({ seen }: History): boolean {
  return seen.isWhole && seen.problems.length === 0;
}

/** Where the patch is applied, if not here. */
function placeOf(documents: readonly ConfigDocument[]): Pick<LearnedReport, "place"> {
  const directory = patchDirectory(documents);
  return directory === process.cwd() ? {} : { place: path.relative(process.cwd(), directory) };
}

/** Whether the configuration would have no problem. */
function isCorrect(configuration: string, edits: readonly FileEdit[]): boolean {
  const texts = new Map(edits.map(({ place, after }) => [place, after]));
  try {
    loadOrganization(configuration, undefined, { texts });
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

function leftOutAsUnfit({ pairs }: Proposal): readonly LeftOut[] {
  return pairs.flatMap(({ reads }) => reads.map((each) => ({ reason: "unfit" as const, reads: each })));
}

/** @returns whether they have it; if not, a problem is thrown, and the files are as before */
function write(configuration: string, edits: readonly FileEdit[]): boolean {
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
