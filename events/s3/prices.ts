import type { S3Plan } from "./plan";

/**
 * Prices of us-east-1 in US dollars, without discounts and free amounts; other regions take up to twice as much.
 * https://aws.amazon.com/s3/pricing/
 */
export const s3Prices = {
  asOf: "June 2026",
  region: "us-east-1",
  /** For a thousand. */
  listings: 0.005,
  /** Out of AWS to the internet, for a GB. Within the region of the bucket it is free. */
  internet: 0.09,
  /** By storage class: a thousand reads, and a GB that is read. Those that are not here cost as STANDARD does. */
  classes: {
    STANDARD: { reads: 0.0004, retrieval: 0 },
    STANDARD_IA: { reads: 0.001, retrieval: 0.01 },
    ONEZONE_IA: { reads: 0.001, retrieval: 0.01 },
    GLACIER_IR: { reads: 0.01, retrieval: 0.03 },
  } as Readonly<Record<string, { readonly reads: number; readonly retrieval: number }>>,
} as const;

/** Bytes of which prices are. */
const GB = 1e9;

/** What reading costs, in US dollars. */
export interface S3Cost {
  /** Listings that were made, and reads that will be; with what is taken for reading from classes that are read seldom. */
  readonly requests: number;
  /** On top of it, if the reader is not in AWS. In another region of it, it is less. */
  readonly internet: number;
}

export function costOf({ objects, bytes, listings }: Pick<S3Plan, "objects" | "bytes" | "listings">): S3Cost {
  const reads = objects.reduce((sum, { size, storageClass = "STANDARD" }) => {
    const price = s3Prices.classes[storageClass] ?? s3Prices.classes.STANDARD!;
    return sum + price.reads / 1000 + (price.retrieval * size) / GB;
  }, 0);
  return { requests: reads + (listings * s3Prices.listings) / 1000, internet: (bytes / GB) * s3Prices.internet };
}
