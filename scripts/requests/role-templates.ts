import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { readTemplate, TEMPLATE_ACCOUNT } from "../cloudformation-template";
import { workspace, type Synthesized } from "./configuration";

interface RoleProperties {
  readonly RoleName: string;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly AssumeRolePolicyDocument: unknown;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

interface ManagedPolicyProperties {
  readonly ManagedPolicyName: string;
  readonly Description?: string;
  readonly PolicyDocument: unknown;
}

/**
 * The roles and managed policies of a template as a stack, so that they are judged as every other role is: Terraform needs
 * them before it can make anything.
 */
export function roleTemplate(file: string): Synthesized {
  const aws_iam_policy: Record<string, object> = {};
  const aws_iam_role: Record<string, object> = {};
  const aws_iam_role_policy: Record<string, object> = {};
  for (const [id, { Type, Properties }] of Object.entries(readTemplate(file).Resources)) {
    if (Type === "AWS::IAM::ManagedPolicy") {
      const { ManagedPolicyName: name, Description, PolicyDocument } = Properties as unknown as ManagedPolicyProperties;
      aws_iam_policy[id] = { name, description: Description, policy: literal(PolicyDocument) };
    } else if (Type === "AWS::IAM::Role") {
      const { RoleName: name, Policies = [], ...role } = Properties as unknown as RoleProperties;
      aws_iam_role[id] = {
        name,
        description: role.Description,
        max_session_duration: role.MaxSessionDuration,
        assume_role_policy: literal(role.AssumeRolePolicyDocument),
      };
      for (const { PolicyName, PolicyDocument } of Policies) {
        aws_iam_role_policy[`${id}-${PolicyName}`] = { name: PolicyName, role: name, policy: literal(PolicyDocument) };
      }
    } else throw new Error(`${file} makes a ${Type}, which the judge does not look at`);
  }
  const provider = { aws: [{ region: "eu-west-1", allowed_account_ids: [TEMPLATE_ACCOUNT] }] };
  return write(file, { provider, resource: { aws_iam_policy, aws_iam_role, aws_iam_role_policy } });
}

/** The document as text, and nothing left that Terraform would take for a template of its own. */
function literal(document: unknown): string {
  return JSON.stringify(document).replace(/([$%])\{/g, "$1$1{");
}

function write(file: string, stack: object): Synthesized {
  const name = path.basename(path.dirname(file));
  const directory = path.join(workspace, "templates", name);
  mkdirSync(directory, { recursive: true });
  const written = path.join(directory, "cdk.tf.json");
  writeFileSync(written, JSON.stringify(stack));
  return { name: file, stacks: new Map([[name, written]]) };
}
