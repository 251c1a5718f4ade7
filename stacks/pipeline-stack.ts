import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { Construct } from "constructs";

import type { Organization } from "../organization/organization";
import type { PipelineSettings } from "../organization/settings";
import { PipelineRole, type TokenTrust } from "../modules/access/pipeline-role";
import type { PolicyStatement } from "../modules/access/policy-document";
import { AccountStack } from "./account-stack";

/**
 * The roles with which the pipeline comes into the security account, and goes on to every other one. A person applies
 * this stack: who may change these roles may do all that they may.
 */
export class PipelineStack extends AccountStack {
  constructor(scope: Construct, id: string, organization: Organization, pipeline: PipelineSettings) {
    super(scope, id, { organization, account: organization.security });
    this.addAccess();

    const { names } = organization;
    const tokens = this.addTokens(pipeline);
    new PipelineRole(this, "Plan", {
      roleName: names.access.entryRoleName("Plan"),
      description: "The pipeline plans with it: it reads settings in every account, and changes nothing",
      tokens: tokens?.(pipeline.oidc!.plan),
      principalArns: pipeline.planPrincipalArns,
      statements: [assume(organization, [pipeline.planRoleName]), ...stateStatements(organization, "read")],
    });
    new PipelineRole(this, "Apply", {
      roleName: names.access.entryRoleName("Apply"),
      description: "The pipeline applies with it what was reviewed",
      tokens: tokens?.(pipeline.oidc!.apply),
      principalArns: pipeline.applyPrincipalArns,
      // It plans once more before it applies.
      statements: [
        assume(organization, [pipeline.planRoleName, names.access.deployRoleName]),
        ...stateStatements(organization, "read"),
        ...stateStatements(organization, "write"),
      ],
    });
  }

  /** A person's own credentials in the security account: no role of the pipeline may change those of the pipeline. */
  protected override assumedRoles(): undefined {
    return undefined;
  }

  /** None: a person makes its roles, which take other ones, and the deploy role reaches neither. */
  protected override roleBoundaryArn(): undefined {
    return undefined;
  }

  private addTokens({ oidc }: PipelineSettings): ((subjects: readonly string[]) => TokenTrust) | undefined {
    if (oidc === undefined) return undefined;
    const { issuer, audience } = oidc;
    const providerArn =
      oidc.providerArn ??
      new IamOpenidConnectProvider(this, "Tokens", { url: `https://${issuer}`, clientIdList: [audience] }).arn;
    return (subjects) => ({ providerArn, issuer, audience, subjects });
  }
}

/** Roles of accounts of the organization, and of no other. */
function assume({ names, organizationId }: Organization, roleNames: readonly string[]): PolicyStatement {
  return {
    Sid: "RolesOfTheAccounts",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: roleNames.map((name) => names.access.roleArnAnywhere(name)),
    Condition: { StringEquals: { "aws:ResourceOrgID": organizationId } },
  };
}

/**
 * What Terraform does with state, and with the lock beside it.
 * https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
function stateStatements({ names, deployment }: Organization, mode: "read" | "write"): readonly PolicyStatement[] {
  const { state } = deployment;
  if (state.type !== "s3") return [];
  const files = names.bucketArn(state.bucket, `${state.keyPrefix}*/terraform.tfstate`);
  const key = (actions: readonly string[]): readonly PolicyStatement[] =>
    state.kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: `Key${mode === "read" ? "Reads" : "Writes"}`,
            Effect: "Allow",
            Action: actions,
            Resource: state.kmsKeyArn,
          },
        ];
  if (mode === "read") {
    return [
      {
        Sid: "StateIsListed",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: names.bucketArn(state.bucket),
        Condition: { StringLike: { "s3:prefix": `${state.keyPrefix}*` } },
      },
      { Sid: "StateIsRead", Effect: "Allow", Action: "s3:GetObject", Resource: files },
      ...key(["kms:Decrypt"]),
    ];
  }
  return [
    { Sid: "StateIsWritten", Effect: "Allow", Action: "s3:PutObject", Resource: files },
    {
      Sid: "StateIsLocked",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: `${files}.tflock`,
    },
    ...key(["kms:GenerateDataKey"]),
  ];
}
