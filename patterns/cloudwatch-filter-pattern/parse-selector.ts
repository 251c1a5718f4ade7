import type { Selector, Step } from "./filter-pattern";
import type { Reader } from "./reader";

/** Reads a selector such as `$.requestParameters.tags[*].['aws:key']`. The reader stands before its `$`. */
export function parseSelector(reader: Reader): Selector {
  if (!reader.takes("$")) reader.fail(["$"]);
  const steps: Step[] = [];
  for (;;) {
    if (reader.takes(".")) steps.push(parseProperty(reader));
    else if (steps.length > 0 && reader.takes("[")) steps.push(parseElement(reader));
    // AWS: array elements "must follow a property", so a selector can't start with one.
    else if (steps.length === 0) reader.fail(["."], { hint: "A selector starts with $. and a property." });
    else return steps;
  }
}

function parseProperty(reader: Reader): Step {
  if (reader.takes("*")) return { kind: "anyField" };
  const name = reader.take(/[\w-]+/y) ?? reader.take(/\['([^']+)'\]/y);
  if (name === undefined) {
    reader.fail(["a property name", "*", "['a quoted name']"], {
      hint: "A name has letters, digits, - and _; quote any other one.",
    });
  }
  return { kind: "property", name };
}

function parseElement(reader: Reader): Step {
  const index = reader.take(/\d+/y);
  if (index === undefined && !reader.takes("*")) {
    reader.fail(["an index from 0", "*"], { hint: "A quoted name has a dot before it: .['a name']." });
  }
  if (!reader.takes("]")) reader.fail(["]"]);
  return index === undefined ? { kind: "anyElement" } : { kind: "index", index: Number(index) };
}
