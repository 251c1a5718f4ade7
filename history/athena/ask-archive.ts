import type { Detection } from "../../detections/detection";
import type { Observer } from "../observer";
import { UNTIMED } from "../observer";
import { daysFrom } from "../when";
import { type AnswerRow, observedOf } from "./answers";
import type { ArchiveQueries } from "./archive-queries";
import type { QueryReads } from "./prices";
import { type Part, querySql, type Question, questionOf } from "./question";

/** A query that is to be made. */
export interface PlannedQuery extends QueryReads {
  readonly sql: string;
}

/** All that is to be asked of the archive. */
export interface ArchivePlan {
  readonly queries: readonly PlannedQuery[];
  /** Detections that can't be asked for, and why. */
  readonly left: Question["left"];
}

/** Ids of accounts in one query; more in a list would leave no room for detections. */
const MOST_ACCOUNTS = 2000;

/** Share of the limit that a query is planned for: days differ. */
const SHARE = 0.5;

/**
 * Queries that count all of a part, each of few enough days that it stays below the limit of the workgroup.
 *
 * @param there all files of the part, and their bytes
 * @param limit bytes that one query may read
 */
export function planArchive(
  part: Part,
  detections: readonly Detection[],
  there: QueryReads,
  limit: number,
): ArchivePlan {
  const { detections: batches, left } = questionOf(detections);
  const accounts = chunks(part.accounts, MOST_ACCOUNTS);
  const days = daysFrom(Date.parse(part.from), Date.parse(part.to));
  const queries = accounts.flatMap((some) => {
    const share = some.length / part.accounts.length / days.length;
    const bytesOfDay = there.bytes * share;
    const span = Math.max(1, Math.min(days.length, Math.floor((limit * SHARE) / bytesOfDay)));
    return chunks(days, span).flatMap((few) =>
      batches.map((batch, index): PlannedQuery => ({
        sql: querySql({ ...part, accounts: some, from: few[0]!, to: few.at(-1)! }, batch, index === 0),
        bytes: Math.ceil(bytesOfDay * few.length),
        files: Math.ceil(there.files * share * few.length),
      })),
    );
  });
  return { queries, left };
}

/** Takes down what the queries count, as an observer of the same events would. */
export async function askArchive(
  queries: ArchiveQueries,
  plan: ArchivePlan,
  observer: Observer,
  onAnswer: () => void,
): Promise<void> {
  for (const { sql } of plan.queries) {
    const rows: AnswerRow[] = [];
    for await (const row of queries.rowsOf(sql)) rows.push(row);
    observer.merge(observedOf(rows));
    for (const [kind, , , taken] of rows) {
      if (kind === "untimed") observer.refuse("the archive", UNTIMED, Number(taken));
    }
    onAnswer();
  }
}

function chunks<Each>(all: readonly Each[], most: number): readonly (readonly Each[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
}
