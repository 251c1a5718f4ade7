import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { ConfigError } from "../config/files/problem";
import { configurationFile as configuration } from "../config/files/configuration-file";
import type { AffectedFormat } from "./affected";
import type { CostFormat } from "./cost";
import type { DiffFormat } from "./diff";
import { addDiscoverCommand } from "./discover-command";
import type { DoctorOptions } from "./doctor";
import type { DrillOptions } from "./drill";
import type { HistoryOptions } from "./history";
import type { InitOptions } from "./init";
import type { LearnOptions } from "./learn";
import { version } from "./package-root";
import { addPlaceOptions } from "./place-options";
import type { DeployOptions, DestroyOptions } from "./rollout-options";
import type { TestOptions } from "./test-events";
import { lines, terminal } from "../text/terminal";
import { complain, print } from "../text/print";
import { UsageError } from "./usage-error";

/**
 * Runs the command as it was typed, and says with which code the process should end. Nothing of the process but its streams
 * is touched, so tests run it without one of their own.
 *
 * @param args what stands behind `secretwatch`
 */
export async function run(args: readonly string[]): Promise<number> {
  const outcome: Outcome = { exitCode: 0 };
  try {
    await commandLine(outcome).parseAsync(args, { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    // The parser has said already what is wrong, or shown the help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof ConfigError) && !(error instanceof UsageError)) throw error;
    complain(error.report);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** What the command that ran has to say of it. */
interface Outcome {
  exitCode: number;
}

/** Commands are loaded when they run: --help should not wait for the provider's bindings. */
function commandLine(outcome: Outcome): Command {
  const program = new Command("secretwatch")
    .description("Terraform for every account of an AWS Organization, so that whoever reads a secret is seen.")
    .version(version())
    .addHelpText(
      "after",
      `
The configuration is organization.yaml, or the file that the environment variable ORGANIZATION names.

Exit codes:
  0  done
  1  the configuration, a pattern or an event file has problems, synth then wrote nothing; a stack failed or was not approved
  2  the command line is wrong
  3  diff: a change needs an acknowledgement
  10  learn --check: there is something to propose; discover --check: something is new, closed, moved or renamed
  drill: 0 every read came, 10 some did not
  doctor: 0 healthy, 10 something is weak or could not be found out, 20 something is blind
  20  deploy --auto-approve: something dangerous was not applied
  130  interrupted by Ctrl-C; what history says is of what was read until then, and deploy and destroy say what is done
  plan-summary: 0 nothing changes, 10 something changes, 20 something dangerous does`,
    );
  addConfigurationCommands(program, outcome);
  addDetectionCommands(program, outcome);
  addHistoryCommands(program, outcome);
  addReviewCommands(program, outcome);
  addAwsCommands(program, outcome);
  addDrill(program, outcome);
  addRolloutCommands(program, outcome);
  for (const command of [program, ...program.commands]) {
    command
      .showHelpAfterError("(secretwatch --help shows what there is)")
      .exitOverride()
      .configureOutput({
        writeOut: (help) => {
          print(lines(help));
        },
        // What was typed is in it.
        outputError: (error) => {
          complain(terminal`${error.trimEnd()}`);
        },
      });
  }
  return program;
}

/** What is made of the configuration, and what is said of it. */
function addConfigurationCommands(program: Command, outcome: Outcome): void {
  program
    .command("init")
    .description("begin in a directory: write organization.yaml, cdktf.json and .gitignore, and say what to do next")
    .addOption(new Option("--workflows <where>", "also write the workflows of a pipeline").choices(["github"]))
    .action(async (options: InitOptions) => {
      const { init } = await import("./init");
      init(".", options);
    });

  addDiscoverCommand(program, async (options) => {
    const { discover } = await import("./discover");
    outcome.exitCode = await discover(configuration(), options);
  });

  program
    .command("synth")
    .description("write the Terraform JSON of every account, and say what it does")
    .addOption(new Option("-o, --output <directory>", "where to write").default("cdktf.out").env("CDKTF_OUTDIR"))
    .option("-q, --quiet", "print nothing but problems and notes")
    .action(async ({ output, quiet = false }: { output: string; quiet?: boolean }) => {
      const { synth } = await import("./synth");
      synth(configuration(), output, quiet);
    });

  program
    .command("check")
    .description("check the configuration, write nothing, and say how much of the quotas it uses")
    .option("--json", "for machines")
    .action(async ({ json = false }: { json?: boolean }) => {
      const { check } = await import("./check");
      check(configuration(), json);
    });

  program
    .command("schema")
    .description("print the JSON Schema of organization.yaml, for editors")
    .option("--included", "of the files that it includes")
    .action(async ({ included = false }: { included?: boolean }) => {
      const { schema } = await import("./schema");
      schema(included);
    });
}

/** What detections mean and see. */
function addDetectionCommands(program: Command, outcome: Outcome): void {
  program
    .command("explain")
    .description("say what a detection means, in the language of each engine, with its examples")
    .argument("[detection]", "its id")
    .option("--all", "every detection")
    .option("--json", "a list for machines: id, title, severity, family, each form, and why one is missing")
    .action(async (id: string | undefined, options: { all?: boolean; json?: boolean }) => {
      const { explain } = await import("./explain");
      explain(configuration(), id, options);
    });

  const test = program
    .command("test")
    .description("run the detections over CloudTrail events, say which fire, and whose reads are expected")
    .argument(
      "<events...>",
      "files, directories or s3://bucket/prefix: CloudTrail's files, or what a command printed that has its records; .gz as well",
    )
    .option("--why", "also say why detections about such an event do not fire")
    .option(
      "--json",
      "one object a line for every event: file, index, eventID, eventSource, eventName, detections, read",
    )
    .action(async (locations: string[], options: TestOptions) => {
      const { testEvents } = await import("./test-events");
      outcome.exitCode = await testEvents(configuration(), locations, options);
    });
  addPlaceOptions(test);

  program
    .command("lint")
    .description("check CloudWatch Logs filter patterns: syntax, quotas, and what can't match or is not documented")
    .argument("<pattern...>", "filter patterns, each in quotes")
    .option("--json", "for machines")
    .action(async (patterns: string[], { json = false }: { json?: boolean }) => {
      const { lintPatterns } = await import("./lint-pattern");
      outcome.exitCode = lintPatterns(patterns, json);
    });
}

function numberOfDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return Number(text);
}

/** What events that were say of the configuration. */
function addHistoryCommands(program: Command, outcome: Outcome): void {
  const history = program
    .command("history")
    .description("say who read what in CloudTrail events, and what people would have been told of it")
    .argument("[places...]", "files, directories, globs or s3://bucket/prefix of CloudTrail events; .gz as well")
    .option("--athena", "ask Athena for what is in the archive, where archive.athena is deployed")
    .option("--yes", "agree to what Athena costs")
    .option("--base <base>", "git ref, directory or file of a configuration: say what changes against it")
    .option("--html <file>", "write a report: one page that needs neither a network nor a script")
    .option("--json <file>", "write all of it for machines; - for standard output")
    .option("--csv <file>", "write who reads what, a row for each; - for standard output")
    .action(async (places: string[], options: HistoryOptions) => {
      const { history } = await import("./history");
      outcome.exitCode = await history(configuration(), places, options);
    });
  addPlaceOptions(history);

  const learn = program
    .command("learn")
    .description("propose expected readers and watched secrets from CloudTrail events, as a patch of the configuration")
    .argument("<places...>", "files, directories, globs or s3://bucket/prefix of CloudTrail events; .gz as well")
    .addOption(
      new Option("--fewest-days <number>", "days with reads that make a reader one to expect")
        .argParser(numberOfDays)
        .default(3),
    )
    .option("--write", "change the files")
    .option("--check", "exit code 10 if there is something to propose")
    .option("--json", "for machines")
    .action(async (places: string[], options: LearnOptions) => {
      const { learn } = await import("./learn");
      outcome.exitCode = await learn(configuration(), places, options);
    });
  addPlaceOptions(learn);
}

/** What a change does. */
function addReviewCommands(program: Command, outcome: Outcome): void {
  program
    .command("diff")
    .description("say what changes against another version of the configuration, and what stops being watched")
    .argument("<base>", "git ref, directory or file")
    .option("--json", "for machines")
    .addOption(
      new Option("--format <format>", "how to print it; markdown fits in a comment")
        .choices(["text", "markdown", "json"])
        .default("text"),
    )
    .action(async (base: string, { json = false, format }: { json?: boolean; format: DiffFormat }) => {
      const { diff } = await import("./diff");
      outcome.exitCode = diff(base, json ? "json" : format);
    });

  program
    .command("affected")
    .description("list the stacks that differ from those of another version, wave by wave, for a pipeline")
    .requiredOption("--base <base>", "git ref, directory or file")
    .addOption(new Option("--format <format>", "how to print it").choices(["json", "github", "text"]).default("json"))
    .action(async ({ base, format }: { base: string; format: AffectedFormat }) => {
      const { affected } = await import("./affected");
      affected(base, format);
    });

  program
    .command("cost")
    .description(
      "say what the configuration costs a month, by feature, account and region, and what would make it cheaper",
    )
    .option("--base <base>", "git ref, directory or file: also say what changes against it")
    .addOption(
      new Option("--events <number>", "management events of the organization in a month").argParser(wholeNumber),
    )
    .option("--history <file>", "what secretwatch history --json wrote: a month like that")
    .addOption(
      new Option("--searches <number>", "how often history --athena asks for a month's events").argParser(wholeNumber),
    )
    .option("--json", "for machines")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "markdown", "json"]).default("text"))
    .action(async ({ json = false, format, ...options }: CostCommand) => {
      const { cost } = await import("./cost");
      cost({ format: json ? "json" : format, ...options });
    });

  program
    .command("plan-summary")
    .description("sum up Terraform plans of many stacks as one comment for a pull request")
    .argument("<plans...>", "what terraform show -json printed: <stack>.json or <stack>/plan.json; directories; globs")
    .option("--organization <id>", "the own organization; without it, the one that most policies name")
    .option("--json", "for machines")
    .action(async (locations: string[], options: { json?: boolean; organization?: string }) => {
      const { planSummary } = await import("./plan-summary");
      outcome.exitCode = await planSummary(locations, options);
    });
}

/** What is asked of AWS itself. */
function addAwsCommands(program: Command, outcome: Outcome): void {
  program
    .command("doctor")
    .description("say what is wrong with what is deployed and with what it needs, the worst first, and what mends it")
    .option("--before", "look only at what has to be so before the first deployment")
    .option("--account <account>", "name or id; several times for several", several)
    .option("--wave <wave>", "stacks of a wave; several times for several", several)
    .option("--stack <stack>", "several times for several", several)
    .option("--role <name>", "role that reads, in accounts that are not the caller's")
    .option("--from <directory>", "look at answers that were saved there; AWS is not asked")
    .option("--save <directory>", "keep what AWS answers there, a new or empty directory")
    .option("--json", "for machines")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "markdown", "json"]).default("text"))
    .action(async ({ json = false, format, ...options }: DoctorOptions & { readonly json?: boolean }) => {
      const { doctor } = await import("./doctor");
      outcome.exitCode = await doctor({ format: json ? "json" : format, ...options });
    });
}

function addDrill(program: Command, outcome: Outcome): void {
  program
    .command("drill")
    .description(
      "the fire alarm test: make a marked read in every account and region, and say which came to the journal",
    )
    .option("--account <account>", "name or id; several times for several", several)
    .option("--wave <wave>", "accounts of a wave; several times for several", several)
    .option("--region <region>", "several times for several", several)
    .addOption(
      new Option("--wait <minutes>", "how long a read is waited for").argParser(wholeNumberTo(1440)).default(15),
    )
    .option("--notify", "let it go the whole way to people, worded as a drill")
    .option("--decoy", "read decoys, of which people are always told")
    .option("--yes", "agree to that")
    .option(
      "--role <name>",
      "role that asks the journal and looks where reads were lost, in accounts that are not the caller's",
    )
    .addOption(new Option("--parallel <number>", "reads at a time").argParser(wholeNumberTo(100)).default(20))
    .option("--json", "for machines")
    .action(async (options: DrillOptions) => {
      const { drill } = await import("./drill");
      outcome.exitCode = await drill(options);
    });
}

/** What changes accounts. */
function addRolloutCommands(program: Command, outcome: Outcome): void {
  const rollout = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument("[stacks...]", "names, or patterns with *; the stack pipeline by its name alone")
      .option("--wave <wave>", "only stacks of this wave; may be given several times", several, [])
      .option(
        "--account <account>",
        "only stacks of this account, by its id or name; may be given several times",
        several,
        [],
      )
      .addOption(
        new Option("--parallel <number>", "stacks of a wave at the same time").argParser(wholeNumberTo(99)).default(4),
      )
      .addOption(new Option("-o, --output <directory>", "where synth writes").default("cdktf.out").env("CDKTF_OUTDIR"));

  rollout("deploy", "write the stacks, plan and apply them with Terraform, wave by wave, and ask before each wave")
    .option("--plan-only", "apply nothing")
    .option("--plans <directory>", "keep the plans: <stack>/plan, plan.json, lock.hcl")
    .option(
      "--reviewed <directory>",
      "plans that were kept and reviewed: apply what says the same now, and refuse the rest; asks nobody",
    )
    .option("--plan-role", "plan with the role pipeline.planRoleName, and take the deploy role only to apply")
    .option("--auto-approve", "ask nobody; what is dangerous is not applied then")
    .option("--allow-dangerous", "with --auto-approve: apply also what is dangerous")
    .option("--no-lock", "do not lock the state while it is planned, where only reading is allowed")
    .action(async (stacks: string[], options: DeployOptions) => {
      const { deploy } = await import("./deploy");
      outcome.exitCode = await deploy(configuration(), stacks, options);
    });

  rollout("destroy", "destroy stacks with Terraform, in the opposite order, if all of them can be")
    .option("--auto-approve", "ask nobody")
    .action(async (stacks: string[], options: DestroyOptions) => {
      const { destroy } = await import("./deploy");
      outcome.exitCode = await destroy(configuration(), stacks, options);
    });
}

function several(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word];
}

interface CostCommand {
  readonly json?: boolean;
  readonly format: CostFormat;
  readonly base?: string;
  readonly events?: number;
  readonly history?: string;
}

function wholeNumberTo(most: number): (typed: string) => number {
  return (typed) => {
    const number = wholeNumber(typed);
    if (number < 1 || number > most) throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
    return number;
  };
}

function wholeNumber(typed: string): number {
  if (!/^\d{1,15}$/.test(typed)) throw new InvalidArgumentError("It is a whole number, as 5000000.");
  return Number(typed);
}
