import { createHash } from "node:crypto";
import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { answerPath } from "../../aws/answer-path";
import { type SavedAnswer, SavedAnswers } from "../../aws/saved-answers";
import { type SynthesizedStack, wantedStacks } from "../../doctor/wanted-stacks";
import type { Organization } from "../../organization/organization";
import { arn } from "../../organization/names/arn";
import { deploymentsOf } from "../../stacks/deployments";
import { healthyEventTypes } from "./healthy-event-types";
import { healthyPrerequisites } from "./healthy-prerequisites";
import { healthyTrailTypes } from "./healthy-trail-types";
import type { AnswerPart, HealthyType } from "./healthy-type";
import { root } from "./synthesized";
import { temporaryDirectory } from "./temporary-directory";

/** The moment at which everything is healthy: milliseconds since 1970. */
export const NOW = Date.UTC(2026, 8, 1, 12);

/** The organization of an example. */
export function exampleIn(folder: string): Organization {
  return loadOrganization(path.join(root, "examples", folder, "organization.yaml"));
}

/** AWS, with every stack of an organization deployed exactly as it is wanted. */
export class HealthyAws extends SavedAnswers {
  /** Stacks as they are synthesized: nothing of them is known that AWS has to be asked for. */
  readonly stacks: readonly SynthesizedStack[];

  constructor(
    readonly organization: Organization,
    /** Answers by their path: a fault is planted by changing one. */
    readonly answers: Record<string, SavedAnswer> = {},
  ) {
    super((path) => this.answers[path]);
    const names = new Set<string>(deploymentsOf(organization).map(({ stack }) => stack));
    this.stacks = [...wantedStacks(organization, names, temporaryDirectory())];
    for (const stack of this.stacks) this.deploy(stack.knowing(madeUp(stack, organization)));
    for (const each of healthyPrerequisites(organization, this.stacks)) this.add(each);
  }

  add({ path, answer }: AnswerPart): void {
    this.answers[path] = together(this.answers[path] ?? {}, answer);
  }

  private deploy(stack: SynthesizedStack): void {
    for (const resource of stack.resources) {
      const { account, region } = resource;
      const healthy = healthyTypes[resource.type];
      const place = { account, region };
      const home = { account, region: this.organization.homeRegion };
      this.answers[answerPath("sts:GetCallerIdentity", {}, home)] = { Account: account };
      for (const each of healthy?.(resource, { organization: this.organization, stack, place }) ?? []) this.add(each);
    }
  }
}

const healthyTypes: Readonly<Record<string, HealthyType>> = { ...healthyTrailTypes, ...healthyEventTypes };

/** What AWS gives to resources, the same each time. */
function madeUp(stack: SynthesizedStack, { partition }: Organization): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { type, address, account, region, attributes } of stack.resources) {
    const hash = createHash("sha256").update(`${account} ${region} ${address}`).digest("hex");
    if (type === "aws_kms_key") {
      const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join(
        "-",
      );
      found.set(`${address}.key_id`, id);
      found.set(`${address}.arn`, arn({ partition, service: "kms", region, account }, `key/${id}`));
    }
    if (type === "aws_secretsmanager_secret") {
      const resource = `secret:${String(attributes.name)}-${hash.slice(0, 6)}`;
      found.set(`${address}.arn`, arn({ partition, service: "secretsmanager", region, account }, resource));
    }
    if (type === "aws_organizations_policy") found.set(`${address}.id`, `p-${hash.slice(0, 8)}`);
  }
  return found;
}

function together(one: unknown, other: unknown): SavedAnswer {
  return merged(one, other) as SavedAnswer;
}

function merged(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as unknown[]), ...(other as unknown[])];
  if (!isObject(one) || !isObject(other)) return other;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.map((name) => [
      name,
      name in one && name in other ? merged(one[name], other[name]) : (other[name] ?? one[name]),
    ]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
