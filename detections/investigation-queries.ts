import { all, field } from "../patterns/condition";
import { toInsightsFilter } from "../patterns/compile/insights-query";

/** A question that people on call ask of the log group, as a Logs Insights query. */
export interface InvestigationQuery {
  /** Stable kebab-case id. */
  readonly id: string;
  /** As people find it in the console. */
  readonly title: string;
  readonly query: string;
}

const fields =
  "fields eventTime, eventName, errorCode, userIdentity.arn, userIdentity.sessionContext.sessionIssuer.arn, " +
  "requestParameters.secretId, recipientAccountId, awsRegion, sourceIPAddress, vpcEndpointId, userAgent";
const latestFirst = ["sort eventTime desc", "limit 200"];

const readsOfSecrets = all(
  field("eventSource").equals("secretsmanager.amazonaws.com"),
  field("eventName").isOneOf("GetSecretValue", "BatchGetSecretValue"),
);

/** The questions that follow every alarm, with placeholders in capitals. */
export const investigationQueries: readonly InvestigationQuery[] = [
  {
    id: "who-read-secrets",
    title: "Who read secrets",
    query: lines(fields, `filter ${toInsightsFilter(readsOfSecrets)}`, ...latestFirst),
  },
  {
    id: "who-read-secret",
    title: "Who read secret X",
    query: lines(
      fields,
      `filter ${toInsightsFilter(all(readsOfSecrets, field("requestParameters.secretId").contains("NAME-OF-THE-SECRET")))}`,
      ...latestFirst,
    ),
  },
  {
    id: "what-else-did-principal",
    title: "What else did this principal do",
    query: lines(
      "fields eventTime, eventSource, eventName, errorCode, recipientAccountId, awsRegion, sourceIPAddress, userAgent",
      `filter ${toInsightsFilter(field("userIdentity.arn").equals("ARN-OF-THE-PRINCIPAL"))}`,
      ...latestFirst,
    ),
  },
];

function lines(...commands: readonly string[]): string {
  return commands.join("\n| ");
}
