import type { Attributes, Change, PlanDocument, ResourceChange } from "../plan/plan-document";

/** Of what is created or destroyed as a whole, the summary tells no more than this. */
const TOLD = new Set([
  ...[
    "name",
    "description",
    "alarm_name",
    "bucket",
    "policy",
    "secret_arn",
    "queue_url",
    "assume_role_policy",
    "content",
    "policy_document",
    "policy_arn",
  ],
  ...["event_pattern", "region", "role", "recovery_window_in_days", "deletion_window_in_days", "alias", "arn"],
  ...["force_destroy", "secret_string_wo_version"],
]);

/** A plan without what plan-summary does not read: state, planned values, expressions, and what stays as it is. */
export function slimPlan(plan: PlanDocument): PlanDocument {
  const { format_version, errored, applyable, output_changes, checks } = plan;
  return {
    format_version,
    applyable,
    errored,
    resource_changes: (plan.resource_changes ?? []).flatMap(slimResource),
    ...(plan.resource_drift === undefined ? {} : { resource_drift: plan.resource_drift.flatMap(slimResource) }),
    ...(output_changes === undefined ? {} : { output_changes }),
    ...(checks === undefined ? {} : { checks }),
    configuration: {
      provider_config: Object.fromEntries(
        Object.entries(plan.configuration?.provider_config ?? {}).map(([key, { alias, expressions }]) => [
          key,
          { alias, expressions: { allowed_account_ids: expressions?.allowed_account_ids } },
        ]),
      ),
    },
  };
}

function slimResource({ address, mode, type, previous_address, change }: ResourceChange): readonly ResourceChange[] {
  const whole = change.actions.length === 1 && change.actions[0] !== "update";
  if (whole && change.actions[0] === "no-op" && previous_address === undefined) return [];
  return [{ address, mode, type, previous_address, change: whole ? slimChange(change) : change }];
}

function slimChange(change: Change): Change {
  return {
    actions: change.actions,
    before: told(change.before),
    after: told(change.after),
    after_unknown: told(change.after_unknown),
    before_sensitive: told(change.before_sensitive),
    after_sensitive: told(change.after_sensitive),
    importing: change.importing,
  };
}

function told(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value as Attributes).filter(([name]) => TOLD.has(name)));
}
