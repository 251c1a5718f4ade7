import { iamArnStart, must, roleArn, section, set, text, word } from "./values";

export const pipelineDefaults = {
  planRoleName: "SecretwatchPlan",
  issuer: "token.actions.githubusercontent.com",
  audience: "sts.amazonaws.com",
};

const subjects = (who: string) =>
  set(
    `${who} subjects`,
    text(
      "subjects name one repository: repo:ORGANIZATION/REPOSITORY:… of GitHub or project_path:GROUP/PROJECT:… of GitLab",
      "Write no * before the name of the repository ends, nor a * alone behind it.",
      /^(repo:[\w.-]+\/[\w.-]+|project_path:[\w.-]+(\/[\w.-]+)+):(?!\*+$)[\w:./*-]+$/,
    ),
  ).min(1, must(`${who} has at least one subject`, "Write the subject of the pipeline's tokens."));

const oidc = section("oidc", {
  issuer: text(
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html: 255 with https://
    "issuer is a host and path without https://, of at most 247 characters",
    `For example: ${pipelineDefaults.issuer}`,
    /^(?=.{1,247}$)[a-z0-9.-]+\.[a-z]+(\/[\w./-]*[\w-])?$/,
  )
    .default(pipelineDefaults.issuer)
    .describe("Who issues the tokens, without https://. Default: GitHub Actions."),
  providerArn: word(
    "arn",
    "providerArn is the ARN of an OIDC provider",
    "Leave it out where the security account has none for this issuer yet.",
    new RegExp(String.raw`^${iamArnStart}oidc-provider/.+$`),
  )
    .optional()
    .describe("OIDC provider that the security account has already. Default: one is made."),
  audience: text(
    "audience is a word without spaces, of at most 255 characters",
    "Write what the tokens say in aud.",
    /^\S{1,255}$/,
  )
    .default(pipelineDefaults.audience)
    .describe("Audience of the tokens."),
  plan: subjects("plan").describe("Subjects of tokens that may plan: repo:acorn/cloud:pull_request"),
  apply: subjects("apply").describe(
    "Subjects of tokens that may apply, one for each wave: repo:acorn/cloud:environment:secretwatch-canary. Those environments have to be protected.",
  ),
}).describe("Tokens of the pipeline that may take the entry roles.");

const principals = (who: string) =>
  set(who, roleArn(`${who} are ARNs of IAM roles`, "Write the role's ARN."))
    .default([])
    .describe("Roles that may take the entry role, where the pipeline has a role in AWS already.");

/** Roles with which a pipeline plans and applies. */
export const pipeline = section("pipeline", {
  planRoleName: text(
    "planRoleName is the name of an IAM role without path",
    "Write the name only, not the ARN.",
    /^[\w+=,.@-]{1,64}$/,
  )
    .default(pipelineDefaults.planRoleName)
    .describe("Role that Terraform assumes in every account to plan; examples/plan-role makes it."),
  oidc: oidc.optional(),
  planPrincipalArns: principals("planPrincipalArns"),
  applyPrincipalArns: principals("applyPrincipalArns"),
}).describe("Entry roles of a pipeline, in a stack of their own that a person applies. Default: none.");
