export interface MetricsQuery {
  readonly metricNamespace: string;
  readonly metricName: string;
  /** Dimensions of the metric, all of them: a metric with one more is another. */
  readonly dimensions: readonly string[];
  /** Values that dimensions have to have. @default - any */
  readonly where?: Readonly<Record<string, string>>;
  /** Dimensions whose combinations are told apart. @default - all of them */
  readonly groupBy?: readonly string[];
  /** Which combinations come first, by their sums. @default - highest */
  readonly first?: "highest" | "lowest";
  /** How many combinations. @default - as many as CloudWatch returns */
  readonly limit?: number;
}

/**
 * Text of a CloudWatch Metrics Insights query for sums. Every identifier is in double quotes: some 300 words are reserved,
 * account among them, in upper and lower case, and AWS adds more.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-reserved-keywords.html
 */
export function metricsQuery({ metricNamespace, metricName, dimensions, where = {}, ...query }: MetricsQuery): string {
  const { groupBy = dimensions, first = "highest", limit } = query;
  const conditions = Object.entries(where).map(([dimension, value]) => `${quoted(dimension)} = '${value}'`);
  return [
    `SELECT SUM(${quoted(metricName)}) FROM SCHEMA(${[metricNamespace, ...dimensions].map(quoted).join(", ")})`,
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join(" AND ")}`]),
    `GROUP BY ${groupBy.map(quoted).join(", ")} ORDER BY SUM() ${first === "highest" ? "DESC" : "ASC"}`,
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join(" ");
}

function quoted(identifier: string): string {
  return `"${identifier}"`;
}
