import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchClient,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type MetricDataQuery,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AttachPolicyCommand, CreatePolicyCommand, OrganizationsClient } from "@aws-sdk/client-organizations";

import { blocks, flag, type Maker, number } from "./maker";

/** Roles, the trail, alarms and what belongs to the organization, in the order in which they are made. */
export const watchMakers = {
  aws_iam_role: async (role, clients) => {
    const RoleName = role.text("name");
    // The emulator knows no policy of a boundary that was made elsewhere, and takes any name.
    const { Role: made } = await clients.of(IAMClient, "us-east-1").send(
      new CreateRoleCommand({
        RoleName,
        Path: role.optional("path"),
        Description: role.optional("description"),
        AssumeRolePolicyDocument: role.text("assume_role_policy"),
        MaxSessionDuration: number(role, "max_session_duration"),
        PermissionsBoundary: role.optional("permissions_boundary"),
      }),
    );
    return { arn: made!.Arn!, name: RoleName, id: RoleName };
  },
  aws_iam_role_policy: async (policy, clients) => {
    await clients.of(IAMClient, "us-east-1").send(
      new PutRolePolicyCommand({
        RoleName: policy.text("role"),
        PolicyName: policy.text("name"),
        PolicyDocument: policy.text("policy"),
      }),
    );
    return {};
  },
  aws_organizations_policy: async (policy, clients) => {
    const { Policy: made } = await clients.of(OrganizationsClient, "us-east-1").send(
      new CreatePolicyCommand({
        Name: policy.text("name"),
        Description: policy.optional("description") ?? "",
        Content: policy.text("content"),
        Type: (policy.optional("type") ?? "SERVICE_CONTROL_POLICY") as "SERVICE_CONTROL_POLICY",
      }),
    );
    return { id: made!.PolicySummary!.Id!, arn: made!.PolicySummary!.Arn! };
  },
  aws_organizations_policy_attachment: async (attachment, clients) => {
    const names = { PolicyId: attachment.text("policy_id"), TargetId: attachment.text("target_id") };
    await clients.of(OrganizationsClient, "us-east-1").send(new AttachPolicyCommand(names));
    return {};
  },
  aws_cloudtrail: async (trail, clients) => {
    const cloudtrail = clients.of(CloudTrailClient, trail.region);
    const Name = trail.text("name");
    const { TrailARN } = await cloudtrail.send(
      new CreateTrailCommand({
        Name,
        S3BucketName: trail.text("s3_bucket_name"),
        CloudWatchLogsLogGroupArn: trail.optional("cloud_watch_logs_group_arn"),
        CloudWatchLogsRoleArn: trail.optional("cloud_watch_logs_role_arn"),
        IsMultiRegionTrail: flag(trail, "is_multi_region_trail"),
        IsOrganizationTrail: flag(trail, "is_organization_trail"),
        IncludeGlobalServiceEvents: flag(trail, "include_global_service_events"),
        EnableLogFileValidation: flag(trail, "enable_log_file_validation"),
        KmsKeyId: trail.optional("kms_key_id"),
      }),
    );
    await cloudtrail.send(
      new PutEventSelectorsCommand({
        TrailName: Name,
        AdvancedEventSelectors: blocks(trail, "advanced_event_selector").map(({ name, field_selector }) => ({
          Name: name as string,
          FieldSelectors: (field_selector as { readonly field: string; readonly equals?: string[] }[]).map(
            ({ field, equals }) => ({ Field: field, Equals: equals }),
          ),
        })),
      }),
    );
    await cloudtrail.send(new StartLoggingCommand({ Name }));
    return { arn: TrailARN!, name: Name };
  },
  aws_cloudwatch_metric_alarm: async (alarm, clients) => {
    await clients.of(CloudWatchClient, alarm.region).send(
      new PutMetricAlarmCommand({
        AlarmName: alarm.text("alarm_name"),
        AlarmDescription: alarm.optional("alarm_description"),
        ActionsEnabled: alarm.attributes.actions_enabled !== false,
        AlarmActions: alarm.attributes.alarm_actions as string[],
        OKActions: alarm.attributes.ok_actions as string[] | undefined,
        InsufficientDataActions: alarm.attributes.insufficient_data_actions as string[] | undefined,
        ComparisonOperator: alarm.text("comparison_operator") as "GreaterThanThreshold",
        EvaluationPeriods: number(alarm, "evaluation_periods"),
        DatapointsToAlarm: number(alarm, "datapoints_to_alarm"),
        Threshold: number(alarm, "threshold"),
        TreatMissingData: alarm.optional("treat_missing_data"),
        ...metricOf(alarm),
      }),
    );
    return {};
  },
  aws_cloudwatch_dashboard: async (dashboard, clients) => {
    const names = { DashboardName: dashboard.text("dashboard_name"), DashboardBody: dashboard.text("dashboard_body") };
    await clients.of(CloudWatchClient, dashboard.region).send(new PutDashboardCommand(names));
    return {};
  },
} satisfies Readonly<Record<string, Maker>>;

type Block = Readonly<Record<string, unknown>>;

function metricOf(alarm: Parameters<Maker>[0]): Partial<PutMetricAlarmCommandInput> {
  const queries = blocks(alarm, "metric_query");
  if (queries.length > 0) return { Metrics: queries.map(query) };
  return {
    Namespace: alarm.text("namespace"),
    MetricName: alarm.text("metric_name"),
    Period: number(alarm, "period"),
    Statistic: alarm.optional("statistic") as "Sum" | undefined,
    Dimensions: dimensionsOf(alarm.attributes.dimensions),
  };
}

function query({ id, expression, label, return_data, period, metric }: Block): MetricDataQuery {
  const first = (Array.isArray(metric) ? metric[0] : metric) as Block | undefined;
  return {
    Id: id as string,
    Expression: expression as string | undefined,
    Label: label as string | undefined,
    ReturnData: return_data === true,
    Period: period as number | undefined,
    ...(first === undefined
      ? {}
      : {
          MetricStat: {
            Metric: {
              Namespace: first.namespace as string,
              MetricName: first.metric_name as string,
              Dimensions: dimensionsOf(first.dimensions),
            },
            Period: first.period as number,
            Stat: first.stat as string,
          },
        }),
  };
}

function dimensionsOf(value: unknown): { Name: string; Value: string }[] {
  return Object.entries((value ?? {}) as Record<string, string>).map(([Name, Value]) => ({ Name, Value }));
}
