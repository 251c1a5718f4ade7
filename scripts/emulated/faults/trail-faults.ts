import {
  CloudTrailClient,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteMetricFilterCommand,
  DescribeMetricFiltersCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";

import type { Fault, Find } from "./fault";

const STACKS = ["security", "management"];

const trail = (find: Find) => {
  const { resource, clients } = find("management", "aws_cloudtrail");
  return { Name: resource.text("name"), cloudtrail: clients.of(CloudTrailClient, resource.region) };
};

const everyCall = [
  {
    Name: "Read and write management events",
    FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }],
  },
];

const filter = (find: Find) => {
  const there = find("security", "aws_cloudwatch_log_metric_filter", "Detections_root-used_");
  const { resource, clients } = there;
  const logs = clients.of(CloudWatchLogsClient, resource.region);
  return { ...there, logs, logGroupName: resource.text("log_group_name"), filterName: resource.text("name") };
};

const alarm = (find: Find) => {
  const there = find("security", "aws_cloudwatch_metric_alarm", "Detections_root-used_");
  const cloudwatch = there.clients.of(CloudWatchClient, there.resource.region);
  return { ...there, cloudwatch, AlarmNames: [there.resource.text("alarm_name")] };
};

const group = (find: Find) => {
  const { resource, clients } = find("security", "aws_cloudwatch_log_group", "TrailLogGroup");
  const logs = clients.of(CloudWatchLogsClient, resource.region);
  return { logs, logGroupName: resource.text("name"), days: resource.attributes.retention_in_days as number };
};

/** Of the trail, its log group, filters and alarms. */
export const trailFaults: readonly Fault[] = [
  {
    what: "the trail is stopped",
    kind: "trail-stopped",
    stacks: STACKS,
    plant: (find) => {
      const { cloudtrail, Name } = trail(find);
      return cloudtrail.send(new StopLoggingCommand({ Name }));
    },
    mend: (find) => {
      const { cloudtrail, Name } = trail(find);
      return cloudtrail.send(new StartLoggingCommand({ Name }));
    },
  },
  {
    what: "the trail is of one region",
    kind: "trail-changed",
    stacks: STACKS,
    plant: (find) => {
      const { cloudtrail, Name } = trail(find);
      return cloudtrail.send(new UpdateTrailCommand({ Name, IsMultiRegionTrail: false }));
    },
    mend: (find) => {
      const { cloudtrail, Name } = trail(find);
      return cloudtrail.send(new UpdateTrailCommand({ Name, IsMultiRegionTrail: true }));
    },
  },
  {
    what: "the trail records what writes, and no reads",
    kind: "trail-selects-otherwise",
    stacks: STACKS,
    plant: (find) => {
      const { cloudtrail, Name: TrailName } = trail(find);
      const [{ Name, FieldSelectors }] = everyCall as [(typeof everyCall)[0]];
      const writes = [...FieldSelectors, { Field: "readOnly", Equals: ["false"] }];
      const AdvancedEventSelectors = [{ Name, FieldSelectors: writes }];
      return cloudtrail.send(new PutEventSelectorsCommand({ TrailName, AdvancedEventSelectors }));
    },
    mend: (find) => {
      const { cloudtrail, Name: TrailName } = trail(find);
      return cloudtrail.send(new PutEventSelectorsCommand({ TrailName, AdvancedEventSelectors: everyCall }));
    },
  },
  {
    what: "the log group keeps a day",
    kind: "log-group-changed",
    stacks: STACKS,
    plant: (find) => {
      const { logs, logGroupName } = group(find);
      return logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    },
    mend: (find) => {
      const { logs, logGroupName, days } = group(find);
      return logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
    },
  },
  {
    what: "a metric filter looks for something else",
    kind: "metric-filter-changed",
    stacks: STACKS,
    plant: async (find) => {
      const { logs, logGroupName, filterName, metricTransformations } = await withoutFilter(find);
      const put = { logGroupName, filterName, filterPattern: '{ $.eventName = "Nothing" }', metricTransformations };
      return logs.send(new PutMetricFilterCommand(put));
    },
    mend: async (find) => (await withoutFilter(find)).again(),
  },
  {
    what: "a metric filter is gone",
    kind: "resource-missing",
    stacks: STACKS,
    plant: withoutFilter,
    mend: (find) => filter(find).again(),
  },
  {
    what: "an alarm does nothing when it goes off",
    kind: "alarm-actions-off",
    stacks: STACKS,
    plant: (find) => alarmWith(find, { ActionsEnabled: false }),
    mend: (find) => alarm(find).again(),
  },
  {
    what: "an alarm goes off later than it should",
    kind: "alarm-changed",
    stacks: STACKS,
    plant: (find) => alarmWith(find, { Threshold: 1000 }),
    mend: (find) => alarm(find).again(),
  },
  {
    what: "an alarm is gone",
    kind: "resource-missing",
    stacks: STACKS,
    plant: (find) => {
      const { cloudwatch, AlarmNames } = alarm(find);
      return cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));
    },
    mend: (find) => alarm(find).again(),
  },
  {
    what: "the policy by which EventBridge writes the journal lets somebody else write",
    kind: "log-policy-changed",
    stacks: STACKS,
    plant: (find) => {
      const { resource, clients } = find("security", "aws_cloudwatch_log_resource_policy");
      const statement = {
        Effect: "Allow",
        Principal: { Service: "es.amazonaws.com" },
        Action: "logs:*",
        Resource: "*",
      };
      const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const put = { policyName: resource.text("policy_name"), policyDocument };
      return clients.of(CloudWatchLogsClient, resource.region).send(new PutResourcePolicyCommand(put));
    },
    mend: (find) => find("security", "aws_cloudwatch_log_resource_policy").again(),
  },
];

/** Deletes it: the emulator puts a filter beside one of the same name, where AWS puts it in its place. */
async function withoutFilter(find: Find) {
  const there = filter(find);
  const { logs, logGroupName, filterName } = there;
  const { metricFilters } = await logs.send(
    new DescribeMetricFiltersCommand({ logGroupName, filterNamePrefix: filterName }),
  );
  await logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName }));
  return { ...there, metricTransformations: metricFilters![0]!.metricTransformations };
}

/** The alarm as it is wanted, but for something. */
function alarmWith(find: Find, change: { readonly ActionsEnabled?: boolean; readonly Threshold?: number }) {
  const { cloudwatch, resource } = alarm(find);
  return cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: resource.text("alarm_name"),
      AlarmDescription: resource.text("alarm_description"),
      AlarmActions: resource.attributes.alarm_actions as string[],
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: "notBreaching",
      Namespace: resource.text("namespace"),
      MetricName: resource.text("metric_name"),
      Period: 60,
      Statistic: "Sum",
      Threshold: 1,
      ...change,
    }),
  );
}
