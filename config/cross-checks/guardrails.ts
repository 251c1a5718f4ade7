import { suggest } from "../did-you-mean";
import { guardrailNames } from "../guardrails-schema";
import type { Problem } from "../problem";
import { asEntry, strings, type ConfigView } from "./config-view";

/** Guardrails are attached to units that there are, and once to each. */
export function checkGuardrails(view: ConfigView): Problem[] {
  return guardrailNames.flatMap((guardrail) => [
    ...checkUnitsKnown(view, guardrail),
    ...checkUnitsDiffer(view, guardrail),
  ]);
}

function checkUnitsKnown({ root, settings }: ConfigView, guardrail: string): Problem[] {
  const known = Object.keys(asEntry(settings.organizationalUnits));
  // Where the mapping itself is wrong, the schema says so.
  if (known.length === 0) return [];
  const security = asEntry(settings.security).name;
  return unitsOf(settings, guardrail)
    .filter(({ text }) => !known.includes(text))
    .map(({ text, index }) =>
      root.problem(
        ["guardrails", guardrail, "organizationalUnits", index],
        `${JSON.stringify(text)} is not one of organizationalUnits: ${known.join(", ")}.`,
        text === security && guardrail === "protectPipeline"
          ? "The security account has a switch of its own: guardrails.protectPipeline.securityAccount."
          : suggest(text, known, "Use one of them, or add it to organizationalUnits."),
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
