import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";
import { metricsQuery } from "./metrics-query";

export interface ContributorAlarmProps {
  readonly name: string;
  /** What happened and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  readonly metricName: string;
  /** Dimensions of the metric, all of them; each combination goes into alarm by itself. */
  readonly dimensions: readonly string[];
  /** Values that dimensions have to have. @default - any */
  readonly where?: Readonly<Record<string, string>>;
  /**
   * How many combinations go into alarm at once: so many messages a minute at most.
   * @default - as many as CloudWatch takes
   */
  readonly limit?: number;
  /** Which ones, by their sums. @default - highest */
  readonly first?: "highest" | "lowest";
  /** @default 1 */
  readonly threshold?: number;
  /** Seconds, a multiple of 60. @default 60 */
  readonly period?: number;
  /** Topics to tell. @default - none: each change of state is an event that a rule can match */
  readonly topicArns?: readonly string[];
}

/**
 * An alarm that tells of each combination of dimensions once while it goes on, and names it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/multi-time-series-alarm.html
 */
export class ContributorAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ContributorAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      metricQuery: [
        {
          id: "sums",
          expression: metricsQuery({
            metricNamespace: props.metricNamespace,
            metricName: props.metricName,
            dimensions: props.dimensions,
            where: props.where,
            limit: props.limit,
            first: props.first,
          }),
          period: props.period ?? 60,
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...(props.topicArns ?? [])],
    });
  }
}
