import { nameAttributes } from "../resources/name-attributes";
import { maskedText } from "./masked";
import type { Change, ResourceChange } from "./plan-document";
import type { Verb } from "./plan-summary";
import { shown } from "./sensitive";

/** Undefined if nothing happens in AWS. */
export function verbOf({ actions }: Change): Verb | undefined {
  const creates = actions.includes("create");
  // A resource that is created again while the old one is forgotten is a new one.
  if (creates && actions.includes("delete")) return "replace";
  if (creates) return "create";
  if (actions.includes("delete")) return "destroy";
  return actions.includes("update") ? "update" : undefined;
}

/** What AWS calls a resource, as far as the plan says. */
export function nameOf({ type, change }: ResourceChange): string | undefined {
  for (const side of ["before", "after"] as const) {
    for (const name of nameAttributes(type)) {
      const text = shown(change, side, name);
      if ("value" in text && typeof text.value === "string" && text.value !== "") return maskedText(text.value);
    }
  }
  return undefined;
}
