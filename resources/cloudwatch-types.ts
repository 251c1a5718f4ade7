import { actions, type ResourceType } from "./resource-type";

/** CloudWatch: logs, metric filters, alarms, the dashboard. */
export const cloudwatchTypes = {
  aws_cloudwatch_dashboard: {
    plan: actions("cloudwatch", "GetDashboard"),
    apply: actions("cloudwatch", "DeleteDashboards PutDashboard"),
    replacedBy: ["dashboard_name"],
    stateful: false,
    policies: [],
    // AWS shows it in every region; the provider keeps a region of it all the same, and makes it anew in another one.
    scope: "regional",
  },
  aws_cloudwatch_log_group: {
    plan: actions("logs", "DescribeLogGroups ListTagsForResource"),
    apply: actions(
      "logs",
      "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy PutLogGroupDeletionProtection PutRetentionPolicy TagResource UntagResource",
    ),
    replacedBy: ["log_group_class", "name", "name_prefix"],
    stateful: { noun: "log group", lost: "all events in it." },
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_log_metric_filter: {
    plan: actions("logs", "DescribeMetricFilters"),
    apply: actions("logs", "DeleteMetricFilter PutMetricFilter"),
    replacedBy: ["log_group_name", "name"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_log_resource_policy: {
    plan: actions("logs", "DescribeResourcePolicies"),
    apply: actions("logs", "DeleteResourcePolicy PutResourcePolicy"),
    replacedBy: ["policy_name"],
    stateful: false,
    policies: ["policy_document"],
    scope: "regional",
  },
  aws_cloudwatch_metric_alarm: {
    plan: actions("cloudwatch", "DescribeAlarms ListTagsForResource"),
    apply: actions("cloudwatch", "DeleteAlarms PutMetricAlarm TagResource UntagResource"),
    replacedBy: ["alarm_name"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_query_definition: {
    plan: actions("logs", "DescribeQueryDefinitions"),
    apply: actions("logs", "DeleteQueryDefinition PutQueryDefinition"),
    replacedBy: [],
    stateful: false,
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
