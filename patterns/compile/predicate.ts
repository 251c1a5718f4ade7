import type { Condition, FieldTest, Test, TestBy } from "../condition";
import { holds, pathOf, valuesAt } from "../evaluate";

export type Predicate = (event: unknown) => boolean;

/** Compiles a condition to a function with the meaning of `evaluate`, for running it over many events. */
export function toPredicate(condition: Condition): Predicate {
  if ("all" in condition) return every(condition.all.map(toPredicate));
  if ("any" in condition) return some(condition.any.map(toPredicate));
  if ("not" in condition) {
    const negated = toPredicate(condition.not);
    return (event) => !negated(event);
  }
  return fieldPredicate(condition);
}

function every(predicates: readonly Predicate[]): Predicate {
  if (predicates.length === 1) return predicates[0]!;
  return (event) => {
    for (const predicate of predicates) if (!predicate(event)) return false;
    return true;
  };
}

function some(predicates: readonly Predicate[]): Predicate {
  return (event) => {
    for (const predicate of predicates) if (predicate(event)) return true;
    return false;
  };
}

function fieldPredicate(test: FieldTest): Predicate {
  const path = pathOf(test.field);
  if (path.some(({ each }) => each)) {
    if ("exists" in test) return (event) => valuesAt(event, path).length > 0 === test.exists;
    const accepts = valuePredicate(test);
    return (event) => valuesAt(event, path).some(accepts);
  }
  const read = reader(path.map(({ key }) => key));
  if ("exists" in test) return (event) => (read(event) !== undefined) === test.exists;
  const accepts = valuePredicate(test);
  return (event) => accepts(read(event));
}

function valuePredicate(test: Exclude<Test, TestBy<"exists">>): Predicate {
  if ("equals" in test) return (value) => value === test.equals;
  if ("oneOf" in test) {
    const values = new Set<unknown>(test.oneOf);
    return (value) => values.has(value);
  }
  if ("noneOf" in test) {
    const values = new Set<unknown>([...test.noneOf, undefined]);
    return (value) => !values.has(value);
  }
  return (value) => holds(test, value);
}

/** Reads a path of names; undefined is absent, because JSON holds no undefined. */
function reader(keys: readonly string[]): (event: unknown) => unknown {
  // A name that objects or lists inherit is looked up with care, the others the fast way.
  if (keys.some((key) => key in Array.prototype)) return (event) => readOwn(event, keys);
  return (event) => {
    let value = event;
    for (const key of keys) {
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  };
}

function readOwn(event: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    event,
  );
}
