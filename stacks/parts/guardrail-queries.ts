import type { Organization } from "../../organization/organization";
import { harmful } from "../../detections/catalogue/api-call";
import { readsOf, stores } from "../../detections/stores";
import type { InvestigationQuery } from "../../detections/catalogue/investigation-queries";
import { eventNamesOf } from "../../harm/harmful-calls";
import { toInsightsFilter } from "../../patterns/compile/insights-query";
import { all, field, not, type Condition } from "../../patterns/condition";
import { centralGuardrails } from "./watch-guardrails/central";
import { memberGuardrails } from "./watch-guardrails/members";
import type { WatchGuardrail } from "./watch-guardrails/watch-guardrail";

const issuer = field("userIdentity.sessionContext.sessionIssuer.arn");
const account = field("recipientAccountId");

/**
 * What a guardrail would have refused, from the same lists as its policy: to look at before it is attached. An event
 * does not tell a key's alias and a secret's tags, so calls on any key or secret are shown.
 */
export function guardrailQueries(organization: Organization): readonly InvestigationQuery[] {
  const { names, management, security, logArchive } = organization;
  const central = [security, ...(logArchive === undefined ? [] : [logArchive])].map(({ id }) => id);
  return [
    {
      id: "refused-in-members",
      title: "Who would have been refused in members",
      query: whoCalled(memberGuardrails(names), not(account.isOneOf(management.id, ...central))),
    },
    {
      id: "refused-in-security",
      title: "Who would have been refused in the security account",
      query: whoCalled(centralGuardrails(organization), account.isOneOf(...central)),
    },
    {
      id: "read-from-outside",
      title: "Which other accounts read secrets",
      query: lines(
        `filter ${toInsightsFilter(readsOf(stores.secrets))}`,
        // Whether the other account is one of the organization no event tells.
        "filter ispresent(userIdentity.accountId) and userIdentity.accountId != recipientAccountId",
        "stats count(*) as calls, max(eventTime) as last by userIdentity.accountId, recipientAccountId, errorCode",
        "sort calls desc",
        "limit 200",
      ),
    },
  ];
}

function whoCalled(guardrails: readonly WatchGuardrail[], where: Condition): string {
  const byExemption = new Map<string, WatchGuardrail[]>();
  const seen = guardrails.filter((guardrail) => eventNamesOf(guardrail).length > 0);
  for (const guardrail of seen) {
    const key = guardrail.exemptRoles.join();
    byExemption.set(key, [...(byExemption.get(key) ?? []), guardrail]);
  }
  return lines(
    "fields coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn) as who",
    `filter ${toInsightsFilter(all(where, bound))}`,
    `filter ${[...byExemption.values()].map(notExempt).join(" or ")}`,
    "stats count(*) as calls, max(eventTime) as last by who, eventSource, eventName, recipientAccountId, errorCode",
    "sort calls desc",
    "limit 200",
  );
}

/** Service control policies bind neither services nor the roles that are linked to them. */
const bound = all(
  not(field("userIdentity.type").equals("AWSService")),
  not(issuer.contains(":role/aws-service-role/")),
);

/** Calls that guardrails with the same exempt roles refuse. */
function notExempt(guardrails: readonly WatchGuardrail[]): string {
  const refused = guardrails.map(call).join("\n  or ");
  const [exempt] = guardrails.map(({ exemptRoles }) => exemptRoles.map((arn) => not(issuer.matches(arn))));
  return exempt!.length === 0 ? refused : `(${toInsightsFilter(all(...exempt!))} and (\n  ${refused}))`;
}

function call(guardrail: WatchGuardrail): string {
  const { mentions = [] } = guardrail;
  const made = toInsightsFilter(harmful(guardrail));
  if (mentions.length === 0) return made;
  return `(${made} and (${mentions.map((text) => `@message like ${JSON.stringify(text)}`).join(" or ")}))`;
}

function lines(...commands: readonly string[]): string {
  return commands.join("\n| ");
}
