import type { AnswerOf } from "../../aws/operations";
import { UNKNOWN } from "../unknown";
import type { WantedResource } from "../wanted";
import { shellCommand } from "../../text/shell-command";
import { blocks } from "./blocks";
import { notThere, type LiveType, type Looking, type LookAt, type Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { shown, unlike } from "./unlike";

type LogGroup = NonNullable<AnswerOf<"logs:DescribeLogGroups">["logGroups"]>[number];
type MetricFilter = NonNullable<AnswerOf<"logs:DescribeMetricFilters">["metricFilters"]>[number];

const logGroup: LookAt = async ({ attributes, ...resource }, looking) => {
  const logGroupNamePrefix = attributes.name as string;
  const { logGroups = [] } = await looking.calls.call("logs:DescribeLogGroups", { logGroupNamePrefix }, looking.place);
  const found = logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix);
  if (found === undefined) return notThere;
  const whose = `The log group ${logGroupNamePrefix}`;
  return [
    ...unlike("log-group-changed", whose, [
      ["how many days it keeps", keptDays(attributes), found.retentionInDays],
      ["its key", attributes.kms_key_id, found.kmsKeyId],
      ["its class", attributes.log_group_class ?? "STANDARD", found.logGroupClass ?? "STANDARD"],
      [
        "its protection from deletion",
        attributes.deletion_protection_enabled ?? false,
        found.deletionProtectionEnabled ?? false,
      ],
    ]),
    ...(await masking(found, whose, looking)),
    ...(await foreignFilters({ attributes, ...resource }, looking)),
  ];
};

/** As the API says it, for which nothing is for ever. */
function keptDays({ retention_in_days: days }: WantedResource["attributes"]): unknown {
  return days === 0 ? undefined : days;
}

/**
 * What is masked, metric filters and queries don't see, either.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
 */
async function masking(
  { logGroupName, dataProtectionStatus, inheritedProperties = [] }: LogGroup,
  whose: string,
  { calls, place }: Looking,
): Promise<readonly Wrong[]> {
  const wrong: Wrong[] = [];
  if (dataProtectionStatus === "ACTIVATED") {
    const input = { logGroupIdentifier: logGroupName! };
    const { policyDocument } = await calls.call("logs:GetDataProtectionPolicy", input, place);
    const masked = maskedBy(policyDocument);
    if (masked !== undefined) {
      wrong.push({
        kind: "log-group-masked",
        what: `${whose} masks ${masked}.`,
        mend: shellCommand`aws logs delete-data-protection-policy --region ${place.region} --log-group-identifier ${logGroupName!}`,
      });
    }
  }
  if (inheritedProperties.includes("ACCOUNT_DATA_PROTECTION")) {
    const input = { policyType: "DATA_PROTECTION_POLICY" } as const;
    const { accountPolicies = [] } = await calls.call("logs:DescribeAccountPolicies", input, place);
    for (const { policyName, policyDocument } of accountPolicies) {
      const masked = maskedBy(policyDocument);
      if (masked === undefined) continue;
      wrong.push({
        kind: "log-group-masked",
        what: `${whose} masks ${masked}, as the policy ${policyName} of the account says of all log groups.`,
        mend: "Put the account's policy on the log groups that need it, one by one, and delete it for the account.",
      });
    }
  }
  return wrong;
}

/**
 * What a data protection policy masks; undefined if it does no more than report.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html
 */
function maskedBy(policyDocument: string | undefined): string | undefined {
  if (policyDocument === undefined || policyDocument === "") return undefined;
  const { Statement = [] } = JSON.parse(policyDocument) as {
    readonly Statement?: readonly {
      readonly DataIdentifier?: readonly string[];
      readonly Operation?: Readonly<Record<string, unknown>>;
    }[];
  };
  const identifiers = Statement.filter(({ Operation }) => Operation?.Deidentify !== undefined).flatMap(
    ({ DataIdentifier = ["something"] }) => DataIdentifier.map((each) => each.replace(/^.*\//, "")),
  );
  return identifiers.length === 0 ? undefined : shown([...new Set(identifiers)]);
}

/** Filters on a log group of ours that count into a metric of ours, and that no stack makes. */
async function foreignFilters(
  { address, attributes }: Pick<WantedResource, "address" | "attributes">,
  { calls, place, stack, organization }: Looking,
): Promise<readonly Wrong[]> {
  const ours = stack.resources.filter(
    ({ type, refersTo, attributes: { log_group_name } }) =>
      type === "aws_cloudwatch_log_metric_filter" && (refersTo.includes(address) || log_group_name === attributes.name),
  );
  if (ours.length === 0) return [];
  const logGroupName = attributes.name as string;
  const { metricFilters = [] } = await calls.call("logs:DescribeMetricFilters", { logGroupName }, place);
  const names = new Set(ours.map((each) => each.attributes.name));
  return metricFilters
    .filter(({ filterName }) => !names.has(filterName))
    .filter(({ metricTransformations = [] }) =>
      metricTransformations.some(({ metricNamespace }) => metricNamespace === organization.names.metricNamespace),
    )
    .map(({ filterName, metricTransformations = [] }) => ({
      kind: "metric-filter-added",
      what: `The metric filter ${filterName} of ${logGroupName} counts into ${metricTransformations[0]?.metricName}, and is not in the configuration.`,
      mend: shellCommand`aws logs delete-metric-filter --region ${place.region} --log-group-name ${logGroupName} --filter-name ${filterName ?? ""}`,
    }));
}

const metricFilter: LookAt = async ({ attributes }, { calls, place }) => {
  const logGroupName = attributes.log_group_name as string;
  const { metricFilters = [] } = await calls.call("logs:DescribeMetricFilters", { logGroupName }, place);
  const found = metricFilters.find(({ filterName }) => filterName === attributes.name);
  if (found === undefined) return notThere;
  return unlike("metric-filter-changed", `The metric filter ${String(attributes.name)}`, [
    ["its pattern", attributes.pattern, found.filterPattern],
    ...transformation(attributes, found),
    // Of other events than all, or as something else has made them: neither is ours.
    ["what it is confined to", undefined, found.fieldSelectionCriteria],
    [
      "whether it sees transformed events",
      attributes.apply_on_transformed_logs ?? false,
      found.applyOnTransformedLogs ?? false,
    ],
    ["which dimensions it takes from Logs", undefined, found.emitSystemFieldDimensions],
  ]);
};

/** AWS takes one. */
function transformation(
  { metric_transformation }: WantedResource["attributes"],
  { metricTransformations = [] }: MetricFilter,
): Parameters<typeof unlike>[2] {
  const [wanted = {}] = blocks(metric_transformation);
  const [found] = metricTransformations;
  return [
    ["its metric", wanted.name, found?.metricName],
    ["its namespace", wanted.namespace, found?.metricNamespace],
    ["what it counts", wanted.value, found?.metricValue],
    // Text in Terraform, a number in the API.
    ["what it counts otherwise", numberOf(wanted.default_value), found?.defaultValue],
    ["its dimensions", wanted.dimensions ?? {}, found?.dimensions ?? {}],
    ["its unit", wanted.unit ?? "None", found?.unit ?? "None"],
  ];
}

function numberOf(text: unknown): unknown {
  return text === undefined || text === UNKNOWN ? text : Number(text);
}

const resourcePolicy: LookAt = async ({ attributes }, { calls, place }) => {
  const { resourcePolicies = [] } = await calls.call("logs:DescribeResourcePolicies", {}, place);
  const found = resourcePolicies.find(({ policyName }) => policyName === attributes.policy_name);
  if (found === undefined) return notThere;
  const what = policySentence(
    `The policy ${String(attributes.policy_name)} of CloudWatch Logs`,
    attributes.policy_document,
    found.policyDocument,
  );
  return what === undefined ? [] : [{ kind: "log-policy-changed", what }];
};

const queryDefinition: LookAt = async ({ attributes }, { calls, place, organization }) => {
  const queryDefinitionNamePrefix = organization.names.queryName("");
  const input = { queryDefinitionNamePrefix };
  const { queryDefinitions = [] } = await calls.call("logs:DescribeQueryDefinitions", input, place);
  const found = queryDefinitions.find(({ name }) => name === attributes.name);
  if (found === undefined) return notThere;
  return unlike("query-changed", `The saved query ${String(attributes.name)}`, [
    ["what it asks", attributes.query_string, found.queryString],
    ["which log groups it asks", attributes.log_group_names, found.logGroupNames],
  ]);
};

/** CloudWatch Logs as it is. */
export const logLooks: Readonly<Record<string, LiveType>> = {
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_metric_filter: metricFilter,
  aws_cloudwatch_log_resource_policy: resourcePolicy,
  aws_cloudwatch_query_definition: queryDefinition,
};
