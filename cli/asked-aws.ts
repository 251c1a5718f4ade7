import path from "node:path";

import type { AwsCalls } from "../aws/calls";
import { LiveCalls } from "../aws/live-calls";
import { type SavedAnswer, SavedAnswers } from "../aws/saved-answers";
import { readRegularFile, UnreadableFile } from "../config/files/regular-file";
import type { Organization } from "../organization/organization";
import { decoded } from "../text/decoded";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

export interface AskingOptions {
  /** Directory with what the aws CLI printed. @default - AWS is asked */
  readonly from?: string;
  /** Name of the role that reads, in accounts that are not the caller's. @default - other accounts can't be asked */
  readonly role?: string;
}

/** AWS, or what was saved of it. */
export function askedAws(
  { homeRegion, management }: Organization,
  { from, role }: AskingOptions,
  signal: AbortSignal,
): AwsCalls {
  if (from !== undefined) return new SavedAnswers((place) => savedAt(path.join(from, place)));
  return new LiveCalls({
    region: homeRegion,
    ...(role === undefined ? {} : { role }),
    sessionName: "secretwatch-doctor",
    managementAccountId: management.id,
    signal,
  });
}

/** Lists of large accounts have some MB. */
const MOST_BYTES = 256 * 1024 ** 2;

function savedAt(file: string): SavedAnswer | undefined {
  try {
    return JSON.parse(decoded(readRegularFile(file, MOST_BYTES))) as SavedAnswer;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(terminal`${file} is not JSON: ${error.message}`);
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
