import { blocks } from "../../doctor/live/blocks";
import type { WantedResource } from "../../doctor/wanted";
import { healthyIdentityTypes } from "./healthy-identity-types";
import { healthyStorageTypes } from "./healthy-storage-types";
import { arnAt, type HealthyType, part } from "./healthy-type";

type Texts = Readonly<Record<string, string>>;

const text = (value: unknown) => value as string;
const texts = (value: unknown) => value as string[] | undefined;
const number = (value: unknown) => value as number | undefined;

/** Members as in the API models of CloudTrail, CloudWatch Logs and CloudWatch. */
const healthyRecording: Readonly<Record<string, HealthyType>> = {
  aws_cloudtrail: ({ attributes }, { organization, place }) => {
    const Name = organization.names.trail.arn;
    const trail = {
      Name: text(attributes.name),
      S3BucketName: text(attributes.s3_bucket_name),
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      HomeRegion: place.region,
      TrailARN: Name,
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: text(attributes.cloud_watch_logs_group_arn),
      CloudWatchLogsRoleArn: text(attributes.cloud_watch_logs_role_arn),
      KmsKeyId: text(attributes.kms_key_id),
      HasCustomEventSelectors: true,
      IsOrganizationTrail: true,
    };
    const status = {
      IsLogging: true,
      StartLoggingTime: new Date("2026-06-01T09:00:00Z"),
      LatestDeliveryTime: new Date("2026-09-01T11:57:00Z"),
      LatestCloudWatchLogsDeliveryTime: new Date("2026-09-01T11:58:00Z"),
      LatestDigestDeliveryTime: new Date("2026-09-01T11:30:00Z"),
    };
    const selectors = blocks(attributes.advanced_event_selector).map((each) => ({
      Name: text(each.name),
      // AWS was seen to give them in another order.
      FieldSelectors: blocks(each.field_selector)
        .map(({ field, equals, not_equals }) => ({
          Field: text(field),
          ...(equals !== undefined && { Equals: texts(equals) }),
          ...(not_equals !== undefined && { NotEquals: texts(not_equals) }),
        }))
        .reverse(),
    }));
    const insights = blocks(attributes.insight_selector).map((each) => ({
      InsightType: each.insight_type as "ApiCallRateInsight",
    }));
    return [
      part("cloudtrail:GetTrail", { Name }, place, { Trail: trail }),
      part("cloudtrail:GetTrailStatus", { Name }, place, status),
      part("cloudtrail:GetEventSelectors", { TrailName: Name }, place, { AdvancedEventSelectors: selectors }),
      part("cloudtrail:GetInsightSelectors", { TrailName: Name }, place, { InsightSelectors: insights }),
    ];
  },
  aws_cloudtrail_organization_delegated_admin_account: ({ attributes }, { place }) => {
    const DelegatedAdministrators = [{ Id: text(attributes.account_id) }];
    const input = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    return [part("organizations:ListDelegatedAdministrators", input, place, { DelegatedAdministrators })];
  },
  aws_observabilityadmin_centralization_rule_for_organization: ({ attributes }, context) => {
    const Identifier = arnAt(
      "observabilityadmin",
      `organization-centralization-rule/${text(attributes.rule_name)}`,
      context,
    );
    const Properties = JSON.stringify({
      RuleName: attributes.rule_name,
      RuleArn: Identifier,
      Rule: inProperties(attributes.rule),
    });
    const TypeName = "AWS::ObservabilityAdmin::OrganizationCentralizationRule";
    const answer = { TypeName, ResourceDescription: { Identifier, Properties } };
    return [part("cloudformation:GetResource", { TypeName, Identifier }, context.place, answer)];
  },
  aws_cloudwatch_log_group: ({ attributes }, { place }) => {
    const logGroupName = text(attributes.name);
    const group = {
      logGroupName,
      retentionInDays: number(attributes.retention_in_days),
      kmsKeyId: text(attributes.kms_key_id),
      logGroupClass: "STANDARD" as const,
      deletionProtectionEnabled: attributes.deletion_protection_enabled === true,
    };
    return [
      part("logs:DescribeLogGroups", { logGroupNamePrefix: logGroupName }, place, { logGroups: [group] }),
      part("logs:DescribeMetricFilters", { logGroupName }, place, { metricFilters: [] }),
    ];
  },
  aws_cloudwatch_log_metric_filter: ({ attributes }, { place }) => {
    const logGroupName = text(attributes.log_group_name);
    const [transformation = {}] = blocks(attributes.metric_transformation);
    const { default_value: otherwise, dimensions } = transformation;
    const filter = {
      filterName: text(attributes.name),
      filterPattern: text(attributes.pattern),
      metricTransformations: [
        {
          metricName: text(transformation.name),
          metricNamespace: text(transformation.namespace),
          metricValue: text(transformation.value),
          ...(otherwise !== undefined && { defaultValue: Number(otherwise) }),
          ...(dimensions !== undefined && { dimensions: dimensions as Texts }),
        },
      ],
      logGroupName,
      applyOnTransformedLogs: false,
    };
    return [part("logs:DescribeMetricFilters", { logGroupName }, place, { metricFilters: [filter] })];
  },
  aws_cloudwatch_log_resource_policy: ({ attributes }, { place }) => {
    const policy = { policyName: text(attributes.policy_name), policyDocument: text(attributes.policy_document) };
    return [part("logs:DescribeResourcePolicies", {}, place, { resourcePolicies: [policy] })];
  },
  aws_cloudwatch_query_definition: ({ attributes }, { organization, place }) => {
    const input = { queryDefinitionNamePrefix: organization.names.queryName("") };
    const query = {
      name: text(attributes.name),
      queryString: text(attributes.query_string),
      logGroupNames: texts(attributes.log_group_names),
    };
    return [part("logs:DescribeQueryDefinitions", input, place, { queryDefinitions: [query] })];
  },
  aws_cloudwatch_dashboard: ({ attributes }, { place }) => {
    const DashboardName = text(attributes.dashboard_name);
    const answer = { DashboardName, DashboardBody: text(attributes.dashboard_body) };
    return [part("cloudwatch:GetDashboard", { DashboardName }, place, answer)];
  },
  aws_cloudwatch_metric_alarm: ({ attributes }, { organization, place }) => {
    const input = { AlarmNamePrefix: organization.names.alarmName("") };
    return [
      part("cloudwatch:DescribeAlarms", input, place, { MetricAlarms: [alarm(attributes)] }),
      part("cloudwatch:ListAlarmMuteRules", {}, place, { AlarmMuteRuleSummaries: [] }),
    ];
  },
};

function alarm(attributes: WantedResource["attributes"]) {
  const queries = blocks(attributes.metric_query);
  return {
    AlarmName: text(attributes.alarm_name),
    AlarmDescription: text(attributes.alarm_description),
    ActionsEnabled: true,
    OKActions: texts(attributes.ok_actions) ?? [],
    AlarmActions: texts(attributes.alarm_actions) ?? [],
    InsufficientDataActions: [],
    StateValue: "OK" as const,
    StateUpdatedTimestamp: new Date("2026-08-01T10:00:00Z"),
    MetricName: text(attributes.metric_name),
    Namespace: text(attributes.namespace),
    Statistic: attributes.statistic as "Sum",
    Dimensions: dimensionsOf(attributes.dimensions),
    Period: number(attributes.period),
    EvaluationPeriods: number(attributes.evaluation_periods),
    DatapointsToAlarm: number(attributes.datapoints_to_alarm),
    Threshold: number(attributes.threshold),
    ComparisonOperator: attributes.comparison_operator as "GreaterThanThreshold",
    TreatMissingData: text(attributes.treat_missing_data),
    ...(queries.length > 0 && { Metrics: queries.map(metricQuery) }),
  };
}

function metricQuery(query: Readonly<Record<string, unknown>>) {
  const [metric] = blocks(query.metric);
  return {
    Id: text(query.id),
    Expression: query.expression as string | undefined,
    Label: query.label as string | undefined,
    Period: number(query.period),
    ReturnData: query.return_data === true,
    ...(metric !== undefined && {
      MetricStat: {
        Metric: {
          Namespace: text(metric.namespace),
          MetricName: text(metric.metric_name),
          Dimensions: dimensionsOf(metric.dimensions),
        },
        Period: number(metric.period),
        Stat: text(metric.stat),
      },
    }),
  };
}

function dimensionsOf(dimensions: unknown) {
  return Object.entries((dimensions ?? {}) as Texts).map(([Name, Value]) => ({ Name, Value }));
}

/** The trail, logs, alarms, keys, buckets, roles and searches. */
export const healthyTrailTypes: Readonly<Record<string, HealthyType>> = {
  ...healthyRecording,
  ...healthyStorageTypes,
  ...healthyIdentityTypes,
};

/** Blocks of Terraform as the members of a CloudFormation type that are called alike. */
function inProperties(value: unknown): unknown {
  if (Array.isArray(value)) return value.every((each) => typeof each === "object") ? inProperties(value[0]) : value;
  if (typeof value !== "object" || value === null) return value;
  const pascal = (name: string) => name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [pascal(name), inProperties(each)]));
}
