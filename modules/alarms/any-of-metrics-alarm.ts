import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";

export interface AnyOfMetricsAlarmProps {
  readonly name: string;
  /** What happened and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  /** What is counted, in a word for the legend. */
  readonly label: string;
  /** At most 10. */
  readonly metrics: readonly {
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
  /** Sum of all of them in a period from which on it goes off. @default 1 */
  readonly threshold?: number;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  readonly topicArns: readonly string[];
}

/**
 * Goes off when several metrics together count so many events.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export class AnyOfMetricsAlarm extends Construct {
  constructor(scope: Construct, id: string, props: AnyOfMetricsAlarmProps) {
    super(scope, id);

    const { metricNamespace: namespace, period } = props;
    const metrics = props.metrics.map(({ metricName, dimensions }, index) => ({
      id: `metric${index + 1}`,
      metric: { namespace, metricName, dimensions: { ...dimensions }, period, stat: "Sum" },
      returnData: false,
    }));
    // FILL, because a metric that never counted has no values, and a sum with one that is missing has none either.
    const filled = metrics.map(({ id: metric }) => `FILL(${metric}, 0)`);
    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      metricQuery: [
        {
          id: props.label.toLowerCase(),
          expression: `SUM([${filled.join(", ")}])`,
          label: props.label,
          returnData: true,
        },
        ...metrics,
      ],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...props.topicArns],
    });
  }
}
