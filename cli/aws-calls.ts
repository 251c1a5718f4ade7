import { AnswerDirectory } from "../aws/answer-directory";
import type { AwsCalls } from "../aws/calls";
import { KeptAnswers } from "../aws/kept-answers";
import { LiveCalls } from "../aws/live-calls";
import { SavedAnswers } from "../aws/saved-answers";
import { UnreadableFile } from "../config/files/regular-file";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

export interface CallOptions {
  /** Directory of saved answers, in place of AWS. */
  readonly from?: string;
  /** Directory in which answers are kept, so that nothing is asked twice. @default - none is kept */
  readonly save?: string;
  /** Name of the role in accounts that are not the caller's. @default - other accounts can't be asked */
  readonly role?: string;
  /** That the roles' trust policies ask for. @default - none */
  readonly externalId?: string;
  /** Calls that are made at a time. */
  readonly parallel?: number;
}

/** AWS as a command asks it, and what is wrong with answers in files. */
export interface AskedCalls {
  readonly calls: AwsCalls;
  readonly problems: ReadonlySet<string>;
}

/**
 * AWS, or what was saved of it.
 *
 * @param command by whose name its calls are recorded
 * @param region in which it is asked what is the same in all
 * @throws UsageError if a directory can't be used
 */
export function callsOf(
  { from, save, role, externalId, parallel }: CallOptions,
  { command, region, signal }: { readonly command: string; readonly region: string; readonly signal: AbortSignal },
): AskedCalls {
  if (from !== undefined) {
    const directory = opened("--from", from, (place) => new AnswerDirectory(place));
    const calls = new SavedAnswers((path) => directory.read(path));
    return { calls, problems: calls.problems };
  }
  const live = new LiveCalls({ region, role, externalId, parallel, signal, sessionName: `secretwatch-${command}` });
  if (save === undefined) return { calls: live, problems: new Set() };
  const calls = new KeptAnswers(
    live,
    opened("--save", save, (place) => AnswerDirectory.made(place)),
  );
  return { calls, problems: calls.problems };
}

function opened(option: string, place: string, open: (place: string) => AnswerDirectory): AnswerDirectory {
  try {
    return open(place);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UsageError(terminal`${option}: ${place} ${error.message}.`);
  }
}
