import type { ExprNode } from "jsonata";

/**
 * What Step Functions refuses in JSONata beyond its syntax: it gives an expression no input, so a bare name, $ or $$ means
 * nothing outside a path or a predicate; it has no $eval; and a variable has to be assigned.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function scopeProblems(ast: ExprNode, variables: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  visit(ast as Node, { variables, hasInput: false }, problems);
  return problems;
}

/** JSONata's tree, as far as it is looked at; jsonata's own types leave most of it out. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly [part: string]: unknown;
}

interface Scope {
  readonly variables: ReadonlySet<string>;
  /** Whether there is something that a bare name could be a field of. */
  readonly hasInput: boolean;
}

/** Of JSONata 2.0.6, but $eval. https://docs.jsonata.org/overview */
const functions = new Set(
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match
  contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power
  random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert
  type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis
  fromMillis clone now millis`.split(/\s+/),
);
/** Of Step Functions. */
const added = new Set(["states", "partition", "range", "hash", "uuid", "parse"]);

function visit(node: Node, scope: Scope, problems: string[]): void {
  const inside = { ...scope, hasInput: true };
  const all = (nodes: unknown, within = scope) => {
    for (const each of (nodes ?? []) as readonly Node[]) visit(each, within, problems);
  };
  /** Predicates and the like look at each value of what they stand behind. */
  const behind = (variables = scope.variables) => {
    for (const each of [...list(node.stages), ...list(node.predicate)]) {
      if (isNode(each.expr)) visit(each.expr, { variables, hasInput: true }, problems);
    }
    const { group } = node as { group?: { lhs: readonly (readonly Node[])[] } };
    for (const pair of group?.lhs ?? []) all(pair, inside);
  };

  switch (node.type) {
    case "path":
      list(node.steps).forEach((step, index) => {
        visit(step, index === 0 ? scope : inside, problems);
      });
      behind();
      return;
    case "name":
    case "wildcard":
    case "descendant":
    case "parent":
      if (!scope.hasInput) problems.push(`${bareName(node)} stands bare: there is no input but $states.input`);
      behind();
      return;
    case "variable":
      visitVariable(String(node.value), scope, problems);
      behind();
      return;
    case "block": {
      let { variables } = scope;
      for (const each of list(node.expressions)) {
        // A function may call itself.
        const name = each.type === "bind" ? (each.lhs as Node).value : undefined;
        const visible = isLambda(each) && typeof name === "string" ? new Set([...variables, name]) : variables;
        visit(each, { ...scope, variables: visible }, problems);
        if (typeof name === "string") variables = new Set([...variables, name]);
      }
      behind(variables);
      return;
    }
    case "bind":
      visit(node.rhs as Node, scope, problems);
      return;
    case "lambda":
      visit(
        node.body as Node,
        {
          ...scope,
          variables: new Set([...scope.variables, ...list(node.arguments).map(({ value }) => String(value))]),
        },
        problems,
      );
      return;
    case "function":
    case "partial":
      visit(node.procedure as Node, scope, problems);
      all(node.arguments);
      behind();
      return;
    case "condition":
      all([node.condition, node.then, node.else].filter(isNode));
      return;
    case "binary":
    case "apply":
      all([node.lhs, node.rhs].filter(isNode));
      behind();
      return;
    case "unary":
      if (node.value === "{") for (const pair of node.lhs as readonly (readonly Node[])[]) all(pair);
      else all([...list(node.expressions), node.expression].filter(isNode));
      behind();
      return;
    case "sort":
      for (const { expression } of list(node.terms)) visit(expression as Node, inside, problems);
      return;
    case "string":
    case "number":
    case "value":
    case "regex":
    case "operator":
      return;
    default:
      problems.push(`the judge does not know JSONata's ${node.type}`);
  }
}

function visitVariable(name: string, { variables, hasInput }: Scope, problems: string[]): void {
  if (name === "") {
    if (!hasInput) problems.push("$ stands at the top level: there is no input but $states.input");
  } else if (name === "$") problems.push("$$ is not supported: there is no input but $states.input");
  else if (name === "eval") problems.push("$eval is not supported");
  else if (!variables.has(name) && !functions.has(name) && !added.has(name)) problems.push(`$${name} is not assigned`);
}

const bareName = ({ type, value }: Node) => (type === "name" ? String(value) : type);
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as readonly Node[]) : []);
const isLambda = ({ type, rhs }: Node) => type === "bind" && isNode(rhs) && rhs.type === "lambda";
