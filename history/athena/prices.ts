import { prices } from "../../prices/prices";

/** Every query is charged for so many bytes at least. https://aws.amazon.com/athena/pricing/ */
const LEAST_BYTES = 10_000_000;

/** US dollars for queries that read so many bytes each. */
export function queriesCost(bytes: readonly number[]): number {
  const charged = bytes.reduce((sum, each) => sum + Math.max(each, LEAST_BYTES), 0);
  return (charged / 1e12) * prices.athenaTerabyte.usd;
}
