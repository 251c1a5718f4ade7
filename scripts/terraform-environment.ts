import { writeFileSync } from "node:fs";
import path from "node:path";

/** Whether Terraform's CLI configuration gives a stand-in of the AWS provider that talks to nobody. */
export const standIn = process.env.AWS_PROVIDER_STAND_IN === "1";

/** A log group that is there before anything is applied. */
export const EXISTING_LOG_GROUP = "/org/trail";

/** Services that the organization of the examples trusts. */
const TRUSTED = ["cloudtrail.amazonaws.com", "observabilityadmin.amazonaws.com"];

/**
 * What Terraform runs with: no credentials of whoever runs it, for the examples' accounts are nobody's.
 *
 * @param workspace an existing directory for what the stand-in reads and for what it was asked, log.jsonl
 */
export function terraformEnvironment(workspace: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_CLI_ARGS: "-no-color",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    // The stand-in should not be found by later runs with the real provider, and has no registry to be locked from.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    OFFLINE_AWS_VALUES: writeOrganization(path.join(workspace, "trusted.json"), TRUSTED),
    OFFLINE_AWS_LOG: path.join(workspace, "log.jsonl"),
  };
}

/** Writes how the stand-in answers when it is asked for the organization. */
export function writeOrganization(file: string, trusted: readonly string[]): string {
  const types = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"].map((type) => ({ type, status: "ENABLED" }));
  const organization = {
    id: "o-exampleorgid",
    feature_set: "ALL",
    aws_service_access_principals: trusted,
    roots: [{ id: "r-exam", name: "Root", policy_types: types }],
  };
  writeFileSync(
    file,
    JSON.stringify({
      "data.aws_organizations_organization": organization,
      "data.aws_cloudwatch_log_groups": { log_group_names: [EXISTING_LOG_GROUP] },
      "data.aws_iam_roles": { names: ["AWSServiceRoleForObservabilityAdmin"] },
    }),
  );
  return file;
}
