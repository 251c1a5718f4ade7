import { AnswerDirectory } from "../aws/answer-directory";
import type { AwsCalls } from "../aws/calls";
import { KeptAnswers } from "../aws/kept-answers";
import { LiveCalls, type LiveCallsProps } from "../aws/live-calls";
import { SavedAnswers } from "../aws/saved-answers";
import { UnreadableFile } from "../config/files/regular-file";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

export interface CallOptions {
  /** Directory of saved answers, in place of AWS. */
  readonly from?: string;
  /** Directory in which answers are kept. @default - none is kept */
  readonly save?: string;
  /** Name of the role in accounts that are not the caller's. @default - other accounts can't be asked */
  readonly role?: string;
  /** That the roles' trust policies ask for. @default - none */
  readonly externalId?: string;
  /** Calls that are made at a time. */
  readonly parallel?: number;
}

/** Who asks, and what for. */
export interface Asking {
  /** By whose name its calls are recorded. */
  readonly command: string;
  /** In which it is asked what is the same in all. */
  readonly region: string;
  readonly signal: AbortSignal;
  /** @default - AWS is asked */
  readonly managementAccountId?: string;
  /**
   * Whether what counts is how AWS is at one time: then answers that were kept before are not taken for those of now.
   * @default false - a run that was ended early goes on where it was
   */
  readonly isOfOneTime?: boolean;
}

/** AWS, as somebody asks it who gives these. */
export type Live = (props: LiveCallsProps) => AwsCalls;

/** AWS as a command asks it. */
export interface AskedCalls {
  readonly calls: AwsCalls;
  /** What is wrong with answers in files; filled as they are read. */
  readonly problems: ReadonlySet<string>;
  /** When AWS is asked, or was. Milliseconds since 1970. */
  readonly now: number;
}

/** Where it is written when AWS was asked, in a directory of answers. */
const ASKED_AT = "asked-at.json";

/**
 * AWS, or what was saved of it.
 *
 * @param ask @default - AWS itself
 * @throws UsageError if a directory can't be used
 */
export function callsOf(
  { from, save, ...who }: CallOptions,
  { isOfOneTime = false, ...asking }: Asking,
  ask: Live = (props) => new LiveCalls(props),
): AskedCalls {
  const now = Date.now();
  if (from !== undefined) {
    if (save !== undefined) throw new UsageError(terminal`Take --from or --save, not both.`);
    const directory = opened("--from", from, () => new AnswerDirectory(from));
    const asked = opened("--from", from, () => directory.read(ASKED_AT)) as { readonly at?: number } | undefined;
    const calls = new SavedAnswers((path) => directory.read(path));
    return { calls, problems: calls.problems, now: asked?.at ?? now };
  }
  const { command, ...place } = asking;
  const live = ask({ ...who, ...place, sessionName: `secretwatch-${command}` });
  if (save === undefined) return { calls: live, problems: new Set(), now };
  const directory = opened("--save", save, () => AnswerDirectory.made(save));
  if (isOfOneTime) beginAnswers(directory, save, now);
  const calls = new KeptAnswers(live, directory);
  return { calls, problems: calls.problems, now };
}

/** @throws UsageError if there are answers already */
function beginAnswers(directory: AnswerDirectory, place: string, now: number): void {
  opened("--save", place, () => {
    if (directory.read(ASKED_AT) === undefined) directory.write(ASKED_AT, JSON.stringify({ at: now }));
    else {
      throw new UsageError(
        terminal`${place} has answers already. Look at them with --from, or save in another directory.`,
      );
    }
  });
}

function opened<Opened>(option: string, place: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UsageError(terminal`${option}: ${place} ${error.message}.`);
  }
}
