import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { all, type Condition, field, not } from "../patterns/condition";
import { customField, type EventField } from "../patterns/fields";
import { within } from "../patterns/within";
import { succeeded } from "./api-call";
import { readMetricNames, refused } from "./forwarded-reads";
import { asksFor } from "./secrets-decoys";

/** A metric of the journal of unexpected reads, and the filters that feed it. */
export interface JournalMetric {
  readonly metricName: string;
  readonly filters: readonly JournalFilter[];
}

export interface JournalFilter {
  /** Unique in its metric; without /, which ids can't hold, and without : and *, which names of filters can't. */
  readonly id: string;
  /** CloudWatch Logs filter pattern on a whole EventBridge event. */
  readonly pattern: string;
  /** Selectors of what tells one series from another, by dimension. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where something is found in an event, and which events have it there. No event fits two in a list. */
interface Source {
  readonly id: string;
  readonly selector: string;
  readonly condition: Condition;
}

const role = field("userIdentity.sessionContext.sessionIssuer.arn");
const principal = field("userIdentity.arn");

/**
 * Who read, from the best answer to the last resort: a record that lacks a dimension's field would not be counted at all.
 * The role of a session, not the session: names of sessions are the caller's choice, and there are any number of them.
 * Single sign-on chooses the names itself, and they are people's; nobody else can make roles below its path.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
const readers = sourcesOf([
  ["person", "userIdentity.arn", all(role.contains(":role/aws-reserved/sso.amazonaws.com/"), principal.exists())],
  ["role", "userIdentity.sessionContext.sessionIssuer.arn", role.exists()],
  ["principal", "userIdentity.arn", principal.exists()],
  ["type", "userIdentity.type", field("userIdentity.type").exists()],
  ["unknown", "eventSource", field("eventSource").exists()],
]);

/** What was read; the call itself where the request names no single secret. */
const secrets = sourcesOf([
  ["secret", "requestParameters.secretId", field("requestParameters.secretId").exists()],
  ["call", "eventName", field("eventName").exists()],
]);

const account = { account: "$.account" };
/** Names of the dimensions of reads by kind, and of reads by reader. */
export const readDimensions = ["account", "secret", "reader"] as const;
export const readerDimensions = ["account", "reader"] as const;
const hasAccount = field(customField("account")).exists();

/**
 * Reads by kind, account, secret and reader. The journal holds reads of secrets only, so the filters need not ask for
 * the call. A batch that names two decoys is counted for each of them.
 */
export function readMetrics(decoyNames: readonly string[]): readonly JournalMetric[] {
  return [
    ...(decoyNames.length === 0
      ? []
      : [
          {
            metricName: readMetricNames.decoys,
            filters: decoyNames.flatMap((name) => detailed(asksFor(name), decoySuffix(name))),
          },
        ]),
    { metricName: readMetricNames.reads, filters: detailed(succeeded) },
    { metricName: readMetricNames.refusals, filters: detailed(refused) },
  ];
}

/** No name of a secret holds a ~, so that two decoys never have the same, nor one that ends like a filter's number. */
function decoySuffix(name: string): string {
  return `~${name.replaceAll("/", "~")}`;
}

function detailed(kind: Condition, suffix = ""): readonly JournalFilter[] {
  return readers.flatMap((reader) =>
    secrets.flatMap((secret) =>
      filtersOf(
        `${reader.id}-${secret.id}`,
        all(kind, reader.condition, secret.condition),
        { ...account, secret: secret.selector, reader: reader.selector },
        suffix,
      ),
    ),
  );
}

/** All kinds by account and reader: does not grow with the number of secrets that a single reader goes through. */
export const readerMetric: JournalMetric = {
  metricName: "ReadsByReader",
  filters: readers.flatMap((reader) =>
    filtersOf(reader.id, reader.condition, {
      ...account,
      reader: reader.selector,
    }),
  ),
};

/** The same of waves that are only watched, in a journal of their own: they are charted, and no alarm knows them. */
export const watchedMetric: JournalMetric = { ...readerMetric, metricName: "WatchedReads" };

/** All kinds together, without dimensions: CloudWatch has no reason to switch this one off, whatever happens. */
export const totalMetric: JournalMetric = {
  metricName: "AllReads",
  filters: filtersOf("all", field("eventName").exists(), {}),
};

function filtersOf(
  id: string,
  condition: Condition,
  dimensions: JournalFilter["dimensions"],
  suffix = "",
): readonly JournalFilter[] {
  return toFilterPatterns(all(within("detail", condition), hasAccount)).map((pattern, index) => ({
    id: `${index === 0 ? id : `${id}-${index + 1}`}${suffix}`,
    pattern,
    dimensions,
  }));
}

/** The first of the sources that is in an event. */
function sourcesOf(
  sources: readonly (readonly [id: string, field: EventField, isThere: Condition])[],
): readonly Source[] {
  return sources.map(([id, name, isThere], index) => {
    const before = sources.slice(0, index).map(([, , other]) => not(other));
    return { id, selector: `$.detail.${name}`, condition: all(...before, isThere) };
  });
}
