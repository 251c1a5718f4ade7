import type { Operator } from "../../patterns/condition";
import { knownFields, openMembers } from "../../patterns/fields";
import { suggest } from "../../text/did-you-mean";

/** What is wrong with a condition, and where in it. */
export interface ConditionProblem {
  readonly path: readonly (string | number)[];
  readonly allowed: string;
  readonly remedy: string;
  /** The key at the end of the path is what is wrong, not its value. */
  readonly unknownKey?: true;
}

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);

/** What each test takes. */
const tests: Readonly<Record<Operator, { readonly takes: string; readonly accepts: (value: unknown) => boolean }>> = {
  equals: { takes: "a text or a number", accepts: (value) => isText(value) || isNumber(value) },
  oneOf: { takes: "a list of texts", accepts: isTexts },
  noneOf: { takes: "a list of texts", accepts: isTexts },
  startsWith: { takes: "a text", accepts: isText },
  endsWith: { takes: "a text", accepts: isText },
  contains: { takes: "a text", accepts: isText },
  matches: { takes: "a text, in which * is any run of characters", accepts: isText },
  exists: { takes: "true or false", accepts: (value) => typeof value === "boolean" },
  is: { takes: "true, false or null", accepts: (value) => value === null || typeof value === "boolean" },
  lessThan: { takes: "a number", accepts: isNumber },
  atMost: { takes: "a number", accepts: isNumber },
  greaterThan: { takes: "a number", accepts: isNumber },
  atLeast: { takes: "a number", accepts: isNumber },
};

const SHAPE = "a condition has all, any, not, or a field with one test";

/** Everything that keeps a value from being a condition. */
export function conditionProblems(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly ConditionProblem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ path, allowed: SHAPE, remedy: "For example: { field: eventName, equals: GetSecretValue }" }];
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const [first] = entries;
  if (entries.length === 1 && (first![0] === "all" || first![0] === "any"))
    return listProblems(first![1], [...path, first![0]]);
  if (entries.length === 1 && first![0] === "not") return conditionProblems(first![1], [...path, "not"]);
  return fieldTestProblems(entries, path);
}

function listProblems(value: unknown, path: readonly (string | number)[]): readonly ConditionProblem[] {
  if (!Array.isArray(value) || value.length === 0) {
    return [{ path, allowed: "all and any take a list of conditions", remedy: "Put a dash before each condition." }];
  }
  return value.flatMap((each, index) => conditionProblems(each, [...path, index]));
}

function fieldTestProblems(
  entries: readonly (readonly [string, unknown])[],
  path: readonly (string | number)[],
): readonly ConditionProblem[] {
  const names = Object.keys(tests) as Operator[];
  const allowedKeys = ["field", ...names, "all", "any", "not"];
  const unknown = entries.filter(([key]) => !allowedKeys.includes(key));
  if (unknown.length > 0) {
    return unknown.map(([key]) => ({
      path: [...path, key],
      allowed: `tests are ${names.join(", ")}`,
      remedy: suggest(key, allowedKeys, "Use one of them."),
      unknownKey: true,
    }));
  }
  const field = entries.find(([key]) => key === "field");
  const used = entries.filter(([key]) => key in tests) as [Operator, unknown][];
  if (field === undefined || used.length !== 1 || entries.length !== 2) {
    return [{ path, allowed: SHAPE, remedy: "Put several tests into a list: all: [ …, … ]" }];
  }
  const [name, value] = used[0]!;
  const { takes, accepts } = tests[name];
  const wrongValue = accepts(value)
    ? []
    : [{ path: [...path, name], allowed: `${name} takes ${takes}`, remedy: "Correct the value." }];
  return [...fieldProblems(field[1], [...path, "field"]), ...wrongValue];
}

/** Members of a record whose other fields nobody needs to list; a path below them is taken as it is. */
const members = [
  ...openMembers,
  ...["userIdentity", "tlsDetails", "resources[]", "eventVersion", "eventTime", "eventID", "requestID", "apiVersion"],
  ...["managementEvent", "sessionCredentialFromConsole", "insightDetails", "addendum", "vpcEndpointAccountId"],
];

function fieldProblems(value: unknown, path: readonly (string | number)[]): readonly ConditionProblem[] {
  const known = Object.keys(knownFields);
  const allowed = "field is the path of a field of CloudTrail records";
  if (!isText(value)) return [{ path, allowed, remedy: "For example: requestParameters.secretId" }];
  const name = value as string;
  if (known.includes(name)) return [];
  const [member = "", ...below] = name.split(".");
  const isBelow = members.includes(member) && (below.length > 0 || !openMembers.some((each) => each === member));
  if (isBelow && below.every((part) => /^[\w:-]+(\[\])?$/.test(part))) return [];
  return [{ path, allowed, remedy: suggest(name, [...known, ...members], `Fields: ${known.join(", ")}`) }];
}
