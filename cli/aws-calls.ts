import path from "node:path";

import type { AwsCalls } from "../aws/calls";
import { LiveCalls } from "../aws/live-calls";
import { type SavedAnswer, SavedAnswers } from "../aws/saved-answers";
import { readRegularFile, UnreadableFile } from "../config/files/regular-file";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/** Answers of one account and region with ten thousands of secrets. */
const MOST_BYTES = 256 * 1024 ** 2;

/**
 * AWS as it was saved in a directory.
 *
 * @throws UsageError, when asked for an answer that is no JSON
 */
export function savedIn(directory: string): AwsCalls {
  return new SavedAnswers((answer): SavedAnswer | undefined => {
    const file = path.join(directory, answer);
    try {
      return JSON.parse(readRegularFile(file, MOST_BYTES).toString("utf8")) as SavedAnswer;
    } catch (error) {
      if (error instanceof UnreadableFile && error.isMissing) return undefined;
      if (error instanceof UnreadableFile) throw new UsageError(terminal`--from: ${file} ${error.message}.`);
      if (error instanceof SyntaxError) throw new UsageError(terminal`--from: ${file} is no JSON: ${error.message}.`);
      throw error;
    }
  });
}

export interface CallOptions {
  /** Directory of saved answers, in place of AWS. */
  readonly from?: string;
  /** Name of the role in other accounts. */
  readonly role?: string;
  readonly externalId?: string;
  /** Calls that are made at a time. */
  readonly parallel?: number;
}

/**
 * AWS, as a command is to ask it.
 *
 * @param command by whose name its calls are recorded
 * @param region in which it is asked what is the same in all
 */
export function callsOf(
  { from, role, externalId, parallel }: CallOptions,
  { command, region, signal }: { readonly command: string; readonly region: string; readonly signal: AbortSignal },
): AwsCalls {
  if (from !== undefined) return savedIn(from);
  return new LiveCalls({ region, role, externalId, parallel, signal, sessionName: `secretwatch-${command}` });
}
