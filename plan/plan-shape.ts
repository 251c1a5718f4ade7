import type { Change, CheckResult, ConfiguredResource, ProviderConfig, ResourceChange } from "./plan-document";

/** Why a file can't be used, in words. */
export class PlanProblem extends Error {
  override readonly name = "PlanProblem";
}

/** A part of a plan, of which nothing is known but what it is called. */
type Part = Readonly<Record<string, unknown>>;

/** Of each kind of part: that what plan-summary reads of it has the type that Terraform gives it. @throws PlanProblem */
export function resourceChange(value: unknown): ResourceChange {
  const part = asPart(value, "change");
  changeOf(part.change);
  wantTexts(part, "change", ["address", "type"]);
  wantTexts(part, "change", ["mode", "previous_address", "deposed"], true);
  return value as ResourceChange;
}

export function changeOf(value: unknown): Change {
  const { actions, replace_paths: paths = [] } = asPart(value ?? {}, "change");
  if (!isList(actions)) throw new PlanProblem("it has a change without actions");
  if (!actions.every((each) => typeof each === "string")) throw wrong("change", "actions");
  if (!isList(paths) || !paths.every(isList)) throw wrong("change", "replace_paths");
  return value as Change;
}

export function checkResult(value: unknown): CheckResult {
  const { address, instances = [], ...check } = asPart(value, "check");
  wantTexts(check, "check", ["status"], true);
  if (address !== undefined) wantTexts(asPart(address, "check"), "check", ["to_display"], true);
  if (!isList(instances)) throw wrong("check", "instances");
  for (const instance of instances) {
    const { problems = [] } = asPart(instance, "check");
    if (!isList(problems)) throw wrong("check", "problems");
    for (const problem of problems) wantTexts(asPart(problem, "check"), "check", ["message"], true);
  }
  return value as CheckResult;
}

export function providerConfig(value: unknown): ProviderConfig {
  const { alias, expressions = {} } = asPart(value, "provider");
  if (alias !== undefined && typeof alias !== "string") throw wrong("provider", "alias");
  const { allowed_account_ids: ids = {} } = asPart(expressions, "provider");
  const { constant_value: accounts = [] } = asPart(ids, "provider");
  if (!isList(accounts) || !accounts.every((each) => typeof each === "string")) {
    throw wrong("provider", "allowed_account_ids");
  }
  return value as ProviderConfig;
}

export function configuredResource(value: unknown): ConfiguredResource {
  const part = asPart(value, "resource");
  wantTexts(part, "resource", ["address", "type"]);
  wantTexts(part, "resource", ["mode"], true);
  return value as ConfiguredResource;
}

/** A list or mapping of a plan that may be left out. @throws PlanProblem if something else stands there */
export function listOf(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw new PlanProblem(`its ${name} are no list`);
  return value;
}

export function partOf(value: unknown, name: string): Part {
  return value === undefined || value === null ? {} : asPart(value, name);
}

function wantTexts(part: Part, what: string, keys: readonly string[], optional = false): void {
  for (const key of keys) {
    if (typeof part[key] !== "string" && !(optional && part[key] === undefined)) throw wrong(what, key);
  }
}

function asPart(value: unknown, what: string): Part {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PlanProblem(`it has a ${what} that is no object`);
  }
  return value as Part;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function wrong(what: string, key: string): PlanProblem {
  return new PlanProblem(`it has a ${what} whose ${key} is missing or of another type than Terraform's`);
}
