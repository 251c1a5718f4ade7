import type { Condition, FieldTest, TestBy } from "../condition";
import { pathOf, type PathStep } from "../evaluate";
import { knownFields, openMembers, type KnownField } from "../fields";
import { isLimit, limitOf, type LimitTest } from "./limit";
import { normalize, NotExpressibleError, replaced, type NormalForm } from "./normal-form";
import { like, pathName, sqlText } from "./sql-text";

/**
 * Compiles a condition to an Athena (Trino) predicate over the CloudTrail table that AWS documents, in which request
 * parameters and the like are JSON text. Athena reads a number as its text, so it relies on each field having one type.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 *
 * @throws NotExpressibleError if the table does not have what the condition tests
 */
export function toAthenaSql(condition: Condition): string {
  return compile(normalize(condition));
}

function compile(form: NormalForm): string {
  if (form.kind !== "test") return `(${form.parts.map(compile).join(form.kind === "all" ? " AND " : " OR ")})`;
  const source = sourceOf(form.test.field);
  return "column" in source
    ? columnSql(form.test, form.negated, source.column)
    : jsonSql(form.test, form.negated, source.member, source.path);
}

/** A test that texts and numbers can be compared for. */
type ComparisonTest = TestBy<"equals" | "oneOf" | "startsWith" | "endsWith" | "contains" | "matches"> | LimitTest;

type Source = { readonly column: KnownField } | { readonly member: string; readonly path: readonly PathStep[] };

function sourceOf(field: string): Source {
  if (Object.hasOwn(knownFields, field)) return { column: knownFields[field as keyof typeof knownFields] };
  const [member, ...path] = pathOf(field);
  if (path.length > 0 && openMembers.some((each) => each === member!.key)) {
    return { member: member!.key.toLowerCase(), path };
  }
  throw new NotExpressibleError(`${field}: the Athena table has no column for it.`);
}

function columnSql(test: FieldTest, negated: boolean, { type, athena }: KnownField): string {
  if ("exists" in test) return `(${athena} IS ${test.exists === negated ? "NULL" : "NOT NULL"})`;
  if ("is" in test) {
    if (test.is === null || type !== "boolean") {
      throw new NotExpressibleError(`${test.field}: the Athena table can't tell null from absent, and has text here.`);
    }
    return guarded(`${athena} = '${test.is}'`, athena, negated);
  }
  return guarded(comparison(replaced(test), athena), athena, negated);
}

function jsonSql(test: FieldTest, negated: boolean, member: string, path: readonly PathStep[]): string {
  if (path.some(({ each }) => each)) {
    const any = `coalesce(${anyElement(test, member, path)}, false)`;
    const isNegated = "exists" in test ? test.exists === negated : negated;
    return isNegated ? `(NOT ${any})` : any;
  }
  const json = `json_extract(${member}, ${jsonPath(path)})`;
  if ("exists" in test) return `(${json} IS ${test.exists === negated ? "NULL" : "NOT NULL"})`;
  if ("is" in test) return guarded(`json_format(${json}) = '${test.is}'`, json, negated);
  const text = `json_extract_scalar(${member}, ${jsonPath(path)})`;
  return guarded(comparison(replaced(test), text), text, negated);
}

/** Goes down the path, a lambda for each list in it. */
function anyElement(test: FieldTest, json: string, path: readonly PathStep[], depth = 0): string {
  const list = path.findIndex(({ each }) => each);
  if (list < 0) return holdsSql(test, json, path);
  const element = `x${depth}`;
  const elements = `TRY(CAST(json_extract(${json}, ${jsonPath(path.slice(0, list + 1))}) AS ARRAY(JSON)))`;
  return `any_match(${elements}, ${element} -> ${anyElement(test, element, path.slice(list + 1), depth + 1)})`;
}

/** Of `exists`, whether there is one. */
function holdsSql(test: FieldTest, json: string, path: readonly PathStep[]): string {
  if ("exists" in test) return path.length === 0 ? "true" : `json_extract(${json}, ${jsonPath(path)}) IS NOT NULL`;
  if ("is" in test) return `json_format(json_extract(${json}, ${jsonPath(path)})) = '${test.is}'`;
  const text = `json_extract_scalar(${json}, ${jsonPath(path)})`;
  if (!("noneOf" in test)) return comparison(test, text);
  const isOneOf = comparison({ oneOf: test.noneOf }, text);
  // The text of a null is NULL, the null itself is not.
  return `json_extract(${json}, ${jsonPath(path)}) IS NOT NULL AND NOT coalesce(${isOneOf}, false)`;
}

function guarded(predicate: string, expression: string, negated: boolean): string {
  return negated ? `(${expression} IS NULL OR NOT (${predicate}))` : `(${predicate})`;
}

function jsonPath(path: readonly PathStep[]): string {
  return sqlText(`$${path.map(({ key }) => (/^\w+$/.test(key) ? `.${key}` : `["${pathName(key)}"]`)).join("")}`);
}

function comparison(test: ComparisonTest, text: string): string {
  if (isLimit(test)) return `${number(text)} ${limitOf(test).join(" ")}`;
  if ("equals" in test) {
    return typeof test.equals === "string" ? `${text} = ${sqlText(test.equals)}` : `${number(text)} = ${test.equals}`;
  }
  if ("oneOf" in test) return test.oneOf.length === 0 ? "false" : `${text} IN (${test.oneOf.map(sqlText).join(", ")})`;
  if ("startsWith" in test) return `starts_with(${text}, ${sqlText(test.startsWith)})`;
  if ("endsWith" in test) return `substr(${text}, -${Array.from(test.endsWith).length}) = ${sqlText(test.endsWith)}`;
  if ("contains" in test) return `strpos(${text}, ${sqlText(test.contains)}) > 0`;
  return like(text, test.matches);
}

function number(text: string): string {
  return `TRY_CAST(${text} AS DOUBLE)`;
}
