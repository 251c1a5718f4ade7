import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";

import { policyDocument, type PolicyStatement } from "./policy-document";

/** Tokens of an OpenID Connect provider. */
export interface TokenTrust {
  readonly providerArn: string;
  /** Host and path of the issuer, which the condition keys begin with. */
  readonly issuer: string;
  readonly audience: string;
  /** Patterns of the tokens' subjects. */
  readonly subjects: readonly string[];
}

export interface PipelineRoleProps {
  readonly roleName: string;
  readonly description: string;
  /** @default - no tokens */
  readonly tokens?: TokenTrust;
  /** Roles that may take this one. @default - none */
  readonly principalArns?: readonly string[];
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role with which a pipeline comes in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class PipelineRole extends Construct {
  constructor(scope: Construct, id: string, props: PipelineRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: policyDocument([...fromTokens(props.tokens), ...fromRoles(props.principalArns ?? [])]),
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, "Policy", {
      name: "pipeline",
      role: role.name,
      policy: policyDocument(props.statements),
    });
  }
}

function fromTokens(tokens: TokenTrust | undefined): readonly PolicyStatement[] {
  if (tokens === undefined) return [];
  return [
    {
      Sid: "TokensOfThePipeline",
      Effect: "Allow",
      Principal: { Federated: tokens.providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [`${tokens.issuer}:aud`]: tokens.audience },
        StringLike: { [`${tokens.issuer}:sub`]: tokens.subjects },
      },
    },
  ];
}

function fromRoles(principalArns: readonly string[]): readonly PolicyStatement[] {
  if (principalArns.length === 0) return [];
  return [{ Sid: "RolesOfThePipeline", Effect: "Allow", Principal: { AWS: principalArns }, Action: "sts:AssumeRole" }];
}
