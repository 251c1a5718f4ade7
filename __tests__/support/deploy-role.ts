import path from "node:path";

import type { PolicyStatement } from "../../modules/access/policy-document";
import { readTemplate, TEMPLATE_ACCOUNT } from "../../scripts/cloudformation-template";
import { root } from "./synthesized";

interface Document {
  readonly Statement: readonly PolicyStatement[];
}

/** What examples/deploy-role makes in account 333333333333, with the parameters filled in. */
export interface DeployRole {
  /** Managed policies of the role, by their ids in the template. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** All of them as one. */
  readonly policy: string;
  readonly boundary: string;
  readonly boundaryArn: string;
  readonly trust: string;
}

/** @param parameters of the template. @default - its own defaults */
export function deployRole(parameters: Readonly<Record<string, string>> = {}): DeployRole {
  const { Resources } = readTemplate(path.join(root, "examples/deploy-role/template.yaml"), parameters);
  const { AssumeRolePolicyDocument, ManagedPolicyArns } = Resources.Role!.Properties;
  const { "AWS::Partition": partition = "aws", "AWS::AccountId": account = TEMPLATE_ACCOUNT } = parameters;
  const arnOf = (id: string) =>
    `arn:${partition}:iam::${account}:policy/${String(Resources[id]!.Properties.ManagedPolicyName)}`;
  const managed = Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::IAM::ManagedPolicy");
  const statements = Object.fromEntries(
    managed.map(([id, { Properties }]) => [id, (Properties.PolicyDocument as Document).Statement]),
  );
  const attached = ManagedPolicyArns as readonly string[];
  const policies = Object.fromEntries(Object.entries(statements).filter(([id]) => attached.includes(arnOf(id))));
  if (Object.keys(policies).length !== attached.length)
    throw new Error("The role has a policy that the template does not make.");
  return {
    policies,
    policy: document(Object.values(policies).flat()),
    boundary: document(statements.Boundary!),
    boundaryArn: arnOf("Boundary"),
    trust: document((AssumeRolePolicyDocument as Document).Statement),
  };
}

/** As it stands: policyDocument knows the elements of our own policies only. */
function document(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
