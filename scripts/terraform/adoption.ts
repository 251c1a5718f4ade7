import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse, stringify } from "yaml";

import { readWholePlan } from "../../plan/read-plan";
import { StackFindings } from "../../plan/stack-findings";

/** What a command of Terraform said. */
interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** How the scenario is played. */
export interface Stage {
  readonly workspace: string;
  /** Runs Terraform in a directory of the workspace. */
  readonly terraform: (directory: string, ...args: readonly string[]) => Outcome;
  /** Writes the stacks of a configuration to a directory of the workspace. */
  readonly synthesize: (configuration: string, output: string) => void;
  readonly step: (what: string, outcome: Outcome) => void;
}

const ACCOUNT = "333333333333";
// Beside others, so that the state is its own.
const OUTPUT = "adoption/cdktf.out";
const STACK = `${OUTPUT}/stacks/member-payments-prod`;
const NAME = "prod/payments/legacy";
const ARN = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${NAME}-a1B2c3`;
const SECRET = "aws_secretsmanager_secret";

/** What another team's Terraform has: a secret with everything that a secret can have. */
const foreign = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
  provider: { aws: { region: "eu-west-1", allowed_account_ids: [ACCOUNT] } },
  resource: {
    aws_kms_key: { theirs: { description: "Theirs" } },
    [SECRET]: {
      theirs: {
        name: NAME,
        description: "Theirs",
        kms_key_id: "${aws_kms_key.theirs.arn}",
        recovery_window_in_days: 7,
        replica: [{ region: "eu-central-1" }],
        // One that the account has with another value, one without any, and the tag of consent.
        tags: { team: "legacy", pci: "", "managed-by": "secretwatch" },
      },
    },
    aws_secretsmanager_secret_policy: {
      theirs: {
        secret_arn: `\${${SECRET}.theirs.arn}`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::444444444444:role/reports" },
              Action: "secretsmanager:GetSecretValue",
              Resource: "*",
            },
          ],
        }),
      },
    },
  },
};

type Attributes = Readonly<Record<string, unknown>>;

interface Planned {
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
    readonly after_unknown?: Attributes;
    readonly importing?: { readonly id: string };
  };
}

/**
 * docs/adopting.md, from a state that somebody else made: the secret is imported, and nothing of it is changed that the file does not
 * say; then its key and policy are, which plan-summary calls dangerous; then it is given back. A stand-in of the provider that knows
 * nothing but the id of what it imports shows the import; what the provider would then have read comes from the other state.
 */
export function adoption(stage: Stage, example: string): void {
  const their = theirSecret(stage);

  stage.synthesize(configuration(stage, example, { adopt: ARN }), OUTPUT);
  expectInit(stage);
  const first = plan(stage);
  stage.step("adoption: the first plan imports the secret, and neither makes nor destroys one", {
    status: first.secret?.change.importing?.id === ARN && first.lost.length === 0 ? 0 : 1,
    output: JSON.stringify([first.secret, first.lost]),
  });
  stage.step("adoption: what the file does not say, the plan does not set", {
    status: ["description", "kms_key_id", "tags", "replica"].every((name) => same(first.secret, name)) ? 0 : 1,
    output: JSON.stringify(first.secret),
  });

  putIntoState(stage, their, first.secret?.name ?? "");
  const second = plan(stage);
  const changed = changesOf(second.secret);
  stage.step("adoption: after the import nothing is another than before, but for what is never read", {
    status:
      JSON.stringify(changed) === JSON.stringify(["force_overwrite_replica_secret", "recovery_window_in_days"]) ? 0 : 1,
    output: JSON.stringify([changed, second.secret]),
  });
  stage.step("adoption: no reader loses it", {
    status: second.dangers.length === 0 ? 0 : 1,
    output: second.dangers.join("\n"),
  });
  stage.step("adoption: apply", stage.terraform(STACK, "apply", "-auto-approve"));
  stage.step("adoption: the second plan is empty", stage.terraform(STACK, "plan", "-detailed-exitcode"));

  governed(stage, example);
  givenBack(stage, example);
}

/** Key and policy as the file gives them, or as those of a secret that is made here. */
function governed(stage: Stage, example: string): void {
  stage.synthesize(configuration(stage, example, {}), OUTPUT);
  const made = plan(stage);
  stage.step(
    "adoption: without adopt, key and tags are those of other secrets, which is dangerous, and nothing is lost",
    {
      status: made.lost.length === 0 && made.dangers.some((each) => each.startsWith("loses the tag pci")) ? 0 : 1,
      output: JSON.stringify([made.lost, made.dangers]),
    },
  );

  const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;
  stage.synthesize(configuration(stage, example, { adopt: ARN, kmsKeyArn, replacePolicy: true }), OUTPUT);
  const { policy, dangers } = plan(stage);
  stage.step("adoption: a policy that gives way is imported first", {
    status: policy?.change.importing?.id === ARN ? 0 : 1,
    output: JSON.stringify(policy),
  });
  stage.step("adoption: another key is dangerous", {
    status: dangers.some((each) => each.startsWith(`gets another key: ${kmsKeyArn} instead of arn:`)) ? 0 : 1,
    output: dangers.join("\n"),
  });
}

/** Watched by its ARN instead. */
function givenBack(stage: Stage, example: string): void {
  stage.synthesize(configuration(stage, example, undefined), OUTPUT);
  const { lost, forgotten } = plan(stage);
  stage.step("adoption: given back, the secret is forgotten and not destroyed", {
    status: lost.length === 0 && forgotten.includes(SECRET) ? 0 : 1,
    output: JSON.stringify([lost, forgotten]),
  });
  stage.step("adoption: given back, apply", stage.terraform(STACK, "apply", "-auto-approve"));
}

/** The other team's state, as far as it is about the secret. */
function theirSecret(stage: Stage): Attributes {
  for (const each of ["adoption", "foreign"]) mkdirSync(path.join(stage.workspace, each));
  writeFileSync(path.join(stage.workspace, "foreign/main.tf.json"), JSON.stringify(foreign));
  stage.step("adoption: init of another team", stage.terraform("foreign", "init"));
  stage.step("adoption: apply of another team", stage.terraform("foreign", "apply", "-auto-approve"));
  const state = stage.terraform("foreign", "state", "pull").output;
  const { resources } = JSON.parse(state) as StateFile;
  // AWS puts a hyphen and six characters behind the name, which no stand-in has to know.
  const text = JSON.stringify(resources.find(({ type }) => type === SECRET)!.instances[0]!.attributes);
  const { arn } = JSON.parse(text) as { arn: string };
  return JSON.parse(text.replaceAll(arn, ARN)) as Attributes;
}

interface StateFile {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: Attributes }[];
  }[];
}

/** What an import leaves: everything that is read of the secret, and nothing of what is never read. */
function putIntoState({ workspace, terraform, step }: Stage, attributes: Attributes, name: string): void {
  const imported = { ...attributes, recovery_window_in_days: null, force_overwrite_replica_secret: null };
  const state = {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "adoption",
    outputs: {},
    resources: [
      {
        mode: "managed",
        type: SECRET,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"].untagged',
        instances: [{ schema_version: 0, attributes: imported }],
      },
    ],
  };
  const file = path.join(workspace, "imported.tfstate");
  writeFileSync(file, JSON.stringify(state));
  step("adoption: the state has the secret", terraform(STACK, "state", "push", file));
}

/** The example with the secret at its first member: as an entry of secrets, or watched. */
function configuration({ workspace }: Stage, example: string, entry: object | undefined): string {
  const organization = parse(readFileSync(example, "utf8")) as {
    members: { name: string; secrets?: object[]; watchedSecrets?: object[] }[];
  };
  const member = organization.members.find(({ name }) => name === "payments-prod")!;
  if (entry === undefined) member.watchedSecrets = [...(member.watchedSecrets ?? []), { name: ARN }];
  else member.secrets = [...(member.secrets ?? []), { name: NAME, ...entry }];
  const file = path.join(workspace, "adoption.yaml");
  writeFileSync(file, stringify(organization));
  return file;
}

function expectInit({ step, terraform }: Stage): void {
  step("adoption: init", terraform(STACK, "init"));
}

function plan({ step, terraform }: Stage) {
  step("adoption: plan", terraform(STACK, "plan", "-out=plan"));
  const text = terraform(STACK, "show", "-json", "plan").output;
  const { resource_changes: changes } = JSON.parse(text) as { resource_changes: readonly Planned[] };
  const findings = new StackFindings("member-payments-prod");
  readWholePlan(text, findings);
  const ours = (type: string) =>
    changes.find((each) => each.type === type && each.name.includes(NAME.replaceAll("/", "")));
  return {
    secret: ours(SECRET),
    policy: ours(`${SECRET}_policy`),
    dangers: findings.dangers.flatMap(([{ kind, what }]) => (kind === "secret-access" ? [what] : [])),
    lost: changes.filter(({ change: { actions } }) => actions.includes("delete")).map(({ type }) => type),
    forgotten: changes.filter(({ change: { actions } }) => actions.includes("forget")).map(({ type }) => type),
  };
}

function same(planned: Planned | undefined, name: string): boolean {
  const { before, after } = planned?.change ?? {};
  return JSON.stringify(before?.[name] ?? null) === JSON.stringify(after?.[name] ?? null);
}

function changesOf(planned: Planned | undefined): readonly string[] {
  return Object.keys(planned?.change.after ?? {})
    .filter((name) => !same(planned, name))
    .sort();
}
