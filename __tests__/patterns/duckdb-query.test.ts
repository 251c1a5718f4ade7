import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";

import { toDuckdbSql } from "../../patterns/compile/duckdb";
import { any, field } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import { temporaryDirectory } from "../support/temporary-directory";

const page = readFileSync(path.join(__dirname, "../../docs/searching.md"), "utf8");
const query = /```sql\n([^`]*duckdbSql \*\/[^`]*)```/.exec(page)![1]!;

/** Texts with whole and half characters, escapes, and what looks like them. */
const pieces = [
  "a",
  "\ud83d",
  "\ude00",
  "😀",
  "\\",
  "\\ud83d",
  "\\u",
  "ude00",
  "p",
  "\\p",
  "\ufffd",
  '"',
  "\u0000",
  "\u0001",
  "\n",
  ";",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(""));

test("The documented query reads records with half a character, and finds them and the others", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();

  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), text, async (names, wanted) => {
      const logs = path.join(temporaryDirectory(), "logs");
      const files = [names.slice(0, 2), names.slice(2)].map((some) => some.map(recordOf));
      for (const [index, Records] of files.entries())
        write(path.join(logs, `CloudTrail/${index}.json.gz`), { Records });
      const condition = any(
        field("requestParameters.secretId").contains(sayable(wanted)),
        field("requestParameters.secretId").equals(sayable(names[0]!)),
      );

      const sql = query.replace("/* duckdbSql */", () => toDuckdbSql(condition)).replace("logs/", () => `${logs}/`);
      const rows = (await connection.runAndReadAll(sql)).getRows();

      const readable = JSON.parse(
        whole(JSON.stringify(files.flat(), (_, value: unknown) => (typeof value === "string" ? whole(value) : value))),
      ) as ReturnType<typeof recordOf>[];
      const expected = readable
        .filter((record) => evaluate(condition, record))
        .map(({ requestParameters }) => requestParameters.secretId);
      expect(rows.map(([, , secret]) => secret).sort()).toEqual(expected.sort());
      rmSync(logs, { recursive: true });
    }),
    { numRuns: 60 },
  );
  connection.closeSync();
});

function recordOf(secretId: string) {
  return {
    eventTime: "2026-11-22T00:00:00Z",
    userIdentity: { arn: "arn:aws:iam::111122223333:user/a" },
    requestParameters: { secretId },
  };
}

/** With U+FFFD in the place of each half of a character. */
function whole(value: string): string {
  return value.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** SQL has no text with a null character. */
function sayable(value: string): string {
  return whole(value).replaceAll("\0", "");
}

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const json = JSON.stringify(content);
  writeFileSync(file, gzipSync(file.includes("0.json") ? json : escaped(json)));
}

/** The same JSON with every character that is not ASCII as a number, in capitals. */
function escaped(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}
