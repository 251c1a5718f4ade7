import type { Organization } from "../config/organization";
import { changeId, listDifference, type Change } from "./change";

const titles = {
  protectPipeline: "The policies that protect the watch itself",
  denyReadsFromOutside: "The policy that denies reads from outside of the organization",
} as const;

/** Units and accounts that policies of the organization protect newly or no longer. */
export function guardrailChanges(
  { guardrails: before }: Organization,
  { guardrails: after }: Organization,
): readonly Change[] {
  const old = before.protectPipeline.securityAccount;
  const young = after.protectPipeline.securityAccount;
  const central = "the security account and the log archive account";
  return [
    ...(["protectPipeline", "denyReadsFromOutside"] as const).flatMap((guardrail) => {
      const { lost, gained } = listDifference(
        before[guardrail].organizationalUnits,
        after[guardrail].organizationalUnits,
      );
      return [
        ...lost.map((unit) => change("guardrail-off", guardrail, unit, `the unit ${unit}`)),
        ...gained.map((unit) => change("guardrail-on", guardrail, unit, `the unit ${unit}`)),
      ];
    }),
    ...(old && !young ? [change("guardrail-off", "protectPipeline", "securityAccount", central)] : []),
    ...(!old && young ? [change("guardrail-on", "protectPipeline", "securityAccount", central)] : []),
  ];
}

function change(
  kind: "guardrail-off" | "guardrail-on",
  guardrail: keyof typeof titles,
  target: string,
  what: string,
): Change {
  const off = kind === "guardrail-off";
  const verb =
    guardrail === "protectPipeline" ? (off ? "are taken off" : "are put on") : off ? "is taken off" : "is put on";
  return {
    id: changeId(kind, guardrail, target),
    area: "guardrails",
    watch: off ? "less" : "more",
    guarded: false,
    text: `${titles[guardrail]} ${verb} ${what}.`,
  };
}
