import { plannedType } from "../../resources/resource-types";
import type { ResourceChange } from "../plan-document";
import { statementsOf } from "./policy-grants";
import { isSecretName, maskedText } from "../masked";
import { part, shown } from "../sensitive";

export interface PolicyText {
  readonly attribute: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Who a policy without principals is about. */
  readonly holder: string;
  /** Why its text can't be shown. */
  readonly hidden?: string;
}

/** The policies of a resource: every attribute whose text has statements, or is known to hold them. */
export function policyTexts(resource: ResourceChange): readonly PolicyText[] {
  const { type, change } = resource;
  const names = new Set([...keys(change.before), ...keys(change.after)]);
  const known = plannedType(type)?.policies ?? [];
  for (const attribute of known) names.add(attribute);
  return [...names].sort().flatMap((attribute) => {
    const [was, is] = [shown(change, "before", attribute), shown(change, "after", attribute)];
    const [before, after] = [was, is].map((each) => ("value" in each ? each.value : undefined));
    const hidden = "hidden" in is ? is.hidden : "hidden" in was ? was.hidden : undefined;
    const holds = statementsOf(before) !== undefined || statementsOf(after) !== undefined;
    if (hidden === "sensitive" && part(change.before, attribute) === part(change.after, attribute)) return [];
    if (isSecretName(attribute) && !known.includes(attribute)) return [];
    if (!holds && !(known.includes(attribute) && hidden !== undefined)) return [];
    return [{ attribute, before, after, holder: holderOf(resource), hidden }];
  });
}

function keys(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function holderOf({ type, change }: ResourceChange): string {
  if (type.startsWith("aws_organizations_")) return "everybody in the accounts below its targets";
  for (const kind of ["role", "user", "group"]) {
    for (const side of ["after", "before"] as const) {
      const holder = shown(change, side, kind);
      if ("value" in holder && typeof holder.value === "string") return `${kind} ${maskedText(holder.value)}`;
    }
  }
  return "whoever it is attached to";
}
