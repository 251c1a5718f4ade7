import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "./literal";
import { metricsQuery } from "./metrics-query";

export interface ContributorSilenceAlarmProps {
  readonly name: string;
  /** What is blind now and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  /** A metric whose values are 1 and more: what sends nothing has no value. */
  readonly metricName: string;
  /** Dimensions of the metric, all of them; each combination goes into alarm by itself. */
  readonly dimensions: readonly string[];
  /** How many combinations go into alarm at once, those with the lowest sums. */
  readonly limit: number;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  /** Periods without a value until the alarm. */
  readonly periods: number;
  readonly topicArns: readonly string[];
}

/**
 * An alarm that names the combinations of dimensions that fell silent.
 *
 * It looks at one period more than have to be empty: a combination without any value in what it looks at is not found by the
 * query, so not all of them can be empty. For the same reason it also goes off for a combination that is new.
 *
 * It can't be the only one: a combination that was silent for longer is back to OK without a word, hence no message for
 * that; and if all are silent, the alarm goes off without naming any (seen in recorded answers of AWS).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class ContributorSilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ContributorSilenceAlarmProps) {
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
            first: "lowest",
            limit: props.limit,
          }),
          period: props.period,
          returnData: true,
        },
      ],
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: props.periods + 1,
      datapointsToAlarm: props.periods,
      treatMissingData: "breaching",
      alarmActions: [...props.topicArns],
    });
  }
}
