import type { z } from "zod";

import { MOST_PLANNED_DAYS, plannedTimePattern } from "../../organization/planned-time";
import { plannedReader, plannedParameter, plannedSecret } from "./member";
import { list, must, section, set, text, word } from "./values";

/** All of them are in the composer's definition, which may have 1 MiB beside thousands of accounts. */
const MOST_ENTRIES = 20;
const MOST_NAMED = 20;

// Whether it is one that a calendar has is for the checks.
const time = (what: string) =>
  text(
    `${what} is a date, a time at a quarter of an hour, and its distance from UTC`,
    `For example: ${what}: 2026-03-01T20:00+01:00, or with Z at its end for UTC.`,
    plannedTimePattern,
  );

const some = <Item extends z.ZodType>(what: string, item: Item) =>
  set(what, item)
    .min(1, must(`${what} has at least one entry`, "Leave it out if it is not about any."))
    .max(MOST_NAMED, must(`${what} has at most ${MOST_NAMED} entries`, "Write a path or a star at the end for several."));

const plannedWork = section("planned work", {
  reason: text(
    "reason is a line of 10 to 200 characters",
    "Say in a sentence what is done and where it is written down, for whoever reads the digest.",
    /^(?=.{10,200}$)[^\p{C}\s][^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\s]$/u,
  ).describe("What is done, in 10 to 200 characters on a line: digests and programs have it, and it answers `npx secretwatch diff`."),
  from: time("from").describe("When it begins: a date and a quarter of an hour with its distance from UTC, 2026-03-01T20:00+01:00."),
  until: time("until").describe(
    `When it ends, in the same form: at most ${MOST_PLANNED_DAYS} days later. By the time of the read, whenever the entry is removed.`,
  ),
  accounts: some("accounts", word("accountName", "accounts are names of accounts of this file", "Write the name of the account, not its id."))
    .optional()
    .describe("Names of the accounts in which the reads are. Default: every account."),
  readers: some("readers", plannedReader)
    .optional()
    .describe(
      "Who reads: role/NAME or user/NAME of the account in which the secret is, also with * at the end, an IAM role or user ARN, or service/NAME.amazonaws.com. Default: whoever it is.",
    ),
  secrets: some("secrets", plannedSecret)
    .optional()
    .describe("Which secrets: names, or paths, as prod/payments/*, for all below them. Default: all, unless parameters has some."),
  parameters: some("parameters", plannedParameter)
    .optional()
    .describe("Which parameters: names, or paths, as /prod/payments/*, for all below them. Default: all, unless secrets has some."),
});

/** Reads that people are told of in the digest alone. */
export const silence = list("silence", plannedWork)
  .max(MOST_ENTRIES, must(`silence has at most ${MOST_ENTRIES} entries`, "Remove those that have ended."))
  .describe(
    "Planned work: unexpected reads that people are told of in the digest alone, with the reason, while it lasts. It ends by itself, and covers no decoys, no reads that were refused and none from an unexpected place. At least one of accounts, readers, secrets and parameters is needed.",
  );
