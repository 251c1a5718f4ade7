import { JSONParser } from "@streamparser/json";

import type {
  Change,
  CheckResult,
  ConfiguredResource,
  PlanDocument,
  ProviderConfig,
  ResourceChange,
} from "./plan-document";
import {
  changeOf,
  checkResult,
  configuredResource,
  listOf,
  partOf,
  PlanProblem,
  providerConfig,
  resourceChange,
} from "./plan-shape";

/** Takes the parts of a plan, one at a time and in any order. */
export interface PlanVisitor {
  change(change: ResourceChange): void;
  drift(change: ResourceChange): void;
  output(name: string, change: Change): void;
  check(result: CheckResult): void;
  provider(config: ProviderConfig): void;
  /** A resource or data source that the configuration has. */
  configured(resource: ConfiguredResource): void;
  /** Whether the plan says that there is something to apply. */
  applyable(): void;
}

/** One of them is in every plan, and none in a state. https://developer.hashicorp.com/terraform/internals/json-format */
const PARTS: ReadonlySet<string> = new Set([
  "planned_values",
  "resource_changes",
  "resource_drift",
  "output_changes",
  "configuration",
]);

const FORMAT = /^1\.\d+$/;

/** Keys that say whether the document can be relied on. */
const HEADER_KEYS = ["format_version", "errored", "complete", "applyable"] as const;

const PATHS = [
  ...HEADER_KEYS,
  ...["resource_changes.*", "resource_drift.*", "output_changes.*", "checks.*"],
  ...[
    "configuration.provider_config.*",
    "configuration.root_module.resources.*",
    "configuration.root_module.module_calls",
  ],
];

/** Where a value stands in a plan. */
interface Place {
  readonly section: string;
  /** Of the configuration. */
  readonly part: string;
  readonly key: string;
}

/** Reads a plan in pieces and never holds more of it than one resource. */
export class PlanReader {
  private readonly header = new Header();
  private readonly parser = new JSONParser({ paths: PATHS.map((each) => `$.${each}`), keepStack: false });
  private problem: Error | undefined;

  /** @param visitors each of which takes every part */
  constructor(...visitors: readonly PlanVisitor[]) {
    this.parser.onValue = ({ value, key, stack }) => {
      const section = String(stack[stack.length === 1 ? 0 : 1]?.key ?? key);
      const place = { section, part: String(stack[2]?.key ?? ""), key: String(key) };
      for (const visitor of visitors) this.visit(visitor, place, value);
    };
    this.parser.onError = (error) => {
      this.problem ??= error;
    };
  }

  write(chunk: Uint8Array | string): void {
    if (this.problem === undefined) this.parser.write(chunk);
    this.refuse();
  }

  /** @throws PlanProblem if it was no plan */
  end(): void {
    if (!this.parser.isEnded) this.parser.end();
    this.refuse();
    this.header.check();
  }

  private refuse(): void {
    if (this.problem === undefined) return;
    if (this.problem instanceof PlanProblem) throw this.problem;
    throw new PlanProblem("it is no complete JSON");
  }

  private visit(visitor: PlanVisitor, { section, part, key }: Place, value: unknown): void {
    if (PARTS.has(section)) this.header.isPlan();
    if (section === "resource_changes") visitor.change(resourceChange(value));
    else if (section === "resource_drift") visitor.drift(resourceChange(value));
    else if (section === "output_changes") visitor.output(key, changeOf(value));
    else if (section === "checks") visitor.check(checkResult(value));
    else if (section !== "configuration") this.header.set(key, value, visitor);
    else if (part === "root_module") visitor.configured(configuredResource(value));
    else if (key === "module_calls") visitModules({ module_calls: value }, visitor);
    else visitor.provider(providerConfig(value));
  }
}

/**
 * Hands over a plan that is small enough to be parsed at once, which is several times as fast.
 *
 * @throws PlanProblem if it is no plan
 */
export function readWholePlan(text: string, visitor: PlanVisitor): void {
  const plan = parse(text);
  const header = new Header();
  for (const key of HEADER_KEYS) header.set(key, plan[key], visitor);
  if (Object.keys(plan).some((key) => PARTS.has(key))) header.isPlan();
  else if ("values" in plan) throw new PlanProblem(`it is a state, not a plan: ${MAKE_ONE}`);
  header.check();
  for (const change of listOf(plan.resource_changes, "resource changes")) visitor.change(resourceChange(change));
  for (const change of listOf(plan.resource_drift, "drifts")) visitor.drift(resourceChange(change));
  for (const [name, change] of Object.entries(partOf(plan.output_changes, "list of outputs"))) {
    visitor.output(name, changeOf(change));
  }
  for (const result of listOf(plan.checks, "checks")) visitor.check(checkResult(result));
  const { provider_config: providers, root_module: root } = partOf(plan.configuration, "configuration");
  for (const config of Object.values(partOf(providers, "list of providers"))) visitor.provider(providerConfig(config));
  visitModules(partOf(root, "module"), visitor);
}

function parse(text: string): Readonly<Record<keyof PlanDocument, unknown>> {
  if (text.trim() === "") throw new PlanProblem("it is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlanProblem("it is no complete JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new PlanProblem(NO_PLAN);
  return value as Readonly<Record<keyof PlanDocument, unknown>>;
}

const MAKE_ONE = "make it with terraform (or tofu) show -json <plan file>";
const NO_PLAN = `it is no plan: ${MAKE_ONE}`;

/** What says whether the document is a plan that can be relied on. */
class Header {
  private version: unknown;
  private errored = false;
  private partial = false;
  private plan = false;

  /** Something was there that only plans have. */
  isPlan(): void {
    this.plan = true;
  }

  set(key: string, value: unknown, visitor: PlanVisitor): void {
    if (key === "format_version") this.version = value;
    if (key === "errored") this.errored = value === true;
    if (key === "complete") this.partial = value === false;
    if (key === "applyable" && value === true) visitor.applyable();
  }

  check(): void {
    if (typeof this.version !== "string") throw new PlanProblem(NO_PLAN);
    if (!FORMAT.test(this.version))
      throw new PlanProblem(
        `its format is ${/^\d+(\.\d+)*$/.test(this.version) ? this.version : "no number"}; known are those that begin with 1.`,
      );
    if (this.errored) throw new PlanProblem("planning stopped with an error, so it is not the whole plan");
    if (!this.plan) throw new PlanProblem(NO_PLAN);
    if (this.partial) {
      throw new PlanProblem(
        "it is a part of the plan (-target, -exclude, or something deferred), so the rest may change, too",
      );
    }
  }
}

function visitModules(
  { resources, module_calls: calls }: Readonly<Record<string, unknown>>,
  visitor: PlanVisitor,
): void {
  for (const resource of listOf(resources, "resources")) visitor.configured(configuredResource(resource));
  for (const call of Object.values(partOf(calls, "list of modules"))) {
    visitModules(partOf(partOf(call, "module").module, "module"), visitor);
  }
}
