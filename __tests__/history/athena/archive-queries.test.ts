import { AthenaClient } from "@aws-sdk/client-athena";

import type { AnswerRow } from "../../../history/athena/answers";
import { ArchiveQueries } from "../../../history/athena/archive-queries";
import { AthenaServer, type Course } from "../../support/athena-server";

let server: AthenaServer;

beforeAll(async () => {
  server = await AthenaServer.start();
});

beforeEach(() => {
  server.clear();
});

afterAll(() => server.stop());

async function rowsOf(signal?: AbortSignal, onProgress?: (bytes: number) => void): Promise<AnswerRow[]> {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new AthenaClient({ endpoint: server.url, region: "eu-west-1", credentials, maxAttempts: 2 });
  const pause = () => Promise.resolve();
  const queries = new ArchiveQueries({ client, workgroup: "archive", database: "db", signal, onProgress, pause });
  const rows: AnswerRow[] = [];
  for await (const row of queries.rowsOf("SELECT 1")) rows.push(row);
  return rows;
}

const states =
  (...all: Course["states"]): (() => Course) =>
  () => ({ states: all });

test("a query waits in line, runs, and gives its rows from all pages, without the names of the columns", async () => {
  const rows = Array.from({ length: 8 }, (_, index) => [`row ${index}`, index % 2 === 0 ? null : "x"]);
  const course = [{ state: "QUEUED" }, { state: "RUNNING", bytes: 5 }, { state: "SUCCEEDED", bytes: 9 }];
  server.course = () => ({ states: course, rows });
  const progress: number[] = [];

  const found = await rowsOf(undefined, (bytes) => progress.push(bytes));

  expect(found).toEqual(rows);
  expect(progress).toEqual([0, 5, 9]);
  expect(server.of("StartQueryExecution")).toEqual([
    expect.objectContaining({ WorkGroup: "archive", QueryExecutionContext: { Database: "db" } }),
  ]);
});

test("where results go is the workgroup's to say", async () => {
  await rowsOf();

  expect(server.of("StartQueryExecution")[0]).not.toHaveProperty("ResultConfiguration");
});

test.each([
  ["fails", states({ state: "FAILED", reason: "SYNTAX_ERROR: line 1" }), /^could not answer: SYNTAX_ERROR: line 1$/],
  ["reads too much", states({ state: "FAILED", reason: "Bytes scanned limit was exceeded" }), /scanLimitGigabytes/],
  ["is cancelled for it", states({ state: "CANCELLED", reason: "Bytes scanned limit was exceeded" }), /Gigabytes/],
  ["is stopped by somebody", states({ state: "RUNNING" }, { state: "CANCELLED", reason: "by x" }), /by somebody/],
])("a query that %s is said with its reason", async (_, course, message) => {
  server.course = course;

  await expect(rowsOf()).rejects.toThrow(message);
  expect(server.of("GetQueryResults")).toEqual([]);
});

test.each([
  ["AccessDeniedException", "User x is not authorized to perform: athena:StartQueryExecution on resource: y", /StartQ/],
  ["ExpiredTokenException", "The security token is expired", /have expired/],
  ["InvalidRequestException", "WorkGroup archive is not found.", /Is archive.athena deployed/],
  ["TooManyRequestsException", "Rate exceeded", /too often/],
  ["InternalServerException", "oops", /did not answer/],
])("%s is said in words, with what to do", async (type, message, words) => {
  server.refuse = () => ({ type, message });

  await expect(rowsOf()).rejects.toThrow(words);
});

test("what is asked too fast is asked again", async () => {
  let refused = 0;
  server.refuse = (operation) =>
    operation === "GetQueryExecution" && refused++ === 0
      ? { type: "ThrottlingException", message: "Rate exceeded" }
      : undefined;

  await expect(rowsOf()).resolves.toEqual([]);
});

test("a query that can't be looked at is stopped: it would read on, and be paid for", async () => {
  const denied = { type: "AccessDeniedException", message: "athena:GetQueryExecution" };
  server.refuse = (operation) => (operation === "GetQueryExecution" ? denied : undefined);

  await expect(rowsOf()).rejects.toThrow(/may not be asked/);
  expect(server.of("StopQueryExecution")).toEqual([{ QueryExecutionId: "0" }]);
});

test("a query that has ended is not stopped", async () => {
  server.course = states({ state: "FAILED", reason: "x" });

  await expect(rowsOf()).rejects.toThrow(/could not answer/);
  expect(server.of("StopQueryExecution")).toEqual([]);
});

test("after the signal no query is begun", async () => {
  await expect(rowsOf(AbortSignal.abort())).rejects.toMatchObject({ isStopped: true });
  expect(server.asked).toEqual([]);
});

test("a query that takes long leaves no listeners behind", async () => {
  server.course = states(...Array.from({ length: 30 }, () => ({ state: "RUNNING" })), { state: "SUCCEEDED" });
  const { signal } = new AbortController();
  const listening = jest.spyOn(signal, "addEventListener");

  await rowsOf(signal);

  expect(listening.mock.calls.filter(([type]) => type === "abort")).toHaveLength(1);
});

test("a signal stops the query, so that it costs no more", async () => {
  server.course = states({ state: "RUNNING" });
  const controller = new AbortController();

  const asking = rowsOf(controller.signal, () => {
    controller.abort();
  });

  await expect(asking).rejects.toMatchObject({ isStopped: true });
  expect(server.of("StopQueryExecution")).toEqual([{ QueryExecutionId: "0" }]);
});
