import type { Kind } from "./kind";

/** Of what has to be so before the first deployment, and to stay so. */
export const prerequisiteKinds = {
  "organization-other": {
    urgency: "blind",
    title: "The organization is another one",
    blind: "Policies let in nobody of this organization, so that no event arrives.",
    concerned: "security team",
    docs: "deploying.md#1-the-organization",
  },
  "management-account-other": {
    urgency: "blind",
    title: "The management account is another one",
    blind: "The trail is looked for in the wrong account; what the management account does is nobody's.",
    concerned: "security team",
  },
  "organization-features": {
    urgency: "blind",
    title: "The organization has not all features",
    blind: "There can be no organization trail, so that nothing is seen.",
    concerned: "management account",
    docs: "deploying.md#1-the-organization",
  },
  "trusted-access-missing": {
    urgency: "blind",
    title: "A service has no trusted access to the organization",
    blind:
      "What the service does for all accounts, it does for none: the trail of all accounts is one of a single account.",
    concerned: "management account",
    docs: "deploying.md#1-the-organization",
  },
  "policy-type-off": {
    urgency: "weak",
    title: "Policies of a type are off",
    blind: "Guardrails of that type bind nobody, and can't be attached.",
    concerned: "management account",
    docs: "guardrails.md",
  },
  "trail-administrators-full": {
    urgency: "weak",
    title: "There is no room for the security account among CloudTrail's administrators",
    blind: "Nothing of a trail that works; ours can't be made.",
    concerned: "management account",
    docs: "deploying.md#1-the-organization",
  },
  "trail-administrator-other": {
    urgency: "weak",
    title: "Another account may change the organization's trail",
    blind: "Nothing yet: whoever holds that account can stop the trail.",
    concerned: "management account",
  },
  "account-gone": {
    urgency: "weak",
    title: "An account of the file is not in the organization",
    blind: "Nothing of the organization; its stack can't be deployed.",
    concerned: "security team",
  },
  "account-not-active": {
    urgency: "weak",
    title: "An account of the file is not in use",
    blind: "Nothing while nobody can use it; its stack can't be deployed.",
    concerned: "security team",
  },
  "account-moved": {
    urgency: "weak",
    title: "An account is not in its unit",
    blind: "Guardrails of the unit that the file says do not bind it.",
    concerned: "management account",
    docs: "guardrails.md",
  },
  "deploy-role-missing": {
    urgency: "weak",
    title: "A role of the deployment is not there",
    blind: "Nothing of what is deployed; it can be neither made nor mended.",
    concerned: "owner of the account",
    docs: "deploying.md#2-the-deploy-role",
  },
  "deploy-role-lacks": {
    urgency: "weak",
    title: "A role of the deployment lacks permissions",
    blind: "Nothing of what is deployed; a deployment stops half way.",
    concerned: "owner of the account",
    docs: "deploying.md#2-the-deploy-role",
  },
  "role-boundary-missing": {
    urgency: "weak",
    title: "The permissions boundary of our roles is not there",
    blind: "Nothing of what is deployed; no role can be made.",
    concerned: "owner of the account",
    docs: "deploying.md#the-permissions-boundary",
  },
  "service-role-missing": {
    urgency: "weak",
    title: "A role with which AWS itself works is not there",
    blind:
      "What the service does for us may stop: the trail of members, messages in chats, or the copy of the log group.",
    concerned: "owner of the account",
  },
  "decoy-parameter-missing": {
    urgency: "weak",
    title: "A decoy parameter is not there",
    blind: "Whoever searches parameters does not step on it.",
    concerned: "owner of the account",
  },
  "quota-full": {
    urgency: "weak",
    title: "A quota has no room",
    blind: "What does not fit is not deployed, and not watched.",
    concerned: "owner of the account",
  },
} as const satisfies Readonly<Record<string, Kind>>;
