import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { AnswerRow } from "../../history/athena/answers";

type Body = Readonly<Record<string, unknown>>;

/** What a query comes to, one state after the other; the last one stays. */
export interface Course {
  readonly states: readonly { readonly state: string; readonly reason?: string; readonly bytes?: number }[];
  readonly rows?: readonly AnswerRow[];
}

/** An error in the place of an answer. */
export interface AthenaError {
  readonly type: string;
  readonly message: string;
}

/**
 * As much of Athena as is asked for here: queries that go through states, and answers in pages, the first of which has the names of the
 * columns. https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html
 */
export class AthenaServer {
  readonly asked: { readonly operation: string; readonly body: Body }[] = [];
  /** Of each query. */
  course: (sql: string) => Course = () => ({ states: [{ state: "SUCCEEDED" }] });
  /** Looked at before anything is answered. */
  refuse: (operation: string) => AthenaError | undefined = () => undefined;
  pageSize = 3;
  private readonly queries: { readonly course: Course; looks: number }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<AthenaServer> {
    const server = createServer();
    const athena = new AthenaServer(server);
    server.on("request", (request: IncomingMessage, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      request.on("end", () => {
        const operation = String(request.headers["x-amz-target"]).split(".")[1]!;
        const body = JSON.parse(text) as Body;
        athena.asked.push({ operation, body });
        const error = athena.refuse(operation);
        response.writeHead(error === undefined ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
        response.end(
          JSON.stringify(
            error === undefined
              ? athena.answer(operation, body)
              : { __type: `com.amazonaws.athena#${error.type}`, message: error.message },
          ),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return athena;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(operation: string): readonly Body[] {
    return this.asked.filter((each) => each.operation === operation).map(({ body }) => body);
  }

  /** As if it had just been started. */
  clear(): void {
    this.asked.length = 0;
    this.queries.length = 0;
    this.course = () => ({ states: [{ state: "SUCCEEDED" }] });
    this.refuse = () => undefined;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private answer(operation: string, body: Body): object {
    if (operation === "StartQueryExecution") {
      this.queries.push({ course: this.course(String(body.QueryString)), looks: 0 });
      return { QueryExecutionId: String(this.queries.length - 1) };
    }
    const query = this.queries[Number(body.QueryExecutionId)]!;
    if (operation === "StopQueryExecution") return {};
    if (operation === "GetQueryExecution") {
      const { states } = query.course;
      const { state, reason, bytes = 0 } = states[Math.min(query.looks++, states.length - 1)]!;
      return {
        QueryExecution: {
          Status: { State: state, StateChangeReason: reason },
          Statistics: { DataScannedInBytes: bytes },
        },
      };
    }
    const all = [["kind", "start"], ...(query.course.rows ?? [])];
    const from = Number(body.NextToken ?? 0);
    const to = from + Math.min(this.pageSize, Number(body.MaxResults));
    const Rows = all.slice(from, to).map((row) => ({
      Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })),
    }));
    return { ResultSet: { Rows }, ...(to < all.length ? { NextToken: String(to) } : {}) };
  }
}
