const pricingPages = {
  athena: "https://aws.amazon.com/athena/pricing/",
  alarms: "https://aws.amazon.com/cloudwatch/pricing/",
  dynamodb: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  events: "https://aws.amazon.com/eventbridge/pricing/",
  kms: "https://aws.amazon.com/kms/pricing/",
  s3: "https://aws.amazon.com/s3/pricing/",
  secrets: "https://aws.amazon.com/secrets-manager/pricing/",
  sns: "https://aws.amazon.com/sns/pricing/",
  states: "https://aws.amazon.com/step-functions/pricing/",
  trail: "https://aws.amazon.com/cloudtrail/pricing/",
} as const;

const s3Pages = { source: pricingPages.s3, month: "2026-06" } as const;
const athenaPage = { source: pricingPages.athena, month: "2026-06" } as const;

/** What AWS charges for one of something. */
export interface Price {
  /** US dollars for one. */
  readonly usd: number;
  /** What one is: "key a month". */
  readonly one: string;
  /** AWS's page. */
  readonly source: string;
  /** When it was so. @default - that of `priceList` */
  readonly month?: string;
}

/** Where and when these were the prices. Free tiers and discounts for much are not taken off. */
export const priceList = { region: "us-east-1", month: "2026-11" } as const;

/** Every price that something of ours has. */
export const prices = {
  alarmMetric: { usd: 0.1, one: "metric of an alarm, a month", source: pricingPages.alarms },
  metric: { usd: 0.3, one: "custom metric, a month", source: pricingPages.alarms },
  dashboard: { usd: 3, one: "dashboard, a month", source: pricingPages.alarms },
  logsIngested: { usd: 0.5, one: "GB into CloudWatch Logs", source: pricingPages.alarms },
  logsKept: { usd: 0.03, one: "GB in CloudWatch Logs, compressed, a month", source: pricingPages.alarms },
  logsScanned: { usd: 0.005, one: "GB that Logs Insights scans", source: pricingPages.alarms },
  key: { usd: 1, one: "KMS key, a month", source: pricingPages.kms },
  keyUse: { usd: 0.03 / 10_000, one: "use of a KMS key", source: pricingPages.kms },
  secret: { usd: 0.4, one: "secret or copy of one, a month", source: pricingPages.secrets },
  secretCall: { usd: 0.05 / 10_000, one: "call of Secrets Manager", source: pricingPages.secrets },
  busEvent: { usd: 1 / 1_000_000, one: "event to another account's bus", source: pricingPages.events },
  execution: { usd: 1 / 1_000_000, one: "execution of an express state machine", source: pricingPages.states },
  executionGbHour: { usd: 0.06, one: "GB-hour of executions", source: pricingPages.states },
  tableWrite: { usd: 0.625 / 1_000_000, one: "write of the table", source: pricingPages.dynamodb },
  tableRead: { usd: 0.125 / 1_000_000, one: "read of 4 KB of the table", source: pricingPages.dynamodb },
  mail: { usd: 2 / 100_000, one: "mail", source: pricingPages.sns },
  insightEvent: { usd: 0.35 / 100_000, one: "event that CloudTrail Insights analyses", source: pricingPages.trail },
  archivedGb: { usd: 0.004, one: "GB in the archive class of the bucket, a month", source: pricingPages.s3 },
  bucketGb: { usd: 0.023, one: "GB in the bucket, a month", source: pricingPages.s3 },
  athenaTerabyte: { usd: 5, one: "10^12 bytes that Athena reads, packed as they lie there", ...athenaPage },
  listing: { usd: 0.005 / 1000, one: "listing of a bucket", ...s3Pages },
  internetGb: { usd: 0.09, one: "GB out of AWS; within the region of the bucket it is free", ...s3Pages },
  read: { usd: 0.0004 / 1000, one: "read of an object", ...s3Pages },
  infrequentRead: { usd: 0.001 / 1000, one: "read of an object of an infrequent-access class", ...s3Pages },
  infrequentGb: { usd: 0.01, one: "GB read of an infrequent-access class", ...s3Pages },
  glacierRead: { usd: 0.01 / 1000, one: "read of an object of GLACIER_IR", ...s3Pages },
  glacierGb: { usd: 0.03, one: "GB read of GLACIER_IR", ...s3Pages },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** Where and when a price was so, in words that follow "prices of". */
export function placeAndTime({ month = priceList.month }: Price): string {
  return `${priceList.region}, ${month}`;
}
