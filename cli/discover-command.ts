import { type Command, InvalidArgumentError, Option } from "commander";

import { accountIdPattern } from "../organization/organization";
import { regionPattern } from "../organization/regions";
import type { DiscoverOptions } from "./discover";

/** Adds `discover` to the command line. @param act gets the options as they were typed */
export function addDiscoverCommand(program: Command, act: (options: DiscoverOptions) => Promise<void>): void {
  const one = (flags: string, description: string, check: (text: string) => string) =>
    new Option(flags, description).argParser(check);
  const several = (flags: string, description: string, check = (text: string) => text) =>
    new Option(flags, description).argParser<readonly string[] | undefined>((text, before = []) => [
      ...before,
      check(text),
    ]);
  const id = fitting((text) => accountIdPattern.test(text), "It is the id of an account, 12 digits.");
  const region = fitting((text) => regionPattern.test(text), "It is the code of a region, as eu-west-1.");
  const part = fitting(
    (text) => /^(\d{12}|ou-[a-z0-9]+-[a-z0-9]+)$/.test(text),
    "It is the id of an account or a unit.",
  );
  program
    .command("discover")
    .description("write the configuration of what is in the organization, or say what is new in it")
    .option("--from <directory>", "answers that were saved, in place of asking AWS")
    .addOption(
      new Option("--save <directory>", "keep answers there: a run that was ended early goes on where it was").conflicts(
        "from",
      ),
    )
    .option("--role <name>", "role to assume in accounts that are not the caller's")
    .option("--external-id <id>", "that the roles ask for")
    .addOption(new Option("--parallel <number>", "calls at a time").argParser(callsAtATime).default(20))
    .addOption(several("--email <address...>", "mail addresses of the security team"))
    .option("--owner <address>", "of accounts whose tags name none; without it, the security team's")
    .option("--owner-tag <key...>", "tags of accounts that name owners; without it, what people call them")
    .addOption(one("--home-region <region>", "where messages, alarms and the log archive are to be", region))
    .addOption(one("--security <id>", "account that the watch is to live in", id))
    .addOption(one("--log-archive <id>", "account of the log archive", id))
    .option("--state-bucket <name>", "bucket of Terraform's state")
    .addOption(several("--region <region...>", "look for secrets in these only", region))
    .option("--no-secrets", "look for none")
    .addOption(several("--without <id...>", "accounts, and units with all below, that are not to be in the file", part))
    .option("--write", "write the files, or change them")
    .option("--remove", "take out what is not there any more, too")
    .option("--check", "exit code 10 if something is new, closed, moved or renamed")
    .option("--json", "for machines")
    .action(act);
}

function fitting(isRight: (text: string) => boolean, what: string): (text: string) => string {
  return (text) => {
    if (!isRight(text)) throw new InvalidArgumentError(what);
    return text;
  };
}

function callsAtATime(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 to 999.");
  return Number(text);
}
