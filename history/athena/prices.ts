/** What a query costs. https://aws.amazon.com/athena/pricing/ */
export const athenaPrices = {
  asOf: "June 2026",
  region: "us-east-1",
  /** US dollars for 10^12 bytes of files that are read, packed as they lie there. */
  terabyte: 5,
  /** Every query is charged for so many bytes at least. */
  leastBytes: 10_000_000,
} as const;

/** US dollars for queries that read so many bytes each. */
export function queriesCost(bytes: readonly number[]): number {
  const charged = bytes.reduce((sum, each) => sum + Math.max(each, athenaPrices.leastBytes), 0);
  return (charged / 1e12) * athenaPrices.terabyte;
}
