import { csvRow, joinedCsv, type Csv } from "../../text/csv";
import type { History, ReadsOf } from "../history";
import { isoOf } from "../when";

const columns: Readonly<Record<string, (read: ReadsOf) => string | number>> = {
  verdict: ({ verdict }) => verdict,
  severity: ({ severity }) => severity ?? "",
  told: ({ isTold }) => (isTold ? "yes" : "no"),
  account_id: ({ accountId }) => accountId,
  account: ({ accountName }) => accountName ?? "",
  region: ({ region }) => region,
  store: ({ store }) => store,
  secret: ({ secret }) => secret,
  reader: ({ reader }) => reader.name,
  principal: ({ reader }) => reader.principal ?? "",
  person: ({ reader }) => reader.person ?? "",
  reads: ({ count }) => count,
  days: ({ days }) => days.size,
  first: ({ first }) => isoOf(first),
  last: ({ last }) => isoOf(last),
  from: ({ places }) => places.map(({ place }) => place).join(" "),
  detection: ({ detection }) => detection ?? "",
};

/** How every file begins, by which an earlier one is known as such. */
export const CSV_BEGINNING = Object.keys(columns).join(",");

/** Who reads what, a row for each secret, reader and verdict. */
export function historyCsv({ reads }: History): Csv {
  const rows = reads.map((read) => csvRow(Object.values(columns).map((value) => value(read))));
  return joinedCsv([csvRow(Object.keys(columns)), ...rows]);
}
