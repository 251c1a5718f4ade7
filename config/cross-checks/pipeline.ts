import { nameDefaults } from "../organization-schema";
import { pipelineDefaults } from "../pipeline-schema";
import type { Problem } from "../problem";
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
