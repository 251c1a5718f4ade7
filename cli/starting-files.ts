import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { INSTALLED, packageRoot } from "./package-root";

export interface Beginning {
  /** Whether GitHub's workflows are wanted. */
  readonly workflows: boolean;
  /** Home region. @default - that of the example */
  readonly region?: string;
  /** Owner and name of the repository at GitHub. @default - that of the example */
  readonly repository?: string;
}

/** What a repository begins with: the content of each file by its path. */
export function startingFiles(beginning: Beginning): ReadonlyMap<string, string> {
  return new Map([
    ["organization.yaml", organization(beginning)],
    ["cdktf.json", cdktf()],
    [".gitignore", ["node_modules/", ...outputs, ""].join("\n")],
    ...(beginning.workflows ? workflowFiles() : []),
  ]);
}

/** What commands write and nobody commits: state and plans say more than their repository. */
const outputs = [
  ...["cdktf.out/", "terraform-state/", "terraform.*.tfstate*", ".terraform/", "*.log"],
  ...["/plans/", "/comments/"],
];

function organization({ region, repository }: Beginning): string {
  const text = readFileSync(path.join(packageRoot, "examples", "starter", "organization.yaml"), "utf8")
    .replace("$schema=../../schema/", `$schema=./${INSTALLED}/schema/`)
    .replaceAll(" docs/", ` ${INSTALLED}/docs/`);
  const placed = region === undefined ? text : text.replaceAll("eu-west-1", region);
  return repository === undefined ? placed : placed.replaceAll("repo:acorn/cloud:", `repo:${repository}:`);
}

/** Of what is installed, or none: npx would otherwise fetch whatever has that name. */
function cdktf(): string {
  const settings = {
    language: "typescript",
    app: "npx --no secretwatch synth --quiet",
    projectId: randomUUID(),
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: {},
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The scripts stay in the package, so that an update of it is one of them, too. */
function workflowFiles(): readonly (readonly [string, string])[] {
  const github = path.join(packageRoot, "examples", "github");
  const workflows = readdirSync(path.join(github, "workflows")).map((name) => path.posix.join("workflows", name));
  return [
    [".nvmrc", "24\n"],
    ...[...workflows.sort(), "zizmor.yml"].map((file): readonly [string, string] => [
      path.posix.join(".github", file),
      readFileSync(path.join(github, file), "utf8").replaceAll(
        ".github/scripts/",
        `${INSTALLED}/examples/github/scripts/`,
      ),
    ]),
  ];
}
