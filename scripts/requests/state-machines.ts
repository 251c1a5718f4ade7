import jsonata from "jsonata";

import type { Finding } from "./finding";
import { freeVariables, scopeProblems } from "./jsonata-scope";
import { assignedBefore, type State, type StateMachine } from "./state-variables";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it comes without types
const validate = require("asl-validator") as (definition: unknown, options: object) => Validation;

interface Validation {
  readonly isValid: boolean;
  readonly errorsText: (separator: string) => string;
}

const LANGUAGE = "https://states-language.net/spec.html, as asl-validator has it";
const EXPRESSIONS = "https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html";

/** What Step Functions would refuse in a definition, or stumble over when it runs. */
export function stateMachineFindings(place: string, text: string): readonly Finding[] {
  let definition: StateMachine;
  try {
    definition = JSON.parse(text) as StateMachine;
  } catch {
    // The judge of requests says so.
    return [];
  }
  const finding = (what: string, basis: string, value: string): Finding => ({ what, basis, places: [place], value });
  const { isValid, errorsText } = validate(onOneLine(definition), { checkArn: true, checkPaths: true });
  const language = isValid
    ? []
    : errorsText("\n")
        .split("\n")
        .map((each) => finding(`a definition is not in Amazon States Language: ${each}`, LANGUAGE, each));
  return [
    ...language,
    ...expressions(definition).flatMap((each) =>
      problemsOf(each).map((what) => finding(`an expression: ${what}`, EXPRESSIONS, each.path)),
    ),
  ];
}

/** Variables that a definition assigns and nobody uses but their own assignment. AWS takes them; they are left over. */
export function unusedVariables(text: string): readonly string[] {
  const used = new Set<string>();
  const assigned = new Set<string>();
  const walk = (value: unknown, assigning?: string) => {
    if (typeof value === "string" && value.startsWith("{%"))
      for (const name of freeVariables(jsonata(value.slice(2, -2)).ast())) {
        if (name !== assigning) used.add(name);
      }
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key !== "Assign") walk(each, assigning);
      else
        for (const [name, expression] of Object.entries(each as object)) {
          assigned.add(name);
          walk(expression, name);
        }
    }
  };
  walk(JSON.parse(text));
  return [...assigned].filter((name) => !used.has(name)).sort();
}

/** AWS takes line breaks in expressions, which the validator's pattern does not. */
function onOneLine(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === "string" && each.startsWith("{%") ? each.replace(/\s+/g, " ") : each,
  );
}

interface Expression {
  readonly path: string;
  readonly text: string;
  /** Names of the state machine's variables that may have a value here. */
  readonly variables: ReadonlySet<string>;
  /** What of $states there is here. */
  readonly states: ReadonlySet<string>;
}

/** Every expression of a state machine, the ones of branches and items included. */
function expressions(machine: StateMachine, path = "", outer: ReadonlySet<string> = new Set()): readonly Expression[] {
  return Object.entries(machine.States ?? {}).flatMap(([name, state]) => {
    const here = `${path}/${name}`;
    const variables = new Set([...outer, ...assignedBefore(machine, name)]);
    const inner = [...(state.Branches ?? []), ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])];
    return [
      ...ofState(state, here, variables),
      ...inner.flatMap((each, at) => expressions(each, `${here}[${at}]`, variables)),
    ];
  });
}

function ofState(state: State, path: string, variables: ReadonlySet<string>) {
  const hasResult = ["Task", "Parallel", "Map"].includes(state.Type);
  const found: Expression[] = [];
  const walk = (value: unknown, at: string, states: ReadonlySet<string>) => {
    if (typeof value === "string" && value.startsWith("{%")) found.push({ path: at, text: value, variables, states });
    else if (typeof value === "object" && value !== null)
      for (const [key, each] of Object.entries(value)) walk(each, `${at}/${key}`, states);
  };
  const { Catch, ...rest } = state;
  for (const [key, value] of Object.entries(rest)) {
    // They are state machines of their own.
    if (["Branches", "ItemProcessor"].includes(key)) continue;
    const result = hasResult && ["Output", "Assign"].includes(key);
    walk(value, `${path}/${key}`, new Set(["input", "context", ...(result ? ["result"] : [])]));
  }
  walk(Catch, `${path}/Catch`, new Set(["input", "context", "errorOutput"]));
  return found;
}

function problemsOf({ text, variables, states }: Expression): readonly string[] {
  const match = /^\{%([\s\S]*)%\}$/.exec(text);
  if (match === null) return ["it begins with {% and does not end with %}"];
  const source = match[1]!;
  try {
    const unknown = [...source.matchAll(/\$states\.(\w+)/g)]
      .map(([, field]) => field!)
      .filter((field) => !states.has(field));
    return [
      ...scopeProblems(jsonata(source).ast(), variables),
      ...unknown.map((field) => `there is no $states.${field} here`),
    ];
  } catch (error) {
    return [`JSONata can't read it: ${(error as Error).message}`];
  }
}
