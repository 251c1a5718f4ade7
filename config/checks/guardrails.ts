import { guardrailNames } from "../schema/guardrails";
import type { Problem } from "../files/problem";
import { asEntry, strings, type ConfigView } from "./config-view";

/** Guardrails are attached once to each unit, and not to the root: with one step they would bind every account. */
export function checkGuardrails(view: ConfigView): Problem[] {
  return guardrailNames.flatMap((guardrail) => [...checkUnitsDiffer(view, guardrail), ...checkRoot(view, guardrail)]);
}

function checkRoot({ root, settings }: ConfigView, guardrail: string): Problem[] {
  const ids = asEntry(settings.organizationalUnits);
  return unitsOf(settings, guardrail)
    .filter(({ text }) => Object.hasOwn(ids, text) && String(ids[text]).startsWith("r-"))
    .map(({ text, index }) =>
      root.problem(
        ["guardrails", guardrail, "organizationalUnits", index],
        `${JSON.stringify(text)} is the root of the organization; a guardrail there would bind every account at once.`,
        "List units, one at a time, sandboxes first.",
      ),
    );
}

/** Organizations refuses to attach a policy twice. */
function checkUnitsDiffer({ root, settings }: ConfigView, guardrail: string): Problem[] {
  const ids = asEntry(settings.organizationalUnits);
  const first = new Map<string, string>();
  return unitsOf(settings, guardrail).flatMap(({ text, index }) => {
    const id = ids[text];
    if (typeof id !== "string") return [];
    const other = first.get(id);
    if (other === text) return [];
    if (other === undefined) {
      first.set(id, text);
      return [];
    }
    return [
      root.problem(
        ["guardrails", guardrail, "organizationalUnits", index],
        `${JSON.stringify(text)} is the same unit as ${JSON.stringify(other)}: both are ${id}.`,
        "Remove one of them.",
      ),
    ];
  });
}

function unitsOf(settings: ConfigView["settings"], guardrail: string) {
  return strings(asEntry(asEntry(settings.guardrails)[guardrail]).organizationalUnits);
}
