import { all, field } from "../../patterns/condition";
import { toInsightsFilter } from "../../patterns/compile/insights-query";
import { within } from "../../patterns/within";
import { readsOfSecrets } from "./secrets-reads";

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

const journalFields =
  "fields detail.eventTime, detail.eventName, detail.errorCode, detail.userIdentity.arn, " +
  "detail.requestParameters.secretId, account, detail.awsRegion, detail.sourceIPAddress, detail.userAgent";
const latestOfJournalFirst = ["sort detail.eventTime desc", "limit 200"];

/** The latest reads in the journal, whose records are whole EventBridge events. */
export const latestUnexpectedReads: InvestigationQuery = {
  id: "unexpected-reads",
  title: "Latest unexpected reads of secrets",
  query: lines(journalFields, ...latestOfJournalFirst),
};

/** Questions to the journal, with placeholders in capitals. */
export const journalQueries: readonly InvestigationQuery[] = [
  latestUnexpectedReads,
  {
    id: "who-read-secret-unexpectedly",
    title: "Who read secret X unexpectedly",
    query: lines(
      journalFields,
      `filter ${toInsightsFilter(within("detail", field("requestParameters.secretId").contains("NAME-OF-THE-SECRET")))}`,
      ...latestOfJournalFirst,
    ),
  },
  {
    id: "who-reads-unexpectedly",
    title: "Who reads most secrets unexpectedly",
    query: lines(
      "fields coalesce(detail.userIdentity.sessionContext.sessionIssuer.arn, detail.userIdentity.arn) as reader",
      "stats count(*) as calls, count_distinct(detail.requestParameters.secretId) as secrets, max(detail.eventTime) as last by account, reader",
      "sort secrets desc, calls desc",
      "limit 200",
    ),
  },
];

/** What the dashboard shows of a journal; the time is that of the dashboard. */
export const journalCharts = {
  byAccount:
    "stats count(*) as reads, count_distinct(detail.requestParameters.secretId) as secrets by account | sort reads desc | limit 10",
  byReader: lines(
    "fields coalesce(detail.userIdentity.sessionContext.sessionIssuer.arn, detail.userIdentity.arn) as reader",
    "stats count(*) as reads, count_distinct(detail.requestParameters.secretId) as secrets by account, reader",
    "sort reads desc",
    "limit 10",
  ),
  byPlace: lines(
    "fields coalesce(detail.userIdentity.sessionContext.sessionIssuer.arn, detail.userIdentity.arn) as reader",
    "fields coalesce(detail.vpcEndpointId, detail.sourceIPAddress) as place",
    "stats count(*) as reads by account, reader, place",
    "sort reads desc",
    "limit 10",
  ),
  refusals: lines(
    "filter ispresent(detail.errorCode)",
    "stats count(*) as attempts by account, detail.errorCode",
    "sort attempts desc",
    "limit 10",
  ),
} as const;

/** The same of reads of decoys, also in batches: Logs Insights can't search a list, so the whole event is searched. */
export function decoyChart(decoyNames: readonly string[]): string {
  const named = decoyNames.flatMap((name) => [`"${name}"`, `:${name}"`, `:${name}-`]);
  return lines(
    `filter ${named.map((text) => `@message like ${JSON.stringify(text)}`).join(" or ")}`,
    "fields coalesce(detail.userIdentity.sessionContext.sessionIssuer.arn, detail.userIdentity.arn) as reader",
    "stats count(*) as reads by account, reader",
    "sort reads desc",
    "limit 10",
  );
}

/** When each account and region last sent a sign of life, those that are silent for longest first. */
export const lastSignsOfLife: InvestigationQuery = {
  id: "last-signs-of-life",
  title: "Last sign of life of each account",
  query: lines(
    'filter source = "aws.events"',
    "stats max(@timestamp) as last by account, region",
    "sort last asc",
    "limit 200",
  ),
};

function lines(...commands: readonly string[]): string {
  return commands.join("\n| ");
}
