import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";

export interface AnyOfMetricsAlarmProps {
  readonly name: string;
  /** What happened and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  /** Metrics of which each counts failures. */
  readonly metricNames: readonly string[];
  /** Dimensions that all of them have. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  readonly topicArns: readonly string[];
}

/**
 * Goes off when one of several metrics counts anything.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export class AnyOfMetricsAlarm extends Construct {
  constructor(scope: Construct, id: string, props: AnyOfMetricsAlarmProps) {
    super(scope, id);

    const { metricNamespace: namespace, period } = props;
    const metrics = props.metricNames.map((metricName, index) => ({
      id: `metric${index + 1}`,
      metric: { namespace, metricName, dimensions: { ...props.dimensions }, period, stat: "Sum" },
      returnData: false,
    }));
    // FILL, because a metric that never failed has no values, and a sum with one that is missing has none either.
    const filled = metrics.map(({ id: metric }) => `FILL(${metric}, 0)`);
    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      metricQuery: [
        {
          id: "failures",
          expression: `SUM([${filled.join(", ")}])`,
          label: "Failures",
          returnData: true,
        },
        ...metrics,
      ],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...props.topicArns],
    });
  }
}
