import { valueReadingSources } from "../resources/data-sources";
import type { Change, ConfiguredResource, ResourceChange } from "./plan-document";
import { isMarked, part } from "./sensitive";

const VERSION = "aws_secretsmanager_secret_version";

/** How a change touches the value of a secret. Undefined if it does not. */
export function touchesSecretValue({ type, mode, change }: ResourceChange): string | undefined {
  if (type !== VERSION || mode === "data" || isNothing(change)) return undefined;
  if (change.actions.join() === "create" && isWriteOnly(change)) return undefined;
  const verb = change.actions.includes("create")
    ? "replaces"
    : change.actions.includes("delete")
      ? "deletes"
      : "changes";
  if (change.actions.join() === "create") return "writes the value of a secret, which then is in the state";
  return `${verb} the value of a secret`;
}

/**
 * A made-up value, made while Terraform applies: in neither plan nor state. The provider marks readable attributes as sensitive
 * whether they have a value or not; a value counts.
 */
function isWriteOnly({ after, after_unknown }: Change): boolean {
  const readable = ["secret_string", "secret_binary"];
  const isUnset = [after, after_unknown].every((values) => readable.every((name) => isNothingIn(values, name)));
  return isUnset && !isNothingIn(after, "secret_string_wo_version");
}

function isNothingIn(values: unknown, name: string): boolean {
  const value = part(values, name);
  return value === undefined || value === null || value === false || value === "";
}

/** A data source that reads a value, which then is in the state: also where the plan changes nothing. */
export function readsSecretValue({ mode, type }: ConfiguredResource): string | undefined {
  return mode === "data" && valueReadingSources.has(type) ? "reads the value of a secret into the state" : undefined;
}

export function outputsSecretValue(change: Change): string | undefined {
  if (isNothing(change) || change.actions.join() === "delete") return undefined;
  // One that has no value is marked all the same.
  const isEmpty = (change.after ?? null) === null && !isMarked(change.after_unknown);
  return isMarked(change.after_sensitive) && !isEmpty ? "writes a sensitive output to the state" : undefined;
}

function isNothing({ actions }: Change): boolean {
  return actions.every((action) => action === "no-op" || action === "forget" || action === "read");
}
