import { print } from "../text/print";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import { foundRegion, foundRepository } from "./found-settings";
import { startingFiles } from "./starting-files";
import { documentation } from "./package-root";
import { writeNew } from "./write-new";

export interface InitOptions {
  /** Also write the workflows of a pipeline. @default - none */
  readonly workflows?: "github";
}

/**
 * Writes what a repository needs to begin with into a directory, and says what to do next.
 *
 * @throws UsageError if one of the files is there already, or can't be written: nothing is written then
 */
export function init(directory: string, { workflows }: InitOptions): void {
  const region = foundRegion(process.env);
  const repository = foundRepository(directory);
  const files = startingFiles({ workflows: workflows !== undefined, region, repository });
  writeNew(directory, files);
  print(
    joined(
      [
        painted("bold", "Written"),
        ...summarized([...files.keys()]).map((file) => terminal`  ${file}`),
        ...(region === undefined ? [] : [terminal`  with the home region ${region} of your AWS settings`]),
        "",
        painted("bold", "Next"),
        ...nextSteps(workflows !== undefined).map((step, index) => terminal`  ${index + 1}. ${step}`),
      ],
      "\n",
    ),
  );
}

/** Workflows in one line: nobody reads their names. */
function summarized(files: readonly string[]): readonly string[] {
  const workflows = files.filter((file) => file.startsWith(".github/"));
  return [
    ...files.filter((file) => !workflows.includes(file)),
    ...(workflows.length === 0 ? [] : [`.github/ (${workflows.length} files)`]),
  ];
}

function nextSteps(workflows: boolean): readonly TerminalText[] {
  return [
    terminal`See what becomes of the example: npx secretwatch synth`,
    terminal`Put your own ids and addresses into organization.yaml, and delete the line example: true. Or have them written: move the file away and run npx secretwatch discover`,
    terminal`See what is left to do there, until nothing is: npx secretwatch check`,
    terminal`Create the deploy role and the other prerequisites: ${documentation("deploying.md")}`,
    ...(workflows
      ? [terminal`Set up the repository and the pipeline's roles: ${documentation("pipelines.md")}`]
      : [terminal`Deploy: npx secretwatch deploy, which shows what it is going to do and asks; or plain Terraform`]),
    terminal`Commit all of it, with package.json and package-lock.json.`,
  ];
}
