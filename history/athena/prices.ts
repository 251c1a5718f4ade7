import { type PriceName, prices } from "../../prices/prices";

/** What a query reads of the bucket, at a guess. */
export interface QueryReads {
  /** Of the files as they lie there. */
  readonly bytes: number;
  readonly files: number;
}

/** Every query is charged for so many bytes at least. https://aws.amazon.com/athena/pricing/ */
const LEAST_BYTES = 10_000_000;

/**
 * What is paid for queries: bytes to Athena, and each file to S3 and to KMS, for CloudTrail encrypts each with a data key of its own.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html
 */
export function chargesOfQueries(
  queries: readonly QueryReads[],
): readonly { readonly price: PriceName; readonly quantity: number }[] {
  const sum = (of: (query: QueryReads) => number) => queries.reduce((all, query) => all + of(query), 0);
  const files = sum((query) => query.files);
  return [
    { price: "athenaTerabyte", quantity: sum(({ bytes }) => Math.max(bytes, LEAST_BYTES)) / 1e12 },
    { price: "read", quantity: files },
    { price: "keyUse", quantity: files },
  ];
}

/** The same in US dollars. */
export function queriesCost(queries: readonly QueryReads[]): number {
  return chargesOfQueries(queries).reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);
}
