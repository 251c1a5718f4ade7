import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { OrganizationApp } from "../../stacks/organization-app";
import {
  exampleOrganization,
  exampleText,
  resourceOf,
  resourcesOf,
  root,
  synthesize,
  type Synthesized,
} from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

function filesOf(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(directory, file), "utf8")]));
}

test("the same configuration in two directories gives the same bytes", () => {
  const [first, second] = ["one", "another/deeper"].map((name) => {
    const directory = path.join(temporaryDirectory(), name);
    mkdirSync(path.dirname(directory), { recursive: true });
    new OrganizationApp(exampleOrganization(), directory).synth();
    return filesOf(directory);
  });

  expect(Object.keys(first!)).toHaveLength(7);
  expect(second).toEqual(first);
});

test.each([
  ["cdktf.out", "../../.."],
  ["./build/terraform/", "../../../.."],
])("with the output in %s the state is in the project all the same", (outdir, project) => {
  const before = process.cwd();
  process.chdir(temporaryDirectory());
  try {
    mkdirSync(outdir, { recursive: true });
    new OrganizationApp(exampleOrganization(), outdir).synth();
    const stack = JSON.parse(readFileSync(path.join(outdir, "stacks/security/cdk.tf.json"), "utf8")) as Synthesized;

    expect(stack.terraform.backend).toEqual({ local: { path: `${project}/terraform-state/security.tfstate` } });
  } finally {
    process.chdir(before);
  }
});

test("no path of this machine is in the output", () => {
  const directory = temporaryDirectory();
  new OrganizationApp(exampleOrganization(), directory).synth();

  const text = Object.values(filesOf(directory)).join("\n");

  expect(text).not.toContain(root);
  expect(text).not.toContain(directory);
});

test("the manifest has the order: security, then management, then members", () => {
  const directory = temporaryDirectory();
  new OrganizationApp(exampleOrganization(), directory).synth();

  const manifest = JSON.parse(readFileSync(path.join(directory, "manifest.json"), "utf8")) as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  const dependencies = Object.entries(manifest.stacks).map(([name, stack]) => [name, ...stack.dependencies]);

  expect(dependencies).toEqual([
    ["management", "security"],
    ["member-deploy-tools", "management"],
    ["member-payments-dev", "management"],
    ["member-payments-prod", "management"],
    ["member-sandbox", "management"],
    ["security"],
  ]);
});

test("no stack reads another one's state", () => {
  const stacks = synthesize(exampleOrganization());

  expect(JSON.stringify(stacks)).not.toContain("terraform_remote_state");
  expect(JSON.stringify(stacks)).not.toContain("cross-stack");
});

test("adding a member changes no other stack, but for the name of its account in messages", () => {
  const organization = exampleOrganization();
  const before = synthesize(organization);
  const newcomer = { ...organization.members[0]!, name: "newcomer", id: "888888888888" };

  const { "member-newcomer": added, ...after } = synthesize({
    ...organization,
    members: [newcomer, ...organization.members],
  });

  expect(added).toBeDefined();
  // What mutes knows ids alone.
  const machines = Object.values(resourcesOf(after.security, "aws_sfn_state_machine")).filter(
    ({ name }) => name !== "secretwatch-mute",
  );
  expect(machines).toHaveLength(5);
  for (const machine of machines) expect(JSON.stringify(machine)).toMatch(/888888888888\W+(t|\d+\W)?newcomer/);
  expect(withoutDefinition(after)).toEqual(withoutDefinition(before));

  function withoutDefinition(stacks: Readonly<Record<string, Synthesized>>): unknown {
    return JSON.parse(JSON.stringify(stacks, (key, value: unknown) => (key === "definition" ? "" : value)));
  }
});

test("adding a reader changes the rules of one account and where they send to, and nothing else", () => {
  const organization = exampleOrganization();
  const [first, ...others] = organization.members;
  const [secret, ...secrets] = first!.secrets;
  const read = { ...secret!, expectedReaders: [...secret!.expectedReaders, { reader: "role/reporting" }] };

  const before = synthesize(organization);
  const after = synthesize({ ...organization, members: [{ ...first!, secrets: [read, ...secrets] }, ...others] });

  expect(Object.keys(after).filter((stack) => JSON.stringify(after[stack]) !== JSON.stringify(before[stack]))).toEqual([
    "member-payments-prod",
  ]);
  const types = (stack: Synthesized) => Object.entries(stack.resource ?? {});
  const changed = types(after["member-payments-prod"]!).filter(
    ([type, byId]) => JSON.stringify(byId) !== JSON.stringify(before["member-payments-prod"]!.resource![type]),
  );
  // The reader does not fit the patterns that there are: one rule more, with its target.
  expect(changed.map(([type]) => type)).toEqual(["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"]);
});

test("the central stacks have the same resources however many members there are", () => {
  const organization = exampleOrganization();
  const [first] = organization.members;
  const members = Array.from({ length: 60 }, (_, index) => ({
    ...first!,
    name: `member-${index}`,
    id: String(800000000000 + index),
  }));
  const addresses = ({ resource = {} }: Synthesized) =>
    Object.entries(resource).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`));

  const few = synthesize(organization);
  const many = synthesize({ ...organization, members: [...organization.members, ...members] });

  expect(addresses(many.security!)).toEqual(addresses(few.security!));
  expect(addresses(many.management!)).toEqual(addresses(few.management!));
});

test.each([
  ["aws-us-gov", "us-gov-west-1", "us-gov-east-1"],
  ["aws-cn", "cn-north-1", "cn-northwest-1"],
])("nothing of another partition is in the output for %s", (partition, home, other) => {
  const example = exampleText()
    // There are no chats outside of partition aws.
    .replace(/ {4}- name: security-chat\n(.*\n)*?(?= {4}- name: siem)/, "")
    .replace("homeRegion:", `partition: ${partition}\nhomeRegion:`)
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll("eu-west-1", home)
    .replaceAll("eu-central-1", other);
  const directory = temporaryDirectory({ "organization.yaml": example });

  const text = JSON.stringify(synthesize(loadOrganization(path.join(directory, "organization.yaml"))));

  expect(text).toContain(`arn:${partition}:cloudtrail:${home}:111111111111:trail/`);
  expect(text).not.toContain("arn:aws:");
  expect(text).not.toMatch(/aws_chatbot|management\.chatbot/);
});

describe("the S3 state example", () => {
  const stacks = synthesize(loadOrganization(path.join(root, "examples/s3-state/organization.yaml")));

  test.each(["security", "management", "member-shop"])("%s has a key of its own and native locking", (name) => {
    expect(stacks[name]!.terraform.backend).toEqual({
      s3: {
        bucket: "acorn-terraform-state",
        key: `security/secretwatch/${name}/terraform.tfstate`,
        region: "us-east-1",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: "arn:aws:kms:us-east-1:222222222222:key/0123abcd-0123-0123-0123-0123456789ab",
        assume_role: { role_arn: "arn:aws:iam::222222222222:role/TerraformState" },
      },
    });
  });

  test("assumes the role that the file names", () => {
    expect(stacks["member-shop"]!.provider.aws[0]!.assume_role).toMatchObject([
      { role_arn: "arn:aws:iam::333333333333:role/TerraformDeploy" },
    ]);
  });
});

describe("the log archive example", () => {
  const stacks = synthesize(loadOrganization(path.join(root, "examples/log-archive/organization.yaml")));
  const archive = stacks["log-archive"];

  test("has the bucket and its key in the log archive account, and none in the security account", () => {
    expect(archive!.provider.aws[0]!.allowed_account_ids).toEqual(["777777777777"]);
    expect(resourceOf(archive, "aws_s3_bucket").bucket).toBe("secretwatch-trail-777777777777-eu-central-1");
    expect(resourceOf(stacks.management, "aws_cloudtrail").s3_bucket_name).toBe(
      "secretwatch-trail-777777777777-eu-central-1",
    );
    expect(stacks.security!.resource).not.toHaveProperty("aws_s3_bucket");
    expect(Object.keys(resourcesOf(stacks.security, "aws_kms_key"))).toHaveLength(4);
  });

  test("locks every file", () => {
    expect(resourceOf(archive, "aws_s3_bucket").object_lock_enabled).toBe(true);
    expect(resourceOf(archive, "aws_s3_bucket_object_lock_configuration").rule).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 365 },
    });
  });

  test("has the members of both files, wave by wave", () => {
    expect(Object.keys(stacks)).toEqual([
      "security",
      "log-archive",
      "management",
      "member-deploy-tools",
      "member-payments-dev",
      "member-payments-prod",
    ]);
  });

  test("uses a secret's own key where there is one, and makes only the keys that are needed", () => {
    const member = stacks["member-payments-prod"];

    expect(resourceOf(member, "aws_secretsmanager_secret")).toMatchObject({
      kms_key_id: "arn:aws:kms:eu-central-1:333333333333:key/0123abcd-0123-0123-0123-0123456789ab",
      replica: [{ region: "eu-west-1" }],
    });
    expect(Object.keys(resourcesOf(member, "aws_kms_key"))).toEqual([expect.stringMatching(/^SecretsKey-eu-west-1_/)]);
  });
});
