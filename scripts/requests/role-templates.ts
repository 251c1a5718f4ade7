import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse, type ScalarTag } from "yaml";

import { workspace, type Synthesized } from "./configuration";

/** A CloudFormation template that makes a role, as far as it is looked at. */
interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: RoleProperties }>>;
}

interface RoleProperties {
  readonly RoleName: unknown;
  readonly Description?: unknown;
  readonly MaxSessionDuration?: number;
  readonly AssumeRolePolicyDocument: unknown;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

const ACCOUNT = "333333333333";
const pseudo: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::AccountId": ACCOUNT,
  "AWS::URLSuffix": "amazonaws.com",
};
/** For a parameter without default: they are the ARN of whoever takes the role, and names. */
const sample = (name: string) =>
  /Arns?$/.test(name) ? "arn:aws:iam::222222222222:role/pipeline" : `sample-${name.toLowerCase()}`;

/**
 * The roles of a template as a stack, so that they are judged as every other role is: Terraform needs them before it
 * can make anything.
 */
export function roleTemplate(file: string): Synthesized {
  const text = readFileSync(file, "utf8");
  const { Parameters: parameters } = parse(text, { customTags: tags((value) => value) }) as Template;
  const valueOf = (name: string) => pseudo[name] ?? parameters[name]?.Default ?? sample(name);
  const substituted = (value: string) => value.replace(/\$\{([\w:]+)\}/g, (_, name: string) => valueOf(name));
  const { Resources } = parse(text, { customTags: tags(substituted, valueOf) }) as Template;

  const aws_iam_role: Record<string, object> = {};
  const aws_iam_role_policy: Record<string, object> = {};
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    if (Type !== "AWS::IAM::Role") throw new Error(`${file} makes a ${Type}, which the judge does not look at`);
    const { RoleName: name, Description, MaxSessionDuration, AssumeRolePolicyDocument, Policies = [] } = Properties;
    aws_iam_role[id] = {
      name: filled(name, substituted),
      description: Description,
      max_session_duration: MaxSessionDuration,
      assume_role_policy: literal(AssumeRolePolicyDocument, substituted),
    };
    for (const { PolicyName, PolicyDocument } of Policies) {
      aws_iam_role_policy[`${id}-${PolicyName}`] = {
        name: PolicyName,
        role: filled(name, substituted),
        policy: literal(PolicyDocument, substituted),
      };
    }
  }
  const provider = { aws: [{ region: "eu-west-1", allowed_account_ids: [ACCOUNT] }] };
  return write(file, { provider, resource: { aws_iam_role, aws_iam_role_policy } });
}

function tags(sub: (value: string) => string, ref = (name: string) => name): ScalarTag[] {
  return [
    { tag: "!Sub", resolve: sub },
    { tag: "!Ref", resolve: ref },
    { tag: "!GetAtt", resolve: (name) => name },
  ];
}

/** The document as text, filled in, and nothing left that Terraform would take for a template of its own. */
function literal(document: unknown, substituted: (value: string) => string): string {
  return JSON.stringify(filled(document, substituted)).replace(/([$%])\{/g, "$1$1{");
}

/** With Fn::Sub and Ref, which are what the tags are short for, filled in. */
function filled(value: unknown, substituted: (value: string) => string): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if ("Fn::Sub" in each) return substituted(String(each["Fn::Sub"]));
    return "Ref" in each ? substituted(`\${${String(each.Ref)}}`) : each;
  });
}

function write(file: string, stack: object): Synthesized {
  const name = path.basename(path.dirname(file));
  const directory = path.join(workspace, "templates", name);
  mkdirSync(directory, { recursive: true });
  const written = path.join(directory, "cdk.tf.json");
  writeFileSync(written, JSON.stringify(stack));
  return { name: file, stacks: new Map([[name, written]]) };
}
