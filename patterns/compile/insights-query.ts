import type { Condition, FieldTest, TestBy } from "../condition";
import { knownFields } from "../fields";
import { isLimit, limitOf } from "./limit";
import { normalize, NotExpressibleError, type NormalForm } from "./normal-form";

/**
 * Compiles a condition to a Logs Insights query that shows who did what, from where, the latest first.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 *
 * @throws NotExpressibleError for what AWS does not document: null, true and false, and lists
 */
export function toInsightsQuery(condition: Condition): string {
  return [
    "fields eventTime, eventName, errorCode, userIdentity.arn, requestParameters.secretId, recipientAccountId, awsRegion, sourceIPAddress",
    `filter ${toInsightsFilter(condition)}`,
    "sort eventTime desc",
    "limit 100",
  ].join("\n| ");
}

/**
 * The condition alone, as it stands behind `filter`.
 *
 * @throws NotExpressibleError as above
 */
export function toInsightsFilter(condition: Condition): string {
  return compile(normalize(condition));
}

function compile(form: NormalForm): string {
  if (form.kind !== "test") return `(${form.parts.map(compile).join(form.kind === "all" ? " and " : " or ")})`;
  const { test, negated } = form;
  const name = nameOf(test.field);
  if ("exists" in test) {
    if (!Object.hasOwn(knownFields, test.field)) {
      throw new NotExpressibleError(`${test.field}: AWS does not say whether Logs Insights finds a null present.`);
    }
    return test.exists === negated ? `not ispresent(${name})` : `ispresent(${name})`;
  }
  const predicate = comparison(test, name);
  return negated ? `(not ispresent(${name}) or not (${predicate}))` : predicate;
}

function nameOf(field: string): string {
  if (field.includes("[]")) {
    throw new NotExpressibleError(`${field}: Logs Insights has no test for any element of a list.`);
  }
  if (field.includes("`")) throw new NotExpressibleError(`${field}: a name in Logs Insights can't hold a backtick.`);
  return /^[\w.@]+$/.test(field) ? field : `\`${field}\``;
}

function comparison(test: Exclude<FieldTest, TestBy<"exists">>, name: string): string {
  if ("equals" in test) return `${name} = ${typeof test.equals === "string" ? quote(test.equals) : test.equals}`;
  if ("oneOf" in test && test.oneOf.length === 0) {
    throw new NotExpressibleError(`${test.field}: one of no values is never true.`);
  }
  if ("oneOf" in test) return `${name} in [${test.oneOf.map(quote).join(", ")}]`;
  if ("startsWith" in test) return `${name} like /^${escape(test.startsWith)}/`;
  if ("endsWith" in test) return `${name} like /${escape(test.endsWith)}$/`;
  if ("contains" in test) return `${name} like ${quote(test.contains)}`;
  if ("matches" in test) return `${name} like /^${test.matches.split(/\*+/).map(escape).join("[\\s\\S]*")}$/`;
  if (isLimit(test)) return `${name} ${limitOf(test).join(" ")}`;
  throw notComparable(test);
}

/** Of lists, on which alone normalize has left `noneOf`, no test gets here. */
function notComparable({ field }: FieldTest & TestBy<"is" | "noneOf">): NotExpressibleError {
  return new NotExpressibleError(`${field}: AWS does not say how Logs Insights compares true, false and null.`);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function escape(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
}
