import type { ExprNode } from "jsonata";

/**
 * What Step Functions refuses in JSONata beyond its syntax: it gives an expression no input, so a bare name, $ or $$ means
 * nothing outside a path or a predicate; it has no $eval; and a variable has to be assigned.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function scopeProblems(ast: ExprNode, variables: ReadonlySet<string>): readonly string[] {
  const found: Found = { problems: [], free: new Set() };
  visit(ast as Node, { variables, hasInput: false }, found);
  return [...found.problems, ...[...found.free].map((name) => `$${name} is not assigned`)];
}

/** Variables that an expression uses and does not assign itself. */
export function freeVariables(ast: ExprNode): ReadonlySet<string> {
  const found: Found = { problems: [], free: new Set() };
  visit(ast as Node, { variables: new Set(), hasInput: false }, found);
  return found.free;
}

interface Found {
  readonly problems: string[];
  /** Variables that nobody assigns. */
  readonly free: Set<string>;
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

type Visitor = (node: Node, scope: Scope, found: Found) => void;

/** By the type of the node. */
const visitors: Readonly<Record<string, Visitor>> = {
  path: (node, scope, found) => {
    list(node.steps).forEach((step, index) => {
      visit(step, index === 0 ? scope : inside(scope), found);
    });
    behind(node, scope, found);
  },
  name: visitField,
  wildcard: visitField,
  descendant: visitField,
  parent: visitField,
  variable: (node, scope, found) => {
    visitVariable(String(node.value), scope, found);
    behind(node, scope, found);
  },
  block: visitBlock,
  bind: (node, scope, found) => {
    visit(node.rhs as Node, scope, found);
  },
  lambda: (node, scope, found) => {
    const names = list(node.arguments).map(({ value }) => String(value));
    visit(node.body as Node, { ...scope, variables: new Set([...scope.variables, ...names]) }, found);
  },
  function: visitCall,
  partial: visitCall,
  condition: (node, scope, found) => {
    visitAll([node.condition, node.then, node.else], scope, found);
  },
  binary: visitOperands,
  apply: visitOperands,
  unary: (node, scope, found) => {
    const pairs = node.value === "{" ? (node.lhs as readonly (readonly Node[])[]).flat() : [];
    visitAll([...pairs, ...list(node.expressions), node.expression], scope, found);
    behind(node, scope, found);
  },
  sort: (node, scope, found) => {
    visitAll(
      list(node.terms).map(({ expression }) => expression),
      inside(scope),
      found,
    );
  },
  string: nothing,
  number: nothing,
  value: nothing,
  regex: nothing,
  operator: nothing,
};

function visit(node: Node, scope: Scope, found: Found): void {
  const visitor = visitors[node.type];
  if (visitor === undefined) found.problems.push(`the judge does not know JSONata's ${node.type}`);
  else visitor(node, scope, found);
}

function visitAll(nodes: readonly unknown[], scope: Scope, found: Found): void {
  for (const each of nodes.filter(isNode)) visit(each, scope, found);
}

/** Predicates and the like look at each value of what they stand behind. */
function behind(node: Node, scope: Scope, found: Found): void {
  const { group } = node as { group?: { lhs: readonly (readonly Node[])[] } };
  const looking = [...list(node.stages), ...list(node.predicate)].map(({ expr }) => expr);
  visitAll([...looking, ...(group?.lhs ?? []).flat()], inside(scope), found);
}

function visitField(node: Node, scope: Scope, found: Found): void {
  if (!scope.hasInput) found.problems.push(`${bareName(node)} stands bare: there is no input but $states.input`);
  behind(node, scope, found);
}

function visitBlock(node: Node, scope: Scope, found: Found): void {
  let { variables } = scope;
  for (const each of list(node.expressions)) {
    // A function may call itself.
    const name = each.type === "bind" ? (each.lhs as Node).value : undefined;
    const visible = isLambda(each) && typeof name === "string" ? new Set([...variables, name]) : variables;
    visit(each, { ...scope, variables: visible }, found);
    if (typeof name === "string") variables = new Set([...variables, name]);
  }
  behind(node, { ...scope, variables }, found);
}

function visitCall(node: Node, scope: Scope, found: Found): void {
  visitAll([node.procedure, ...list(node.arguments)], scope, found);
  behind(node, scope, found);
}

function visitOperands(node: Node, scope: Scope, found: Found): void {
  visitAll([node.lhs, node.rhs], scope, found);
  behind(node, scope, found);
}

function visitVariable(name: string, { variables, hasInput }: Scope, { problems, free }: Found): void {
  if (name === "") {
    if (!hasInput) problems.push("$ stands at the top level: there is no input but $states.input");
  } else if (name === "$") problems.push("$$ is not supported: there is no input but $states.input");
  else if (name === "eval") problems.push("$eval is not supported");
  else if (!variables.has(name) && !functions.has(name) && !added.has(name)) free.add(name);
}

function nothing(): void {
  // Constants use no names.
}

const inside = (scope: Scope): Scope => ({ ...scope, hasInput: true });
const bareName = ({ type, value }: Node) => (type === "name" ? String(value) : type);
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as readonly Node[]) : []);
const isLambda = ({ type, rhs }: Node) => type === "bind" && isNode(rhs) && rhs.type === "lambda";
