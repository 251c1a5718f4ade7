import { toAthenaSql } from "../../patterns/compile/athena";
import { toDuckdbSql } from "../../patterns/compile/duckdb";
import { NotExpressibleError } from "../../patterns/compile/normal-form";
import { all, any, field, not } from "../../patterns/condition";
import { customField } from "../../patterns/fields";

const eventName = field("eventName");
const name = field("requestParameters.name");
const count = field("requestParameters.count");
const flag = field("requestParameters.flag");
const group = field("requestParameters.items[].group");

describe("Athena", () => {
  test.each([
    ["a column", eventName.equals("A"), "(eventname = 'A')"],
    ["a column in a struct", field("userIdentity.type").equals("Root"), "(useridentity.type = 'Root')"],
    [
      "a column three structs down",
      field("userIdentity.sessionContext.sessionIssuer.arn").endsWith(":role/x"),
      "(substr(useridentity.sessioncontext.sessionissuer.arn, -7) = ':role/x')",
    ],
    ["one of", eventName.isOneOf("A", "B"), "(eventname IN ('A', 'B'))"],
    ["one of no values", eventName.isOneOf(), "(false)"],
    [
      "none of",
      eventName.isNoneOf("A"),
      "((eventname IS NOT NULL) AND (eventname IS NULL OR NOT (eventname IN ('A'))))",
    ],
    ["none of no values", eventName.isNoneOf(), "(eventname IS NOT NULL)"],
    ["starts with", eventName.startsWith("A"), "(starts_with(eventname, 'A'))"],
    ["the end by characters, not bytes", eventName.endsWith("ü€😀"), "(substr(eventname, -3) = 'ü€😀')"],
    ["contains, where % and _ are nothing special", eventName.contains("50%_'"), "(strpos(eventname, '50%_''') > 0)"],
    ["matches", eventName.matches("a%*_'\\"), "(eventname LIKE 'a\\%%\\_''\\\\' ESCAPE '\\')"],
    ["asterisks in a row", eventName.matches("A**"), "(eventname LIKE 'A%' ESCAPE '\\')"],
    ["a quote", eventName.equals("' OR 'a' = 'a"), "(eventname = ''' OR ''a'' = ''a')"],
    ["exists", eventName.exists(), "(eventname IS NOT NULL)"],
    ["is absent", eventName.isAbsent(), "(eventname IS NULL)"],
    ["a flag that the table has as text", field("readOnly").isTrue(), "(readonly = 'true')"],
    ["JSON text", name.equals("x"), "(json_extract_scalar(requestparameters, '$.name') = 'x')"],
    [
      "a JSON number",
      count.isAtLeast(2),
      "(TRY_CAST(json_extract_scalar(requestparameters, '$.count') AS DOUBLE) >= 2)",
    ],
    ["a JSON flag", flag.isFalse(), "(json_format(json_extract(requestparameters, '$.flag')) = 'false')"],
    ["a JSON null", flag.isNull(), "(json_format(json_extract(requestparameters, '$.flag')) = 'null')"],
    ["a JSON member that is there", name.exists(), "(json_extract(requestparameters, '$.name') IS NOT NULL)"],
    [
      "a JSON member with an odd name",
      field("responseElements.x-acl.it's").equals("x"),
      "(json_extract_scalar(responseelements, '$[\"x-acl\"][\"it''s\"]') = 'x')",
    ],
    [
      "any element of a list",
      group.equals("all"),
      "coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.items') AS ARRAY(JSON))), x0 -> json_extract_scalar(x0, '$.group') = 'all'), false)",
    ],
    [
      "a list in a list",
      field("requestParameters.a[].b[].c").equals("x"),
      "coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.a') AS ARRAY(JSON))), x0 -> any_match(TRY(CAST(json_extract(x0, '$.b') AS ARRAY(JSON))), x1 -> json_extract_scalar(x1, '$.c') = 'x')), false)",
    ],
    [
      "an element of a list that is none of some values, also a null",
      group.isNoneOf("a"),
      "coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.items') AS ARRAY(JSON))), x0 -> json_extract(x0, '$.group') IS NOT NULL AND NOT coalesce(json_extract_scalar(x0, '$.group') IN ('a'), false)), false)",
    ],
    [
      "that some element has something",
      group.exists(),
      "coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.items') AS ARRAY(JSON))), x0 -> json_extract(x0, '$.group') IS NOT NULL), false)",
    ],
    [
      "that a list is empty, or not there",
      field("requestParameters.names[]").isAbsent(),
      "(NOT coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.names') AS ARRAY(JSON))), x0 -> true), false))",
    ],
    ["a negated column, never null", not(eventName.equals("A")), "(eventname IS NULL OR NOT (eventname = 'A'))"],
    ["a negated exists", not(eventName.exists()), "(eventname IS NULL)"],
    [
      "a negated JSON member, never null",
      not(name.equals("x")),
      "(json_extract_scalar(requestparameters, '$.name') IS NULL OR NOT (json_extract_scalar(requestparameters, '$.name') = 'x'))",
    ],
    [
      "a negated list, also true where there is none",
      not(group.equals("a")),
      "(NOT coalesce(any_match(TRY(CAST(json_extract(requestparameters, '$.items') AS ARRAY(JSON))), x0 -> json_extract_scalar(x0, '$.group') = 'a'), false))",
    ],
    [
      "all and any",
      all(eventName.equals("A"), any(field("errorCode").isAbsent(), field("awsRegion").equals("x"))),
      "((eventname = 'A') AND ((errorcode IS NULL) OR (awsregion = 'x')))",
    ],
  ])("writes %s", (_, condition, sql) => {
    expect(toAthenaSql(condition)).toBe(sql);
  });

  test.each([
    [
      "a field without a column",
      field(customField("eventVersion")).equals("1.11"),
      "eventVersion: the Athena table has no column for it.",
    ],
    [
      "a member as a whole",
      field(customField("requestParameters")).exists(),
      "requestParameters: the Athena table has no column for it.",
    ],
    [
      "null in a column",
      eventName.isNull(),
      "eventName: the Athena table can't tell null from absent, and has text here.",
    ],
    [
      "a flag in a column of text",
      field("userIdentity.type").isTrue(),
      "userIdentity.type: the Athena table can't tell null from absent, and has text here.",
    ],
    ["no condition", all(), "A list without conditions can't be compiled. Add a condition."],
  ])("refuses %s", (_, condition, message) => {
    expect(() => toAthenaSql(condition)).toThrow(new NotExpressibleError(message));
  });
});

describe("DuckDB", () => {
  const text = (path: string, predicate: (text: string) => string) =>
    `coalesce((json_type(json_extract(event, '${path}')) = 'VARCHAR' AND ${predicate(`(json_extract(event, '${path}') ->> '$')`)}), false)`;
  const ofName = (predicate: (text: string) => string) => text('$."eventName"', predicate);

  test.each([
    [
      "a field",
      eventName.equals("A"),
      "coalesce((json_type(json_extract(event, '$.\"eventName\"')) = 'VARCHAR' AND (json_extract(event, '$.\"eventName\"') ->> '$') = 'A'), false)",
    ],
    ["a nested field", name.equals("x"), text('$."requestParameters"."name"', (value) => `${value} = 'x'`)],
    ["one of", eventName.isOneOf("A", "B"), ofName((value) => `${value} IN ('A', 'B')`)],
    ["one of no values", eventName.isOneOf(), ofName(() => "false")],
    [
      "none of, where an absent field is null and thus false",
      eventName.isNoneOf("A"),
      "coalesce((NOT (json_type(json_extract(event, '$.\"eventName\"')) = 'VARCHAR' AND (json_extract(event, '$.\"eventName\"') ->> '$') IN ('A'))), false)",
    ],
    [
      "none of no values",
      eventName.isNoneOf(),
      "coalesce(json_type(json_extract(event, '$.\"eventName\"')) IS NOT NULL, false)",
    ],
    ["starts with", eventName.startsWith("A"), ofName((value) => `starts_with(${value}, 'A')`)],
    ["ends with", eventName.endsWith("A"), ofName((value) => `ends_with(${value}, 'A')`)],
    ["contains", eventName.contains("50%_'"), ofName((value) => `contains(${value}, '50%_''')`)],
    ["matches", eventName.matches("a%*_'\\"), ofName((value) => `${value} LIKE 'a\\%%\\_''\\\\' ESCAPE '\\'`)],
    ["a quote", eventName.equals("' OR 'a' = 'a"), ofName((value) => `${value} = ''' OR ''a'' = ''a'`)],
    ["exists", eventName.exists(), "(json_extract(event, '$.\"eventName\"') IS NOT NULL)"],
    ["is absent", eventName.isAbsent(), "(json_extract(event, '$.\"eventName\"') IS NULL)"],
    [
      "a number, not a text of digits",
      count.isLessThan(2),
      "coalesce((json_type(json_extract(event, '$.\"requestParameters\".\"count\"')) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') AND TRY_CAST((json_extract(event, '$.\"requestParameters\".\"count\"') ->> '$') AS DOUBLE) < 2), false)",
    ],
    [
      "a flag",
      flag.isTrue(),
      "coalesce((json_type(json_extract(event, '$.\"requestParameters\".\"flag\"')) = 'BOOLEAN' AND (json_extract(event, '$.\"requestParameters\".\"flag\"') ->> '$') = 'true'), false)",
    ],
    [
      "null",
      flag.isNull(),
      "coalesce(json_type(json_extract(event, '$.\"requestParameters\".\"flag\"')) = 'NULL', false)",
    ],
    [
      "any element of a list",
      group.equals("all"),
      "coalesce(len(list_filter(json_extract(event, '$.\"requestParameters\".\"items\"[*].\"group\"'), lambda x: (json_type(x) = 'VARCHAR' AND (x ->> '$') = 'all'))) > 0, false)",
    ],
    [
      "that no element is there",
      group.isAbsent(),
      '(NOT coalesce(len(json_extract(event, \'$."requestParameters"."items"[*]."group"\')) > 0, false))',
    ],
    [
      "all, any and not",
      not(all(eventName.exists(), any(name.exists(), count.exists()))),
      '(NOT ((json_extract(event, \'$."eventName"\') IS NOT NULL) AND ((json_extract(event, \'$."requestParameters"."name"\') IS NOT NULL) OR (json_extract(event, \'$."requestParameters"."count"\') IS NOT NULL))))',
    ],
    ["all of nothing", all(), "true"],
    ["any of nothing", any(), "false"],
  ])("writes %s", (_, condition, sql) => {
    expect(toDuckdbSql(condition)).toBe(sql);
  });
});
