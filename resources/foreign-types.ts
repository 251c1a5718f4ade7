import type { PlannedType } from "./resource-type";

/** Types that no stack has and whose plans may be summed up all the same: what a team plans beside its stacks. */
export const foreignTypes = {
  aws_cloudtrail_event_data_store: {
    stateful: { noun: "event data store", lost: "all events in it." },
    policies: [],
  },
  aws_cloudwatch_log_destination_policy: { stateful: false, policies: ["access_policy"] },
  aws_iam_policy: { stateful: false, policies: ["policy"] },
  aws_kms_external_key: { stateful: { noun: "key", lost: "whatever is encrypted under it." }, policies: ["policy"] },
  aws_kms_key_policy: { stateful: false, policies: ["policy"] },
  aws_kms_replica_key: {
    stateful: { noun: "replica key", lost: "what is encrypted under it in that region." },
    policies: ["policy"],
  },
  aws_organizations_account: {
    stateful: { noun: "account", lost: "the account, which is closed or leaves the organization." },
    policies: [],
  },
  aws_organizations_resource_policy: { stateful: false, policies: ["content"] },
  aws_ssm_parameter: { stateful: { noun: "parameter", lost: "the value." }, policies: [] },
} satisfies Readonly<Record<string, PlannedType>>;
