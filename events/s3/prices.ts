import { type Price, prices } from "../../prices/prices";
import type { S3Plan } from "./plan";

interface ClassPrices {
  readonly read: Price;
  /** On top of it, for a GB. @default - nothing */
  readonly gb?: Price;
}

const standard: ClassPrices = { read: prices.read };
const infrequent: ClassPrices = { read: prices.infrequentRead, gb: prices.infrequentGb };

/** By storage class. Those that are not here cost as STANDARD does. */
const classes: Readonly<Record<string, ClassPrices>> = {
  STANDARD_IA: infrequent,
  ONEZONE_IA: infrequent,
  GLACIER_IR: { read: prices.glacierRead, gb: prices.glacierGb },
};

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
    const { read, gb } = classes[storageClass] ?? standard;
    return sum + read.usd + ((gb?.usd ?? 0) * size) / GB;
  }, 0);
  return { requests: reads + listings * prices.listing.usd, internet: (bytes / GB) * prices.internetGb.usd };
}
