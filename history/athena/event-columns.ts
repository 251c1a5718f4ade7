import type { CloudTrailRecord } from "../../detections/detection";
import { athenaColumns, isListType, type ColumnType, type StructType } from "../../patterns/athena-table";

/** One text of a record, and where it stands there. */
interface Leaf {
  readonly path: readonly string[];
  /** An expression of the type varchar. */
  readonly sql: string;
  /** What CloudTrail wrote. */
  readonly valueOf: (text: string) => unknown;
}

/** All that the table has of a record, as an array of texts in SQL. */
export function recordSql(): string {
  return arraySql(leaves.map(({ sql }) => sql));
}

/** The record of such an array's JSON. Of what the table has no column for, there is nothing; nor is what is null. */
export function recordOf(json: string): CloudTrailRecord {
  const record: Fields = {};
  for (const [index, text] of (JSON.parse(json) as readonly (string | null)[]).entries()) {
    if (text === null) continue;
    const { path, valueOf } = leaves[index]!;
    let place = record;
    for (const name of path.slice(0, -1)) place = (place[name] ??= {}) as Fields;
    place[path.at(-1)!] = valueOf(text);
  }
  return record;
}

/** Texts as one, the JSON of a list. */
export function arraySql(texts: readonly string[]): string {
  return `json_format(CAST(ARRAY[${texts.join(", ")}] AS JSON))`;
}

type Fields = Record<string, unknown>;

const leaves = Object.entries(athenaColumns).flatMap(([name, type]) => leavesOf(type, [name]));

function leavesOf(type: ColumnType, path: readonly string[]): readonly Leaf[] {
  const column = path.join(".").toLowerCase();
  if (isListType(type)) return [listLeaf(type[0], path, column)];
  switch (type) {
    case "text":
      return [{ path, sql: column, valueOf: (text) => text }];
    case "json":
      return [{ path, sql: column, valueOf: parsed }];
    case "boolean":
      return [{ path, sql: column, valueOf: (text) => (text === "true" ? true : text === "false" ? false : text) }];
    case "texts":
      return [{ path, sql: `json_format(CAST(${column} AS JSON))`, valueOf: parsed }];
    default:
      return Object.entries(type).flatMap(([name, each]) => leavesOf(each, [...path, name]));
  }
}

function listLeaf(struct: StructType, path: readonly string[], column: string): Leaf {
  const names = Object.keys(struct);
  const fields = names.map((name) => `x.${name.toLowerCase()}`).join(", ");
  return {
    path,
    sql: `json_format(CAST(transform(${column}, x -> ARRAY[${fields}]) AS JSON))`,
    valueOf: (text) =>
      (JSON.parse(text) as readonly (readonly (string | null)[])[]).map((values) => structOf(names, values)),
  };
}

function structOf(names: readonly string[], values: readonly (string | null)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name, index): [string, string][] => {
      const value = values[index];
      return value === null || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What is no JSON is what somebody wrote there. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
