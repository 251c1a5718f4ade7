import { AnswerDirectory } from "../aws/answer-directory";
import type { AwsCalls } from "../aws/calls";
import { KeptAnswers } from "../aws/kept-answers";
import { LiveCalls } from "../aws/live-calls";
import { SavedAnswers } from "../aws/saved-answers";
import { UnreadableFile } from "../config/files/regular-file";
import type { Organization } from "../organization/organization";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

export interface AskingOptions {
  /** Directory with what the aws CLI printed, or what `save` wrote. @default - AWS is asked */
  readonly from?: string;
  /** Directory in which answers are kept. @default - they are not */
  readonly save?: string;
  /** Name of the role that reads, in accounts that are not the caller's. @default - other accounts can't be asked */
  readonly role?: string;
}

/** Where it is written when AWS was asked, in a directory of answers. */
const ASKED_AT = "asked-at.json";

export interface AskedAws {
  readonly calls: AwsCalls;
  /** When AWS is asked, or was. Milliseconds since 1970. */
  readonly now: number;
}

/**
 * AWS, or what was saved of it.
 *
 * @throws UsageError if there is no such directory, or answers are in the one that is to have new ones
 */
export function askedAws(
  { homeRegion, management }: Organization,
  { from, save, role }: AskingOptions,
  signal: AbortSignal,
): AskedAws {
  if (from !== undefined && save !== undefined) throw new UsageError(terminal`Take --from or --save, not both.`);
  if (from !== undefined) {
    const directory = opened(from, () => new AnswerDirectory(from));
    const at = opened(from, () => directory.read(ASKED_AT)) as { readonly at?: number } | undefined;
    return { calls: new SavedAnswers((path) => directory.read(path)), now: at?.at ?? Date.now() };
  }
  const calls = new LiveCalls({
    region: homeRegion,
    ...(role === undefined ? {} : { role }),
    sessionName: "secretwatch-doctor",
    managementAccountId: management.id,
    signal,
  });
  const now = Date.now();
  if (save === undefined) return { calls, now };
  const directory = opened(save, () => AnswerDirectory.made(save));
  // What is kept is not asked again: it would be taken for what AWS is like now.
  if (opened(save, () => directory.read(ASKED_AT)) !== undefined) {
    throw new UsageError(
      terminal`${save} has answers already. Look at them with --from, or save in another directory.`,
    );
  }
  opened(save, () => {
    directory.write(ASKED_AT, JSON.stringify({ at: now }));
  });
  return { calls: new KeptAnswers(calls, directory), now };
}

function opened<Opened>(name: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(terminal`${name} ${error.message}`);
    throw error;
  }
}
