import type { PlanDocument, ResourceChange } from "../plan/plan-document";

/**
 * A plan without its parts that plan-summary does not read: state, planned values, most expressions, and most of what stays as it is. What is
 * left is whole: a recording that lacks what the provider sends hides what the summary makes of it.
 */
export function slimPlan(plan: PlanDocument): PlanDocument {
  const { format_version, errored, complete, applyable, resource_changes = [], resource_drift } = plan;
  const { output_changes, checks, configuration } = plan;
  return {
    format_version,
    applyable,
    complete,
    errored,
    resource_changes: resource_changes.filter(isChange),
    ...(resource_drift === undefined ? {} : { resource_drift }),
    ...(output_changes === undefined ? {} : { output_changes }),
    ...(checks === undefined ? {} : { checks }),
    configuration: {
      provider_config: Object.fromEntries(
        Object.entries(configuration?.provider_config ?? {}).map(([key, { alias, expressions }]) => [
          key,
          { alias, expressions: { allowed_account_ids: expressions?.allowed_account_ids } },
        ]),
      ),
      root_module: {
        resources: (configuration?.root_module?.resources ?? []).filter(({ type }) => REFERRING.test(type)),
      },
    },
  };
}

/** Whose expressions say what they are about, which has no id yet. */
const REFERRING = /_attachment$|^aws_secretsmanager_secret_version$/;

/** What stays as it is counts beside others of its kind that change. */
const COMPARED = new Set(["aws_cloudwatch_event_rule", "aws_organizations_policy"]);

function isChange({ type, previous_address, change: { actions } }: ResourceChange): boolean {
  return actions.join() !== "no-op" || previous_address !== undefined || COMPARED.has(type);
}
