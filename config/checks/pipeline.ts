import { nameDefaults } from "../schema/organization-file";
import { pipelineDefaults } from "../schema/pipeline";
import type { Problem } from "../files/problem";
import { asEntry, asList, strings, type ConfigView } from "./config-view";

/** A pipeline has somebody to let in, state that outlives a runner, and plans with another role than it applies with. */
export function checkPipeline({ root, settings }: ConfigView): Problem[] {
  if (settings.pipeline === undefined) return [];
  const pipeline = asEntry(settings.pipeline);
  const deployment = asEntry(settings.deployment);
  const state = asEntry(deployment.state);
  const problems: Problem[] = [];

  const principals = [...asList(pipeline.planPrincipalArns), ...asList(pipeline.applyPrincipalArns)];
  if (pipeline.oidc === undefined && principals.length === 0) {
    problems.push(
      root.problemWithKey(
        ["pipeline"],
        "nobody may take its roles.",
        "Add oidc, or planPrincipalArns and applyPrincipalArns.",
      ),
    );
  }
  if (state.type !== "s3") {
    problems.push(
      root.problemWithKey(
        ["pipeline"],
        "its state would be on the disk of a runner, and lost.",
        "Keep it in S3: deployment.state.type: s3",
      ),
    );
  }
  if (state.roleArn !== undefined) {
    problems.push(
      root.problemWithKey(
        ["deployment", "state", "roleArn"],
        "with a pipeline, plans read the state and may not write it; a role would let them.",
        "Leave it out: the entry roles use the bucket themselves.",
      ),
    );
  }
  const deployRole = deployment.roleName ?? nameDefaults.deployRoleName;
  if ((pipeline.planRoleName ?? pipelineDefaults.planRoleName) === deployRole) {
    problems.push(
      root.problemWithKey(
        ["pipeline", "planRoleName"],
        `${JSON.stringify(deployRole)} is deployment.roleName, which may change things.`,
        "Use another role for plans.",
      ),
    );
  }
  problems.push(...["plan", "apply"].flatMap((kind) => checkTrust({ root, settings }, kind)));
  for (const { text, index } of strings(asEntry(pipeline.oidc).apply)) {
    if (!/:pull_request$|\*/.test(text)) continue;
    problems.push(
      root.problem(
        ["pipeline", "oidc", "apply", index],
        `${JSON.stringify(text)} is of anybody who may push a branch: an environment is there as soon as a workflow names it.`,
        "Write each environment, or the default branch, without *.",
      ),
    );
  }
  return problems;
}

/**
 * A trust policy has 2,048 characters, not counting spaces; without what is in the file, ours has less than 400.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const ROOM_IN_A_TRUST_POLICY = 2048 - 400;

/** Who may take an entry role fits into its trust policy. */
function checkTrust({ root, settings }: Pick<ConfigView, "root" | "settings">, kind: string): Problem[] {
  const pipeline = asEntry(settings.pipeline);
  const oidc = asEntry(pipeline.oidc);
  const { issuer = pipelineDefaults.issuer, audience = pipelineDefaults.audience } = oidc;
  const ofTokens = pipeline.oidc === undefined ? [] : [issuer, issuer, oidc.providerArn ?? issuer, audience];
  const said = [ofTokens, oidc[kind] ?? [], pipeline[`${kind}PrincipalArns`] ?? []];
  const characters = JSON.stringify(said).length;
  if (characters <= ROOM_IN_A_TRUST_POLICY) return [];
  return [
    root.problemWithKey(
      ["pipeline"],
      `who may take the role to ${kind} has ${characters} characters; its trust policy has room for ${ROOM_IN_A_TRUST_POLICY}.`,
      "Write fewer or shorter subjects and principals, or join subjects with *.",
    ),
  ];
}
