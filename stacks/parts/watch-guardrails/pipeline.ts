import { entryRoleNames } from "../../../organization/names/access-names";
import type { Organization } from "../../../organization/organization";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

/**
 * The entry roles of the pipeline and the provider of its tokens: whoever may change them may do all that the deploy role may,
 * so they are nobody's, also not that role's. A person who applies the stack `pipeline` takes the guardrail off before.
 */
export function pipeline({ names, pipeline: settings }: Organization): readonly WatchGuardrail[] {
  if (settings === undefined) return [];
  const roleArns = names.access.entryRoleArns;
  const provider = settings.oidc && (settings.oidc.providerArn ?? names.access.tokenProviderArn(settings.oidc.issuer));
  const roles: WatchGuardrail = {
    sid: "PipelineRoles",
    ...harmfulCalls.roles,
    resources: roleArns,
    exemptRoles: [],
    mentions: entryRoleNames,
  };
  if (provider === undefined) return [roles];
  return [
    roles,
    {
      sid: "PipelineTokens",
      ...harmfulCalls.tokenProviders,
      resources: [provider],
      exemptRoles: [],
      // What makes it names the issuer, everything else its ARN.
      mentions: [settings.oidc!.issuer],
    },
  ];
}
