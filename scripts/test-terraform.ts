import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { adoption, type Stage } from "./terraform/adoption";
import { deployCommand, deployOfOne, type DeployStage } from "./terraform/deploy-command";
import { OrganizationApp } from "../stacks/organization-app";
import { exampleFile } from "./example-files";
import { EXISTING_LOG_GROUP, standIn, terraformEnvironment, writeOrganization } from "./terraform-environment";

/**
 * Runs the real Terraform, or the OpenTofu that TERRAFORM_BINARY_NAME names, on every stack of the example organization. Arguments are parts
 * of it that are to be run alone, as `parts` below names them.
 *
 * What it runs against is what Terraform's CLI configuration gives (TF_CLI_CONFIG_FILE, ~/.terraformrc):
 * - a stand-in of the AWS provider that talks to nobody, announced by AWS_PROVIDER_STAND_IN=1: the whole life of every
 *   stack, from init to destroy, and once more through the command's deploy and through the CDKTF CLI;
 * - the real provider: init and validate, which need no AWS account. It never gets credentials from here;
 * - neither Terraform nor a provider: skipped, with the reason.
 */
const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-terraform-"));
const counts = { passed: 0, failed: 0 };

const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
/** What needs a stand-in of the provider. */
const parts = {
  life: wholeLife,
  trust: trustedAccessIsChecked,
  trail: existingTrail,
  china,
  adoption: () => {
    adoption(stage(), path.join(root, exampleFile));
  },
  deploy: () => {
    deployCommand(deployStage(), { on: everythingOn(), off: unprotected() });
  },
  cdktf: cdktfCli,
  one: () => {
    deployOfOne(deployStage(), { on: everythingOn() });
  },
} satisfies Readonly<Record<string, (stacks: readonly string[]) => void>>;
/** All but what is a part of another. */
const all = Object.keys(parts).filter((name) => name !== "one");
const chosen = process.argv.slice(2);
const environment = terraformEnvironment(workspace);

try {
  main();
} finally {
  rmSync(workspace, { recursive: true });
}
if (counts.failed > 0) process.exitCode = 1;

function main(): void {
  const unknown = chosen.filter((name) => !Object.keys(parts).includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: there are ${Object.keys(parts).join(", ")}.`);
  const version = run(binary, ["version"], workspace);
  if (version.status !== 0) {
    console.log(`Skipped: ${binary} can't be run.`);
    return;
  }

  const stacks = synthesize(everythingOn(), path.join(workspace, "cdktf.out"));
  const init = terraform("management", "init");
  if (init.status !== 0) {
    console.log(`Skipped: ${binary} init got no AWS provider.\n${init.output}`);
    return;
  }
  const provider = /Installed hashicorp\/aws (v\S+)/.exec(init.output)?.[1] ?? "of an unknown version";
  console.log(
    `${version.output.split("\n")[0]} with ${standIn ? "a stand-in of the AWS provider" : "the AWS provider"} ${provider}`,
  );

  for (const stack of chosen.length > 0 && !chosen.includes("life") ? ["management"] : stacks) {
    step(`${stack}: init`, stack === "management" ? init : terraform(stack, "init"));
    step(`${stack}: validate`, terraform(stack, "validate"));
  }
  if (standIn) {
    for (const [name, part] of Object.entries(parts)) {
      if ((chosen.length === 0 ? all : chosen).includes(name)) part(stacks);
    }
  } else {
    console.log("Not run: plan, apply and destroy, which need a stand-in of the provider (AWS_PROVIDER_STAND_IN=1).");
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}

function deployStage(): DeployStage {
  return { workspace, step, run, root, untrusted: writeOrganization(path.join(workspace, "untrusted.json"), []) };
}

/** Plan, apply in order, an empty second plan, protection, and the documented way to destroy. */
function wholeLife(stacks: readonly string[]): void {
  for (const stack of stacks) {
    step(`${stack}: plan`, terraform(stack, "plan", "-out=plan"));
    step(`${stack}: apply`, terraform(stack, "apply", "plan"));
  }
  for (const stack of stacks) {
    step(`${stack}: the second plan is empty`, terraform(stack, "plan", "-detailed-exitcode"));
  }
  for (const stack of stacks) {
    const { status, output } = terraform(stack, "plan", "-destroy");
    step(`${stack}: protection refuses to destroy`, {
      status: status !== 0 && output.includes("nstance cannot be destroyed") ? 0 : 1,
      output,
    });
  }

  synthesize(unprotected(), path.join(workspace, "cdktf.out"));
  for (const stack of stacks) {
    step(`${stack}: apply without protection`, terraform(stack, "apply", "-auto-approve"));
  }
  for (const stack of [...stacks].reverse()) {
    step(`${stack}: destroy`, terraform(stack, "destroy", "-auto-approve"));
    const state = terraform(stack, "state", "list");
    step(`${stack}: nothing is left`, { ...state, status: state.output.trim() === "" ? 0 : 1 });
  }
}

function trustedAccessIsChecked(): void {
  const values = { OFFLINE_AWS_VALUES: writeOrganization(path.join(workspace, "untrusted.json"), []) };
  const { status, output } = terraformWith(values, "management", "plan");
  const said = output.replace(/[│\s]+/g, " ").includes("CloudTrail has no trusted access to the organization");
  step("management: the plan says that trusted access is missing", { status: status !== 0 && said ? 0 : 1, output });
}

/** Every stack of the example in examples/existing-trail, before any is applied. */
function existingTrail(): void {
  for (const stack of synthesize("examples/existing-trail/organization.yaml", path.join(workspace, "cdktf.out"))) {
    terraform(stack, "init");
    const plan = terraform(stack, "plan");
    if (plan.output.includes('is named "log_group_name_configuration"')) {
      console.log(`skip   existing trail, ${stack}: the stand-in is of a provider before 6.41`);
    } else step(`existing trail, ${stack}: plan`, plan);
  }
}

/** Where the management account makes the trail: a trail of our own, and from there to one that is there already. */
function china(): void {
  const outdir = path.join(workspace, "cdktf.out");
  const example = "examples/china/organization.yaml";
  const log = path.join(workspace, "china.jsonl");
  const existing = writeVariant(
    "china-existing",
    `trail: { existing: { logGroupName: ${EXISTING_LOG_GROUP} } }\n`,
    example,
  );
  for (const [what, file] of [
    ["China", example],
    ["China, existing trail", existing],
  ] as const) {
    writeFileSync(log, "");
    for (const stack of synthesize(file, outdir)) {
      terraform(stack, "init");
      step(`${what}, ${stack}: apply`, terraformWith({ OFFLINE_AWS_LOG: log }, stack, "apply", "-auto-approve"));
      step(`${what}, ${stack}: the second plan is empty`, terraform(stack, "plan", "-detailed-exitcode"));
    }
  }
  const lost = typesOf(log, "delete").filter((type) => type !== "aws_cloudwatch_log_metric_filter");
  step("China, existing trail: nothing but metric filters is destroyed", {
    status: lost.length === 0 ? 0 : 1,
    output: lost.join(" "),
  });
}

function stage(): Stage {
  return {
    workspace,
    terraform: (directory, ...args) => run(binary, args, path.join(workspace, directory)),
    synthesize: (configuration, output) => {
      synthesize(configuration, path.join(workspace, output));
    },
    step,
  };
}

function cdktfCli(): void {
  const directory = mkdtempSync(path.join(workspace, "cdktf-"));
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  const settings = JSON.parse(readFileSync(path.join(root, "cdktf.json"), "utf8")) as { app: string };
  settings.app = settings.app.replace("main.ts", path.join(root, "main.ts"));
  writeFileSync(path.join(directory, "cdktf.json"), JSON.stringify(settings));
  const log = path.join(directory, "log.jsonl");
  const cdktf = (...args: string[]) =>
    run("npx", ["cdktf", ...args], directory, {
      ORGANIZATION: unprotected(),
      OFFLINE_AWS_LOG: log,
      CI: "1",
    });

  step("cdktf deploy '*'", cdktf("deploy", "*", "--auto-approve", "--skip-provider-lock"));
  const created = existsSync(log) ? typesOf(log, "create") : [];
  const [group, trail, secret] = ["aws_cloudwatch_log_group", "aws_cloudtrail", "aws_secretsmanager_secret"].map(
    (type) => created.indexOf(type),
  ) as [number, number, number];
  const inOrder = group >= 0 && group < trail && trail < secret;
  step("cdktf deploy made security, management and members in order", {
    status: inOrder ? 0 : 1,
    output: created.join(" "),
  });
  step("cdktf destroy '*'", cdktf("destroy", "*", "--auto-approve", "--skip-provider-lock"));

  // docs/pipelines.md: the central stacks, then wave after wave.
  writeFileSync(log, "");
  const wave = (...stacks: string[]) =>
    cdktf("deploy", ...stacks, "--auto-approve", "--skip-provider-lock", "--ignore-missing-stack-dependencies");
  step("cdktf deploy security management", wave("security", "management"));
  step("cdktf deploy of a wave", wave("member-payments-dev", "member-sandbox"));
  const early = readFileSync(log, "utf8");
  step("cdktf deploy of a wave leaves the others alone", {
    status: early.includes('"444444444444"') && !early.includes('"333333333333"') ? 0 : 1,
    output: early,
  });
  step("cdktf deploy 'member-*'", wave("member-*"));
  step("cdktf deploy 'member-*' made the rest", {
    status: readFileSync(log, "utf8").includes('"333333333333"') ? 0 : 1,
    output: readFileSync(log, "utf8"),
  });
}

/** Types of resources in the order in which they were created, or deleted. */
function typesOf(log: string, done: "create" | "delete"): readonly string[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { action: string; type: string })
    .filter(({ action }) => action === done)
    .map(({ type }) => type);
}

function synthesize(file: string, outdir: string): readonly string[] {
  const app = new OrganizationApp(loadOrganization(path.resolve(root, file)), outdir);
  app.synth();
  return app.stacks.map(({ node }) => node.id);
}

/** The example with what it leaves off. */
function everythingOn(): string {
  return writeVariant(
    "everything-on",
    `archive: { athena: {} }
guardrails:
  protectWatch: { organizationalUnits: [workloads, platform, sandbox], securityAccount: true }
  denyReadsFromOutside: { organizationalUnits: [workloads, platform, sandbox] }
`,
    exampleFile,
  );
}

/** The same with protection switched off, as docs/deploying.md says for destroying it. */
function unprotected(): string {
  return writeVariant("unprotected", "protection: false\n", everythingOn());
}

function writeVariant(name: string, more: string, original: string): string {
  const file = path.join(workspace, `${name}.yaml`);
  writeFileSync(file, `${readFileSync(path.resolve(root, original), "utf8")}\n${more}`);
  return file;
}

interface Outcome {
  readonly status: number;
  readonly output: string;
}

function terraform(stack: string, ...args: string[]): Outcome {
  return terraformWith({}, stack, ...args);
}

function terraformWith(more: NodeJS.ProcessEnv, stack: string, ...args: string[]): Outcome {
  return run(binary, args, path.join(workspace, "cdktf.out/stacks", stack), more);
}

function run(command: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Outcome {
  const env = { ...environment, ...more };
  // The CDKTF CLI paints its progress over and over.
  const maxBuffer = 256 * 1024 * 1024;
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer });
  return error === undefined
    ? { status: status ?? 1, output: `${stdout}${stderr}` }
    : { status: 1, output: error.message };
}

function step(what: string, { status, output }: Outcome): void {
  counts[status === 0 ? "passed" : "failed"]++;
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${what}`);
  if (status !== 0) console.log(output);
}
