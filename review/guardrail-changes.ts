import type { Organization } from "../organization/organization";
import { changeId, changesIn, listDifference, type Change } from "./change";
import type { KeyWords } from "./key-words";

type Guardrails = Organization["guardrails"];

/** Its subject, and what is done with it. */
const policies = {
  protectWatch: { title: "The policies that protect the watch itself", are: "are" },
  denyReadsFromOutside: { title: "The policy that denies reads from outside of the organization", are: "is" },
} as const satisfies Record<keyof Guardrails, unknown>;

/** Units and accounts that policies of the organization protect newly or no longer. */
export const guardrailWords: KeyWords<Guardrails, unknown> = {
  protectWatch: {
    organizationalUnits: unitChanges("protectWatch"),
    securityAccount: (_, young) => [
      change(young, "protectWatch", "securityAccount", "the security account and the log archive account"),
    ],
  },
  denyReadsFromOutside: { organizationalUnits: unitChanges("denyReadsFromOutside") },
};

function unitChanges(guardrail: keyof Guardrails) {
  return (before: readonly string[], after: readonly string[]): readonly Change[] => {
    const { lost, gained } = listDifference(before, after);
    return [
      ...lost.map((unit) => change(false, guardrail, unit, `the unit ${unit}`)),
      ...gained.map((unit) => change(true, guardrail, unit, `the unit ${unit}`)),
    ];
  };
}

function change(on: boolean, guardrail: keyof Guardrails, target: string, what: string): Change {
  const { title, are } = policies[guardrail];
  return changesIn("guardrails")(
    changeId(`guardrail-${on ? "on" : "off"}`, guardrail, target),
    on ? "more" : "less",
    `${title} ${are} ${on ? "put on" : "taken off"} ${what}.`,
  );
}
