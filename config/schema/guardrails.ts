import { section, set, word, yesOrNo } from "./values";

const organizationalUnits = set(
  "organizationalUnits",
  word("unitName", "units are names from organizationalUnits", "Write a unit's name, not its id."),
)
  .default([])
  .describe("Names from organizationalUnits; one at a time, sandboxes first.");

const policies = {
  protectWatch: section("protectWatch", {
    organizationalUnits,
    securityAccount: yesOrNo("securityAccount")
      .default(false)
      .describe("Protects what is in the security account and the log archive account, whatever unit they are in."),
  })
    .prefault({})
    .describe("Service control policies: only the deploy role changes what Secretwatch deployed."),
  denyReadsFromOutside: section("denyReadsFromOutside", { organizationalUnits })
    .prefault({})
    .describe("Resource control policy: nobody outside the organization reads a secret, whatever its own policy says."),
};

export const guardrailNames = Object.keys(policies) as readonly (keyof typeof policies)[];

/** Policies of the organization, each off until somebody lists a target for it. */
export const guardrails = section("guardrails", policies)
  .prefault({})
  .describe("Policies of the organization that keep others from switching the watch off. Default: none.");
