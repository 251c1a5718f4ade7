import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";

import type { AnswerRow } from "./answers";
import { askingAthena, QueryFailed } from "./athena-refusal";

export interface ArchiveQueriesProps {
  readonly client: AthenaClient;
  readonly workgroup: string;
  readonly database: string;
  /** Ends the query that is on, which then costs what it read up to then. */
  readonly signal?: AbortSignal;
  /** Told how many bytes a query has read, as often as it is asked for. */
  readonly onProgress?: (bytes: number) => void;
  /** Waits. @default - by the clock */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Milliseconds between two looks at a query: the first is soon, for most are short. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

/** Rows of a page; the most that Athena gives. The names of the columns are a row of the first. */
const ROWS = 1000;

/**
 * Queries of a workgroup, one after the other. Where results go, and how much a query may read, is the workgroup's to say.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export class ArchiveQueries {
  constructor(private readonly props: ArchiveQueriesProps) {}

  /**
   * Rows of the answer, without the names of the columns.
   *
   * @throws QueryFailed with the reason, in words that follow "Athena"
   */
  async *rowsOf(sql: string): AsyncGenerator<AnswerRow> {
    const { client, workgroup, database } = this.props;
    this.assertGoesOn();
    const { QueryExecutionId: id } = await askingAthena(() =>
      client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          WorkGroup: workgroup,
          QueryExecutionContext: { Database: database },
        }),
      ),
    );
    await this.stoppedUnlessItEnds(id!);
    let token: string | undefined;
    let isFirst = true;
    do {
      this.assertGoesOn();
      const page = await askingAthena(() =>
        client.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token, MaxResults: ROWS })),
      );
      const rows = page.ResultSet?.Rows ?? [];
      for (const { Data = [] } of isFirst ? rows.slice(1) : rows) yield Data.map((cell) => cell.VarCharValue ?? null);
      isFirst = false;
      token = page.NextToken;
    } while (token !== undefined);
  }

  /** A query that can't be looked at would read on, and be paid for. */
  private async stoppedUnlessItEnds(id: string): Promise<void> {
    try {
      await this.end(id);
    } catch (error) {
      if (!(error instanceof QueryFailed) || error.isOver) throw error;
      await this.stop(id).catch(() => undefined);
      throw error;
    }
  }

  /** Waits until a query has its answer. */
  private async end(id: string): Promise<void> {
    const { client, signal, onProgress, pause = pauseOf } = this.props;
    const stopped = aborted(signal);
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      this.assertGoesOn();
      const { QueryExecution: query } = await askingAthena(() =>
        client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
      );
      onProgress?.(query?.Statistics?.DataScannedInBytes ?? 0);
      if (isSucceeded(query)) return;
      await Promise.race([pause(wait), stopped]);
    }
  }

  private assertGoesOn(): void {
    if (this.props.signal?.aborted === true) throw new QueryFailed("was told to stop the query", true);
  }

  private async stop(id: string): Promise<void> {
    await askingAthena(() => this.props.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })));
  }
}

/** @throws QueryFailed if it has ended otherwise */
function isSucceeded(query: QueryExecution | undefined): boolean {
  const { State: state, StateChangeReason: reason = "it does not say why" } = query?.Status ?? {};
  if ((state === "FAILED" || state === "CANCELLED") && /bytes scanned limit/i.test(reason)) {
    throw new QueryFailed(
      "stopped the query at the limit of bytes: ask for fewer days, accounts or regions, or raise archive.athena.scanLimitGigabytes",
      false,
      true,
    );
  }
  if (state === "FAILED") throw new QueryFailed(`could not answer: ${reason}`, false, true);
  if (state === "CANCELLED") throw new QueryFailed(`was told by somebody to stop the query (${reason})`, false, true);
  return state === "SUCCEEDED";
}

function pauseOf(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
